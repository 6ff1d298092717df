# evaluate.R LIBRARY CASES DAY,DAY FOLDER: each table of cases as reunify-evaluate --format csv writes it.
arguments <- commandArgs(trailingOnly = TRUE)
library(reunify, lib.loc = arguments[1])

cells <- function(column) {
  if (is.logical(column)) column <- ifelse(column, "true", "false")
  text <- enc2utf8(as.character(column))
  quoted <- grepl("[\",\r\n]", text) | !nzchar(text)
  text[quoted] <- paste0("\"", gsub("\"", "\"\"", text[quoted], fixed = TRUE), "\"")
  ifelse(is.na(column), "", text)
}

written <- function(table) {
  rows <- do.call(paste, c(lapply(unname(as.list(table)), cells), sep = ","))
  paste0(c(paste(names(table), collapse = ","), rows), "\r\n", collapse = "")
}

ev <- evaluate_cases(arguments[2], strsplit(arguments[3], ",")[[1]], "herefordshire-2023", errors = "collect")
for (name in names(ev)) {
  writeBin(charToRaw(written(ev[[name]])), file.path(arguments[4], paste0(name, ".csv")))
}
