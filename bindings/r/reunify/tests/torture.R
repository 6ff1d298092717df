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

profile <- .Call(routine("profile"), NULL, "nspcc-2015", NULL, NULL)
columns <- .Call(routine("columns"), profile)
closed <- .Call(routine("profile"), NULL, "nspcc-2015", NULL, NULL)
invisible(.Call(routine("close"), closed))
said <- charToRaw('{"schema": "reunify/messages/1", "languages": {"cy": {"plurals": {}, "messages": {"outcome.returns": "Yn dychwelyd adref"}}}}')
welsh <- .Call(routine("profile"), list(pack), NULL, "cy", said)

case <- list(schema = "reunify/case/1", id = "C-1", people = data.frame(id = "mother", needs = NA), records = list(list(type = "review", date = as.Date("2024-01-10"))))
text <- .Call(routine("json"), case)
texts <- c(text, "{", "{\"id\": \"C-3\"}", "", sub("C-1", "C-5", text))
cases <- list(texts, list(NULL, NULL, NULL, .Call(routine("json"), list(a = NA)), NULL), rep("file", 5), 1:5, 1:5)
options <- function(collect) list(c(0L, 2L, 5L), NULL, 3L, FALSE, collect)
evaluation <- .Call(routine("evaluate_one"), profile, text, 20000L, options(FALSE))

episodes <- list(c(0L, 1L, 0L), c(18000L, 18100L, 18500L), c(18200L, NA, 18600L), NULL, NULL, NULL, c(0L, -1L, 1L), c(0L, 0L, -1L), 0:2)
marks <- list(0:1, c(18000L, 18000L), 1:0, c("low", "high"))
chosen <- list(NA_integer_, NA_integer_, NA_integer_, 0L, 0L, 0L, 0L, "somewhere")

calls <- list(
  builtin = function() .Call(routine("builtin")),
  small = function() .Call(routine("profile"), list(pack), NULL, "cy,en", NULL),
  facts = function() .Call(routine("profile_facts"), profile),
  page = function() .Call(routine("profile_page"), profile, 80L),
  unknown = function() .Call(routine("profile"), NULL, "none", NULL, NULL),
  faulty = function() .Call(routine("profile"), list(charToRaw("{\"id\": 3}")), NULL, NULL, NULL),
  spoken = function() .Call(routine("profile"), list(pack), NULL, "cy", said),
  misspoken = function() .Call(routine("profile"), list(pack), NULL, "cy", said[-1]),
  words = function() .Call(routine("column_words"), columns),
  days = function() .Call(routine("days"), c("2024-02-29", "2023-02-29", NA)),
  levels = function() .Call(routine("levels"), columns, c(3L, 1L, 2L), rows, 20000L, NULL),
  wrong = function() .Call(routine("levels"), columns, 1:3, wrong, 20000L, NULL),
  columns = function() .Call(routine("column_words"), .Call(routine("columns"), profile)),
  json = function() .Call(routine("json"), case),
  no_json = function() .Call(routine("json"), list(a = list(1, NA))),
  split = function() .Call(routine("split"), "[{}, [1], \"]\", 3] x"),
  tables = function() .Call(routine("tables")),
  cases = function() .Call(routine("evaluate"), profile, cases, c(19900L, 20000L), options(TRUE)),
  latest = function() .Call(routine("evaluate"), profile, cases, NULL, options(TRUE)),
  ended = function() .Call(routine("evaluate"), profile, cases, 20000L, options(FALSE)),
  one = function() .Call(routine("evaluate_one"), profile, text, NULL, options(FALSE)),
  not_one = function() .Call(routine("evaluate_one"), profile, "{", 20000L, options(FALSE)),
  evaluation_tables = function() .Call(routine("evaluation_tables"), evaluation, 0:8),
  evaluation_page = function() .Call(routine("evaluation_page"), evaluation, 80L, TRUE),
  evaluation_json = function() .Call(routine("evaluation_json"), evaluation, 0L),
  evaluation_levels = function() .Call(routine("evaluation_levels"), evaluation),
  codes = function() .Call(routine("episode_codes"), 3L, c("E4A", "x", NA)),
  outcomes = function() .Call(routine("outcomes"), episodes, list(0:1, c(16000L, NA), 1:2), marks, NULL, chosen, welsh),
  no_outcomes = function() .Call(routine("outcomes"), episodes, NULL, NULL, NULL, replace(chosen, 1:2, 19000:18999), NULL),
  closed = function() .Call(routine("levels"), closed, 1:3, rows, 20000L, NULL)
)

tortured <- function(call) {
  on.exit(gctorture(FALSE))
  gctorture(TRUE)
  call()
}

# Handles are never the same; what can be read of them is.
plain <- function(answer) if (is.list(answer)) lapply(answer, plain) else if (typeof(answer) == "externalptr") "handle" else answer

# Tortured first: strings that R has already it does not allocate again.
for (name in names(calls)) {
  invisible(gc())
  told <- plain(tortured(calls[[name]]))
  if (!identical(told, plain(calls[[name]]()))) stop(name, " answers otherwise while the collector runs")
}
rm(profile, columns, closed, evaluation)
invisible(gc())
