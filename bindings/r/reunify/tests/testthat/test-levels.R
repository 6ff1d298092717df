p <- profile("herefordshire-2023")
df <- assessments()
lv <- levels_over_time(df, p)

test_that("there is a row for each assessment, in its order", {
  expect_identical(names(lv), c("child", "date", "level", "level_before", "indicated", "rule", "basis", "held_by"))
  expect_identical(lv$child, df$child)
  expect_identical(lv$date, as.Date(df$date))
  expect_identical(levels(lv$level), c("low", "medium", "high", "severe"))
  expect_true(is.ordered(lv$indicated))
  expect_identical(levels(lv$basis), c("classification", "movement", "judgement"))
  mixed <- order(df$recurrence, rev(df$date))
  again <- levels_over_time(df[mixed, ], p)
  expect_identical(as.character(again$level), as.character(lv$level)[mixed])
  expect_identical(as.character(again$rule), as.character(lv$rule)[mixed])
})

test_that("the level moves by the rules", {
  one <- data.frame(
    child = 1, date = as.Date("2024-01-01") + c(0, 400), risk_factors = c("not_being_addressed", "addressed"), protective_factors = c("not_apparent", "apparent"),
    parental_capacity = c("unable", "able"), parents_wish = c("ambivalent", "wants"), child_wish = c("ambivalent", "wants"),
    recurrence = c("strong", "unlikely"), new_risk = FALSE, within_child_timescale = TRUE
  )
  told <- levels_over_time(one, p)
  expect_identical(as.character(told$indicated), c("severe", "low"))
  expect_identical(as.character(told$level[1]), "severe")
  expect_identical(as.character(told$level_before), c(NA, "severe"))
  judged <- levels_over_time(cbind(one, judgement = c(NA, "medium"), rationale = c(NA, "seen"), approved_by = c(NA, "team_manager")), p)
  expect_identical(as.character(judged$level[2]), "medium")
  expect_identical(as.character(judged$basis[2]), "judgement")
  expect_identical(levels_over_time(one, p, as_of = "2024-06-01")$level[2], told$level[1][NA])
})

test_that("columns may be of any sensible type", {
  other <- df
  for (name in names(df)) other[[name]] <- factor(df[[name]], levels = rev(c("odd", unique(df[[name]]))))
  other$date <- as.Date(df$date)
  same <- levels_over_time(other, p)
  expect_identical(same[-1], lv[-1])
  other$new_risk <- df$new_risk == "true"
  other$recurrence <- match(df$recurrence, c("unlikely", "some", "strong", "very_strong")) - 1
  other$recurrence[is.na(other$recurrence)] <- NaN
  other$child <- as.numeric(sub("D-", "", df$child)) / 7
  other$date <- as.POSIXct(df$date, tz = "UTC") + 3600
  expect_identical(levels_over_time(other, p)[-1], lv[-1])
  other$date <- as.POSIXlt(other$date)
  expect_identical(levels_over_time(other, p)[-1], lv[-1])
  other$date <- structure(as.integer(as.Date(df$date)), class = "Date")
  other$recurrence <- addNA(factor(df$recurrence))
  expect_identical(levels_over_time(other, p)[-1], lv[-1])
  names(other)[1:2] <- c("who", "when")
  expect_identical(names(levels_over_time(other, p, child = "who", date = "when"))[1:2], c("who", "when"))
})

test_that("findings of persons are read", {
  persons <- df[c("child", "date")]
  persons[["parental_capacity@1"]] <- "able"
  persons[["return_to@1"]] <- TRUE
  expect_identical(nrow(levels_over_time(persons, p)), nrow(df))
  persons[["return_to@1"]] <- "perhaps"
  expect_raised(levels_over_time(persons, p), "unknown_value", 1L)
})

test_that("no rows are no rows", {
  none <- levels_over_time(df[0, ], p)
  expect_identical(dim(none), c(0L, 8L))
  expect_identical(levels(none$level), levels(lv$level))
  expect_identical(dim(spells(none)), c(0L, 5L))
  expect_output(print(summary(none)), "0 assessments of 0 children")
  expect_raised(plot(none), "no_levels")
})

test_that("what is wrong with a cell is told with its row and column", {
  wrong <- expect_raised(levels_over_time(changed("recurrence", 5, "sometimes"), p), "unknown_value", 5L, "/4/recurrence")
  expect_match(conditionMessage(wrong), "row 5, column \"recurrence\": expected one of unlikely, some, strong, very_strong", fixed = TRUE)
  expect_no_match(conditionMessage(wrong), "sometimes")
  mixed <- changed("recurrence", 5, "sometimes")[rev(seq_len(nrow(df))), ]
  expect_raised(levels_over_time(mixed, p), "unknown_value", nrow(df) - 4L)
  days <- df
  days$date <- as.Date(df$date)
  expect_raised(levels_over_time(changed("date", 7, NA, days), p), "missing_member", 7L, "/6/date")
  for (day in c(Inf, -Inf, 1e9, -719163, 2932897)) {
    expect_raised(levels_over_time(changed("date", 7, structure(day, class = "Date"), days), p), "bad_date", 7L)
  }
  expect_silent(levels_over_time(changed("date", 1, structure(-719162, class = "Date"), days), p))
  expect_raised(levels_over_time(changed("date", 7, "2024-02-30"), p), "bad_date", 7L)
  expect_raised(levels_over_time(changed("date", 7, ""), p), "missing_member", 7L)
  expect_raised(levels_over_time(changed("child", 9, NA), p), "missing_member", 9L)
  numbers <- df
  numbers$child <- seq_len(nrow(df)) + 0
  expect_raised(levels_over_time(changed("child", 9, NaN, numbers), p), "missing_member", 9L)
  numbers$new_risk <- 0
  expect_raised(levels_over_time(changed("new_risk", 2, Inf, numbers), p), "bad_number", 2L)
  expect_raised(levels_over_time(changed("new_risk", 2, 0.5, numbers), p), "bad_number", 2L)
  expect_raised(levels_over_time(changed("new_risk", 2, 2, numbers), p), "unknown_value", 2L)
  expect_raised(levels_over_time(changed("new_risk", 2, -1, numbers), p), "unknown_value", 2L)
  expect_raised(levels_over_time(changed("new_risk", 2, 1e300, numbers), p), "unknown_value", 2L)
})

