# outcomes.R LIBRARY EPISODES.csv,EPISODES.csv CHILDREN.csv MARKS.csv FOLDER: each table as reunify-outcomes --format csv writes it.
arguments <- commandArgs(trailingOnly = TRUE)
library(reunify, lib.loc = arguments[1])

read <- function(path) read.csv(path, colClasses = "character")
paths <- strsplit(arguments[2], ",")[[1]]
episodes <- lapply(paths, read)
places <- unlist(Map(function(path, table) paste0(path, ":", seq_len(nrow(table)) + 1L), paths, episodes))

cells <- function(column, name) {
  if (grepl("row$", name)) text <- places[column]
  else if (name == "period") text <- as.character(column - 1)
  else if (grepl("^(estimate|lower|upper)_|^share$", name)) text <- sprintf("%.6f", column)
  else if (grepl("^median_", name)) text <- sprintf("%.1f", column)
  else text <- as.character(column)
  ifelse(is.na(column), "", text)
}

told <- outcomes(episodes, read(arguments[3]), levels = read(arguments[4]), gates = read(arguments[4]), from = "2018-06-01", to = "2022-12-31", observed_to = "2023-06-30")
for (name in names(told)) {
  table <- told[[name]]
  rows <- do.call(paste, c(unname(Map(cells, as.list(table), names(table))), sep = ","))
  writeLines(c(paste(names(table), collapse = ","), rows), file.path(arguments[5], paste0(name, ".csv")))
}
