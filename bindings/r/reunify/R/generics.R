# For tidy() and glance(), of the package generics where it is there.

tidy.reunify_levels <- function(x, ...) spells(x, names(x)[1], names(x)[2], ...)

glance.reunify_levels <- function(x, ...) {
  told <- summary(x)
  data.frame(children = told$children, assessments = told$assessments, from = told$from %or% as_dates(NA), to = told$to %or% as_dates(NA))
}

tidy.reunify_profile <- function(x, kind = NULL, ...) vocabulary(x, kind)

glance.reunify_profile <- function(x, ...) {
  known <- facts(x)
  data.frame(id = known$id, version = known$version, title = known$title, levels = length(known$levels), findings = length(known$findings), stringsAsFactors = FALSE)
}

`%or%` <- function(value, other) if (is.null(value)) other else value

tidy.reunify_evaluations <- function(x, table = "risk", ...) x[[one_of(table, names(x), "a table")]]

glance.reunify_evaluations <- function(x, ...) counts_of(x)

tidy.reunify_evaluation <- function(x, table = "requirements", ...) tables_of(x, table)[[1]]

glance.reunify_evaluation <- function(x, ...) tables_of(x, "risk")[[1]]

tidy.reunify_outcomes <- function(x, table = "returns", ...) x[[one_of(table, names(x), "a table")]]

glance.reunify_outcomes <- function(x, ...) x$cohort[1, ]
