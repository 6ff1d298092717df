assessments <- function() {
  read.csv(system.file("extdata/assessments.csv", package = "reunify"), na.strings = "", stringsAsFactors = FALSE)
}

# The condition that an expression raises; a failure where it raises none.
raised <- function(expression) {
  condition <- tryCatch({
    expression
    NULL
  }, reunify_error = function(e) e)
  expect_s3_class(condition, "reunify_error")
  condition
}

expect_raised <- function(expression, code, row = NA_integer_, pointer = NULL) {
  condition <- raised(expression)
  expect_identical(condition$code, code)
  expect_identical(condition$row, row)
  if (!is.null(pointer)) expect_identical(condition$pointer, pointer)
  invisible(condition)
}

changed <- function(name, row, value, table = assessments()) {
  table[[name]][row] <- value
  table
}
