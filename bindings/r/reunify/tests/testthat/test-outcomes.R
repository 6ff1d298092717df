rows <- data.frame(
  CHILD = c("B", "A", "A", "C"), DECOM = c("10/06/2021", "04/05/2021", "2023-02-01 00:00", "1/2/2022"), RNE = "S", LS = c("V2", "c2", "C2", "V2"), PLACE = "U6",
  DEC = c("10/01/2022", "20/06/2022", NA, "NULL"), REC = c("E4B", "E4A - returned home", "", NA), LA = c("x", "y", "y", NA), stringsAsFactors = FALSE
)

test_that("episodes become periods, returns and a cohort", {
  told <- outcomes(rows, observed_to = "2023-12-31")
  expect_s3_class(told, "reunify_outcomes")
  expect_identical(names(told), c("periods", "returns", "with_parents", "anomalies", "cohort", "leavers", "summary"))
  expect_identical(told$periods$child, c("A", "A", "B", "C"))
  expect_identical(told$periods$start, as.Date(c("2021-05-04", "2023-02-01", "2021-06-10", "2022-02-01")))
  expect_identical(told$periods$first_row, c(2, 3, 1, 4))
  expect_identical(told$periods$authority, c("y", "y", "x", NA))
  expect_identical(told$returns$exit, c("home_planned", "home_unplanned"))
  expect_identical(told$returns$days_home, c(226L, NA))
  expect_identical(told$returns$period, c(1, 3))
  expect_identical(told$cohort$returns[1], 2L)
  expect_identical(told$cohort$median_days[1], 226)
  expect_identical(told$leavers$share, c(1, 1))
  expect_identical(told$summary[c("observed_to", "rows", "median_days_to_reentry", "exit_home_planned")],
                   data.frame(observed_to = as.Date("2023-12-31"), rows = 4L, median_days_to_reentry = 226, exit_home_planned = 1L))
  expect_output(print(told), "Outcomes of 4 episodes of 3 children", fixed = TRUE)
  expect_match(as.character(told, form = "json"), "reunify/outcomes/1", fixed = TRUE)
  skip_if_not_installed("generics")
  expect_identical(generics::tidy(told), told$returns)
  expect_identical(generics::glance(told)$returns, 2L)
})

test_that("children, levels and gates divide the returns", {
  children <- data.frame(child = c("A", "B", "Z"), dob = as.Date(c("2015-08-17", "2007-11-02", "2007-11-02")), sex = c("F", "1", "U"))
  marks <- data.frame(CHILD = c("A", "A", "B", "Z"), DATE = as.Date("2021-12-01"), LEVEL = factor(c("low", "high", NA, "high"), levels = c("low", "high")), GATE = "passed")
  told <- outcomes(rows, children, levels = marks, gates = marks)
  expect_identical(told$returns$sex, c("female", "male"))
  expect_identical(told$returns$age, c(6L, 14L))
  expect_identical(told$returns$level, c("high", NA))
  expect_identical(told$returns$gate, c("passed", "passed"))
  lv <- levels_over_time(assessments(), "herefordshire-2023")
  expect_identical(nrow(outcomes(transform(rows, CHILD = c("D-0001", "D-0002", "D-0002", "D-0003")), levels = lv)$returns), 2L)
})

test_that("the page is said by the languages of a profile", {
  messages <- '{"schema": "reunify/messages/1", "languages": {"cy": {"plurals": {}, "messages": {"outcome.returns": "Yn dychwelyd adref"}}}}'
  welsh <- profile("surrey", languages = "cy", messages = messages)
  english <- as.character(outcomes(rows))
  expect_match(english, "\nReturns home\n", fixed = TRUE)
  expect_identical(as.character(outcomes(rows, profile = welsh)), sub("\nReturns home\n", "\nYn dychwelyd adref\n", english, fixed = TRUE))
  expect_raised(profile("surrey", languages = "cy", messages = sub("outcome.returns", "outcome.return", messages)), "unknown_message")
  expect_raised(profile("surrey", messages = "welsh"), "bad_messages")
})

