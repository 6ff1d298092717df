# Evaluations of cases: tables of many, and one as a page.

EXPLAIN <- c(none = 1L, decision = 2L, full = 3L)

evaluate_cases <- function(cases, as_of = NULL, profile, errors = "raise", tables = NULL, pathway = NULL, explain = "full", strict = FALSE) {
  p <- as_profile(profile)
  errors <- one_of(errors, c("raise", "collect"), "`errors`")
  known <- .Call(C_tables)
  wanted <- if (is.null(tables)) setdiff(known, "errors") else wanted_tables(tables, known)
  options <- options_of(wanted, known, pathway, explain, strict, errors == "collect")
  given <- cases_of(cases)
  answer <- .Call(C_evaluate, p$handle, given, dates_of(as_of), options)
  if (inherits(answer, "reunify_faults")) raise_of_case(answer, given)
  frames <- lapply(c(answer$tables, list(errors = answer$errors)), as_frame)
  structure(frames, class = "reunify_evaluations", evaluated = answer$evaluated, cases = length(given[[1]]))
}

one_of <- function(value, known, what) {
  value <- one_string(value, what)
  if (!value %in% known) wrong("bad_value", paste0(what, " is one of ", paste(known, collapse = ", "), meant(value, known)))
  value
}

wanted_tables <- function(tables, known) {
  if (!is.character(tables)) wrong("bad_type", "`tables` are names of tables")
  for (name in tables) one_of(name, known, "a table")
  setdiff(unique(tables), "errors")
}

options_of <- function(wanted, known, pathway, explain, strict, collect) {
  if (!is.logical(strict) || length(strict) != 1L || is.na(strict)) wrong("bad_type", "`strict` is TRUE or FALSE")
  explain <- one_of(explain, names(EXPLAIN), "`explain`")
  list(match(wanted, known) - 1L, string_or_null(pathway, "`pathway`"), EXPLAIN[[explain]], strict, collect)
}

# Days of evaluation; NULL for the latest in each case.
dates_of <- function(as_of) {
  if (is.null(as_of)) return(NULL)
  days <- as_days(as_of, "`as_of`")
  if (!length(days)) wrong("bad_date", "`as_of` is empty: give a day, or NULL for the latest in each case")
  if (anyNA(days)) wrong("bad_date", "`as_of` has what is no day of the calendar, of the years 1 to 9999: expected Date or YYYY-MM-DD", "invalid")
  days
}

as_frame <- function(columns) {
  structure(columns, class = "data.frame", row.names = .set_row_names(length(columns[[1]])))
}

raise_of_case <- function(faults, given) {
  number <- attr(faults, "number")
  if (is.null(number)) raise(faults)
  file <- given[[3]][number]
  prefix <- if (is.na(file)) sprintf("case %d: ", number) else sprintf("%s, case %d: ", file, number)
  raise(faults, prefix = prefix, fields = list(number = number, file = file))
}

print.reunify_evaluations <- function(x, ...) {
  told <- counts_of(x)
  cat(sprintf("<reunify evaluations: %d, of %d cases; faults: %d>\n", told$evaluations, told$cases, told$faults))
  tables <- paste0("$", names(x), "~(", vapply(x, nrow, 0L), ")", collapse = ", ")
  cat(chartr("~", " ", strwrap(paste("tables:", tables), 80, exdent = 2)), sep = "\n")
  invisible(x)
}

counts_of <- function(x) {
  data.frame(cases = as.integer(attr(x, "cases")), evaluations = as.integer(attr(x, "evaluated")), faults = nrow(x$errors))
}

summary.reunify_evaluations <- function(object, ...) {
  if (is.null(object$risk)) wrong("missing_table", "a summary is of the table \"risk\", which was not asked for")
  levels <- table(as_of = as.character(object$risk$as_of), level = object$risk$level, useNA = "ifany")
  stages <- table(as_of = as.character(object$risk$as_of), stage = object$risk$stage, useNA = "ifany")
  structure(list(counts = counts_of(object), levels = levels, stages = stages), class = "summary.reunify_evaluations")
}

print.summary.reunify_evaluations <- function(x, ...) {
  print(x$counts, row.names = FALSE)
  cat("\n")
  print(x$levels)
  cat("\n")
  print(x$stages)
  invisible(x)
}

# One case --------------------------------------------------------------------------------------------------------------------------

evaluate_case <- function(case, as_of = NULL, profile, pathway = NULL, explain = "full", strict = FALSE) {
  p <- as_profile(profile)
  options <- options_of(character(), character(), pathway, explain, strict, FALSE)
  given <- cases_of(case)
  if (length(given[[1]]) != 1L) wrong("bad_value", sprintf("it is one case that is evaluated, not %d: evaluate_cases() takes many", length(given[[1]])))
  if (!is.null(given[[2]][[1]])) raise(given[[2]][[1]])
  day <- dates_of(as_of)
  if (length(day) > 1L) wrong("bad_date", "`as_of` is one day")
  structure(list(handle = checked(.Call(C_evaluate_one, p$handle, given[[1]], day, options))), class = "reunify_evaluation")
}

as.character.reunify_evaluation <- function(x, width = 100L, all = FALSE, form = "page", ...) {
  if (one_of(form, c("page", "json"), "`form`") == "json") return(checked(.Call(C_evaluation_json, x$handle, 0L)))
  checked(.Call(C_evaluation_page, x$handle, as_width(width), isTRUE(all)))
}

print.reunify_evaluation <- function(x, ...) {
  cat(as.character(x, ...), "\n", sep = "")
  invisible(x)
}

# Its tables: all, or one by its name.
tables_of <- function(x, table = NULL) {
  known <- .Call(C_tables)
  wanted <- if (is.null(table)) setdiff(known, "errors") else one_of(table, setdiff(known, "errors"), "a table")
  lapply(checked(.Call(C_evaluation_tables, x$handle, match(wanted, known) - 1L)), as_frame)
}

as.list.reunify_evaluation <- function(x, ...) tables_of(x)

close.reunify_evaluation <- function(con, ...) {
  .Call(C_close, con$handle)
  invisible(NULL)
}
