# levels.R LIBRARY TABLE.csv DAY ordered|mixed OUT.csv: what reunify-classify --table observations adds to a table.
arguments <- commandArgs(trailingOnly = TRUE)
library(reunify, lib.loc = arguments[1])

table <- read.csv(arguments[2], na.strings = "", colClasses = "character", check.names = FALSE)
rows <- if (arguments[4] == "mixed") order(table$recurrence, table$date, rev(seq_len(nrow(table)))) else seq_len(nrow(table))
lv <- levels_over_time(table[rows, ], "herefordshire-2023", as_of = arguments[3])
lv <- as.data.frame(lv)[order(rows), c("level_before", "level", "indicated", "rule", "basis", "held_by")]
names(lv)[2] <- "level_after"
write.csv(lv, arguments[5], na = "", quote = FALSE, row.names = FALSE)
