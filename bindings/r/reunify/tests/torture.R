# Every routine with the collector run at each allocation: what is not protected, or not held, is found then. The answers are those of a
# run without. Routines are called by themselves, so that it takes seconds.
library(reunify)
invisible(compiler::enableJIT(0)) # or compiling is tortured too, which takes a minute

routine <- function(name) getNamespace("reunify")[[paste0("C_", name)]]
pack <- charToRaw('{"schema": "reunify/profile/1", "id": "small-1", "version": "1.0.0", "title": {"en": "Small"},
  "sources": [{"id": "s", "title": "A source"}], "roles": [{"id": "nurse", "text": {"en": "nurse"}}],
  "findings": [{"id": "seen", "type": "boolean", "text": {"en": "seen"}}],
  "pathways": [{"id": "only", "text": {"en": "only"}, "stages": []}]}')
codes <- function(what, values, words = NULL, name = "") list(what, name, 0L, values, words)
rows <- list(codes(3L, c(0L, 0L, 1L)), codes(4L, c(19000L, 19400L, 19100L)), codes(1L, c(1L, 0L, NA), c("strong", "unlikely"), "recurrence"))
wrong <- list(rows[[1]], rows[[2]], codes(1L, c(1L, 0L, 0L), c("no", "unlikely"), "recurrence"))

profile <- .Call(routine("profile"), NULL, "nspcc-2015", NULL)
columns <- .Call(routine("columns"), profile)
closed <- .Call(routine("profile"), NULL, "nspcc-2015", NULL)
invisible(.Call(routine("close"), closed))

calls <- list(
  builtin = function() .Call(routine("builtin")),
  small = function() .Call(routine("profile"), list(pack), NULL, "cy,en"),
  facts = function() .Call(routine("profile_facts"), profile),
  page = function() .Call(routine("profile_page"), profile, 80L),
  unknown = function() .Call(routine("profile"), NULL, "none", NULL),
  faulty = function() .Call(routine("profile"), list(charToRaw("{\"id\": 3}")), NULL, NULL),
  words = function() .Call(routine("column_words"), columns),
  days = function() .Call(routine("days"), c("2024-02-29", "2023-02-29", NA)),
  levels = function() .Call(routine("levels"), columns, c(3L, 1L, 2L), rows, 20000L, NULL),
  wrong = function() .Call(routine("levels"), columns, 1:3, wrong, 20000L, NULL),
  columns = function() .Call(routine("column_words"), .Call(routine("columns"), profile)),
  closed = function() .Call(routine("levels"), closed, 1:3, rows, 20000L, NULL)
)

tortured <- function(call) {
  on.exit(gctorture(FALSE))
  gctorture(TRUE)
  call()
}

# Handles are never the same; what can be read of them is.
plain <- function(answer) if (is.list(answer)) lapply(answer, plain) else if (typeof(answer) == "externalptr") "handle" else answer

for (name in names(calls)) {
  expected <- plain(calls[[name]]())
  if (!identical(plain(tortured(calls[[name]])), expected)) stop(name, " answers otherwise while the collector runs")
}
rm(profile, columns, closed)
invisible(gc())