test_that("what is wrong with a column is told", {
  with_column <- function(name, values) {
    df[[name]] <- values
    df
  }
  expect_raised(levels_over_time(with_column("recurrence", structure(rep(9L, nrow(df)), levels = "some", class = "factor")), p), "bad_type", 1L)
  expect_raised(levels_over_time(with_column("child", structure(rep(9L, nrow(df)), levels = "some", class = "factor")), p), "bad_type", 1L)
  expect_raised(levels_over_time(with_column("recurrence", as.Date(df$date)), p), "bad_type")
  expect_raised(levels_over_time(with_column("recurrence", I(as.list(df$recurrence))), p), "bad_type")
  expect_raised(levels_over_time(with_column("recurrence", complex(nrow(df))), p), "bad_type")
  expect_raised(levels_over_time(with_column("recurrence", cbind(df$recurrence, df$recurrence)), p), "bad_type")
  expect_raised(levels_over_time(with_column("child", I(as.list(df$child))), p), "bad_type")
  expect_raised(levels_over_time(with_column("date", seq_len(nrow(df))), p), "bad_date")
  expect_raised(levels_over_time(with_column("date", TRUE), p), "bad_date")
  twice <- df
  names(twice)[4] <- "child"
  expect_raised(levels_over_time(twice, p), "bad_table")
  expect_match(conditionMessage(expect_raised(levels_over_time(df[-1], p), "missing_column")), "no column \"child\"")
  expect_match(conditionMessage(expect_raised(levels_over_time(df, p, date = "dat"), "missing_column")), "did you mean \"date\"", fixed = TRUE)
  expect_raised(levels_over_time(df[1:2], p), "missing_column")
  expect_raised(levels_over_time(data.frame(), p), "missing_column")
  expect_raised(levels_over_time(as.list(df), p), "bad_table")
  expect_raised(levels_over_time(df, p, child = 1), "bad_type")
  expect_raised(levels_over_time(df, p, as_of = "2024"), "bad_date")
  expect_raised(levels_over_time(df, p, as_of = Inf), "bad_date")
  expect_raised(levels_over_time(df, p, as_of = as.Date(c("2024-01-01", "2024-01-02"))), "bad_date")
  expect_identical(raised(levels_over_time(df, p, pathway = "none"))$status, "not_found")
  expect_raised(levels_over_time(df, p, pathway = NA), "bad_type")
  misspelt <- df
  names(misspelt)[8] <- "recurence"
  expect_warning(levels_over_time(misspelt, p), "did you mean \"recurrence\"", fixed = TRUE)
})

test_that("texts are taken in any encoding, and what is none is told", {
  bytes <- changed("recurrence", 3, "\xff")
  Encoding(bytes$recurrence) <- "bytes"
  expect_raised(levels_over_time(bytes, p), "bad_utf8", 3L)
  Encoding(bytes$recurrence) <- "UTF-8"
  expect_raised(levels_over_time(bytes, p), "bad_utf8", 3L)
  days <- changed("date", 3, "\xff")
  Encoding(days$date) <- "UTF-8"
  expect_raised(levels_over_time(days, p), "bad_utf8")
  latin <- changed("child", which(df$child == df$child[1]), "Zo\xeb")
  Encoding(latin$child) <- "latin1"
  expect_identical(levels_over_time(latin, p)[-1], lv[-1])
})

test_that("summary, plot, tidy and glance tell the same", {
  told <- summary(lv)
  expect_identical(told$children, length(unique(df$child)))
  expect_identical(sum(told$last), told$children)
  expect_output(print(told), "1013 assessments of 200 children")
  grDevices::pdf(NULL)
  counts <- plot(lv, days = 30)
  grDevices::dev.off()
  expect_identical(colnames(counts), levels(lv$level))
  expect_true(all(counts >= 0) && max(rowSums(counts)) <= told$children)
  skip_if_not_installed("generics")
  expect_identical(generics::tidy(lv), spells(lv))
  expect_identical(generics::glance(lv)$assessments, nrow(df))
  expect_identical(generics::glance(p)$id, "herefordshire-2023")
  expect_identical(generics::tidy(p), vocabulary(p))
})