test_that("NULL is nothing, as databases write it", {
  marks <- data.frame(CHILD = c("A", "B"), DATE = as.Date("2021-12-01"), LEVEL = "NULL", GATE = "null")
  told <- outcomes(transform(rows, LA = "NULL"), levels = marks, gates = marks)$cohort
  expect_identical(unique(as.character(told$group[told$by %in% c("authority", "level", "gate")])), "not_known")
  expect_raised(outcomes(transform(rows, CHILD = "NULL")), "missing_member", 1L)
})

test_that("yearly tables and other types are taken", {
  whole <- outcomes(rows)
  dated <- rows
  dated$DECOM <- as.Date(c("2021-06-10", "2021-05-04", "2023-02-01", "2022-02-01"))
  dated$DEC <- as.POSIXct(c("2022-01-10", "2022-06-20", NA, NA), tz = "UTC")
  dated[c("LS", "REC", "CHILD")] <- lapply(dated[c("LS", "REC", "CHILD")], factor)
  expect_identical(outcomes(dated), whole)
  expect_identical(outcomes(list(rows[1:2, ], dated[3:4, -3]))$returns, whole$returns)
  twice <- outcomes(list(rows, dated))
  expect_identical(twice$periods$first_row, c(6, 7, 5, 8))
  expect_identical(unique(twice$anomalies$kind), "superseded")
  numbered <- transform(rows, CHILD = c(10, 9, 9, 11))
  expect_identical(outcomes(numbered)$periods$child, c(9, 9, 10, 11))
  expect_identical(nrow(outcomes(rows[0, ])$periods), 0L)
  truths <- transform(rows, RNE = TRUE)
  expect_identical(nrow(outcomes(truths, rule = "codes")$periods), 4L)
  few <- outcomes(rows, suppress_below = 6)
  expect_true(is.na(few$cohort$returns[1]))
  expect_output(print(few), "c")
})

test_that("what is wrong is told", {
  bad <- function(name, row, value) {
    rows[[name]][row] <- value
    rows
  }
  expect_raised(outcomes(bad("DECOM", 3, "30/02/2022")), "bad_date", 3L, "/2/DECOM")
  expect_raised(outcomes(list(rows, bad("DEC", 1, "soon"))), "bad_date", 5L)
  expect_raised(outcomes(bad("CHILD", 2, NA)), "missing_member", 2L)
  expect_raised(outcomes(list(rows, bad("CHILD", 2, ""))), "missing_member", 6L)
  days <- rows
  days$DECOM <- structure(c(Inf, 1, 2, 3), class = "Date")
  expect_raised(outcomes(days), "bad_date", 1L)
  expect_raised(outcomes(list(rows, days)), "bad_date", 5L)
  days$DECOM <- 1:4
  expect_raised(outcomes(days), "bad_date")
  bytes <- bad("REC", 1, "\xff")
  Encoding(bytes$REC) <- "bytes"
  expect_raised(outcomes(bytes), "bad_utf8", 1L)
  expect_identical(outcomes(bad("REC", 1, "E99X"))$anomalies$kind, "unknown_code")
  expect_raised(outcomes(rows[-2]), "missing_column")
  expect_raised(outcomes(cbind(rows, child = 1)), "bad_table")
  expect_raised(outcomes(3), "bad_table")
  expect_raised(outcomes(list()), "bad_table")
  expect_raised(outcomes(list(3)), "bad_table")
  expect_raised(outcomes(rows, rule = "date"), "bad_value")
  expect_raised(outcomes(rows, from = "2022"), "bad_date")
  expect_raised(outcomes(rows, from = "2023-01-01", to = "2022-01-01"), "bad_window")
  for (value in list(-1, 0.5, NA, "6", 1:2)) expect_raised(outcomes(rows, suppress_below = value), "bad_value")
  expect_raised(outcomes(rows, data.frame(CHILD = "A", DOB = "never")), "bad_date", 1L)
  expect_raised(outcomes(rows, data.frame(CHILD = "A", DOB = NA, SEX = "X")), "bad_value", 1L)
  expect_raised(outcomes(rows, data.frame(CHILD = "A")), "missing_column")
  expect_raised(outcomes(rows, levels = data.frame(CHILD = "A", DATE = NA, LEVEL = "low")), "missing_member", 1L)
  expect_raised(outcomes(rows, gates = data.frame(CHILD = "A", DATE = "2022-01-01", LEVEL = "low")), "missing_column")
})
