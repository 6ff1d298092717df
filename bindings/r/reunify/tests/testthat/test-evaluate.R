p <- profile("herefordshire-2023")
path <- system.file("extdata/cases.jsonl", package = "reunify")
lines <- readLines(path)
days <- c("2024-03-31", "2024-06-30")
ev <- evaluate_cases(path, days, p)

# Without what differs by how a case was given.
bare <- function(x) {
  attributes(x) <- list(names = names(x))
  x[setdiff(names(x), "errors")]
}

test_that("there are tables with a row for each case and day", {
  expect_s3_class(ev, "reunify_evaluations")
  expect_identical(names(ev), c("risk", "history", "requirements", "outstanding", "waiting", "schedule", "alerts", "factors", "warnings", "errors"))
  expect_identical(nrow(ev$risk), 60L)
  expect_identical(nrow(ev$errors), 0L)
  for (table in ev) expect_identical(names(table)[1:3], c("case_id", "as_of", "profile"))
  expect_identical(unique(ev$risk$as_of), as.Date(days))
  expect_identical(ev$risk$case_id, rep(sprintf("D-%04d", 1:30), each = 2))
  expect_s3_class(ev$schedule$due, "Date")
  expect_type(ev$risk$age, "integer")
  expect_type(ev$history$discordant, "logical")
  expect_output(print(ev), "60, of 30 cases; faults: 0")
  expect_output(print(summary(ev)), "assessment identification")
})

test_that("cases are taken in every form", {
  expect_identical(bare(evaluate_cases(lines, days, p)), bare(ev))
  expect_identical(bare(evaluate_cases(paste(lines, collapse = "\r\n"), as.Date(days), p)), bare(ev))
  array <- paste0(" [", paste(lines, collapse = ",\n"), "]\n")
  expect_identical(bare(evaluate_cases(array, factor(days), p)), bare(ev))
  expect_identical(bare(evaluate_cases(as.list(lines), days, "herefordshire-2023")), bare(ev))
  file <- tempfile(fileext = c(".json", ".jsonl.gz"))
  writeLines(array, file[1])
  packed <- gzfile(file[2], "w")
  writeLines(c("", lines), packed)
  close(packed)
  expect_identical(bare(evaluate_cases(file[1], days, p)), bare(ev))
  expect_identical(bare(evaluate_cases(file[2], days, p)), bare(ev))
  expect_identical(evaluate_cases(file, days, p)$risk, rbind(ev$risk, ev$risk))
  unlink(file)
  expect_identical(nrow(evaluate_cases(character(), days, p)$risk), 0L)
  expect_identical(nrow(evaluate_cases(list(), days, p)$risk), 0L)
  expect_identical(nrow(evaluate_cases("[]", days, p)$risk), 0L)
})

test_that("nested lists are cases", {
  case <- list(
    schema = "reunify/case/1", id = "C-\u00e9\"\\\n/~", child = list(siblings = FALSE), return_to = I("mother"), returns = list(),
    people = data.frame(id = c("mother", "father"), relation = "parent", household = c(TRUE, NA)),
    records = list(list(type = factor("police_check"), date = as.Date("2024-01-10") + 0.5, about = "mother", outcome = "completed", participants = c("social_worker", "parent"))),
    family_time = list(list(from = as.Date("2024-01-01"), times_a_week = 1.5, hours = 2L))
  )
  text <- .Call(getNamespace("reunify")$C_json, case)
  expect_identical(text, paste0(
    '{"schema":"reunify/case/1","id":"C-\u00e9\\"\\\\\\u000a/~","child":{"siblings":false},"return_to":["mother"],"returns":[],',
    '"people":[{"id":"mother","relation":"parent","household":true},{"id":"father","relation":"parent"}],',
    '"records":[{"type":"police_check","date":"2024-01-10","about":"mother","outcome":"completed","participants":["social_worker","parent"]}],',
    '"family_time":[{"from":"2024-01-01","times_a_week":1.5,"hours":2}]}'
  ))
  told <- evaluate_cases(case, NULL, p)
  expect_identical(told$risk$case_id, "C-\u00e9\"\\\n/~")
  expect_identical(told$risk$as_of, as.Date("2024-01-10"))
  expect_identical(bare(evaluate_cases(list(case, text), NULL, p))$risk, rbind(told$risk, told$risk))
  latin <- case
  latin$id <- iconv("Zo\u00eb", "UTF-8", "latin1")
  expect_identical(evaluate_cases(latin, NULL, p)$risk$case_id, "Zo\u00eb")
})

test_that("what is no value of a case is told with its place", {
  case <- function(...) list(schema = "reunify/case/1", id = "C-1", ...)
  wrong <- function(value, code, pointer) expect_raised(evaluate_cases(case(records = list(list(type = value))), "2024-01-01", p), code, pointer = pointer)
  wrong(NA, "bad_value", "/records/0/type")
  wrong(NA_character_, "bad_value", "/records/0/type")
  wrong(c("a", NA), "bad_value", "/records/0/type/1")
  wrong(NaN, "bad_number", "/records/0/type")
  wrong(-Inf, "bad_number", "/records/0/type")
  wrong(as.Date(NA), "bad_date", "/records/0/type")
  wrong(structure(Inf, class = "Date"), "bad_date", "/records/0/type")
  wrong(structure(2932897, class = "Date"), "bad_date", "/records/0/type")
  wrong(Sys.time(), "bad_type", "/records/0/type")
  wrong(quote(x), "bad_type", "/records/0/type")
  wrong(1i, "bad_type", "/records/0/type")
  wrong(mean, "bad_type", "/records/0/type")
  wrong(structure(7L, class = "factor"), "bad_type", "/records/0/type")
  wrong(structure(7L, levels = "a", class = "factor"), "bad_value", "/records/0/type")
  wrong(list(1, b = 2), "bad_type", "/records/0/type")
  bytes <- "\xff"
  Encoding(bytes) <- "bytes"
  wrong(bytes, "bad_utf8", "/records/0/type")
  deep <- list()
  for (i in 1:200) deep <- list(deep)
  expect_identical(raised(evaluate_cases(case(records = deep), "2024-01-01", p))$code, "too_deep")
  expect_raised(evaluate_cases(case(`a/b~` = NA), "2024-01-01", p), "bad_value", pointer = "/a~1b~0")
  expect_raised(evaluate_cases(case(records = data.frame(type = Sys.time())), "2024-01-01", p), "bad_type", pointer = "/records/0/type")
  expect_raised(evaluate_cases(3, "2024-01-01", p), "bad_type")
  expect_raised(evaluate_cases(data.frame(id = 1), "2024-01-01", p), "bad_type")
})

test_that("what is wrong with a case is collected, or ends the call", {
  bad <- lines[1:6]
  bad[2] <- sub('"returns":\\[[^]]*\\]', '"returns":[{"date":"2024-02-30"}]', bad[2])
  bad[3] <- substr(bad[3], 1, 200)
  bad[4] <- NA
  bad[5] <- "\xff"
  Encoding(bad[5]) <- "bytes"
  told <- evaluate_cases(bad, days[1], p, errors = "collect")
  expect_identical(told$risk, evaluate_cases(bad[c(1, 6)], days[1], p)$risk)
  first <- told$errors[!duplicated(told$errors$element), ]
  expect_identical(first$element, 2:5)
  expect_identical(first$case_id, c("D-0002", "D-0003", NA, NA))
  expect_identical(first$code, c("bad_date", "bad_json", "bad_type", "bad_utf8"))
  expect_identical(first$pointer[1], "/returns/0/date")
  wrong <- expect_raised(evaluate_cases(bad, days[1], p), "bad_date", pointer = "/returns/0/date")
  expect_identical(wrong$number, 2L)
  expect_match(conditionMessage(wrong), "^case 2: bad_date at /returns/0/date \\(line 1, column ")
  expect_identical(raised(evaluate_cases(bad[c(1, 4)], days[1], p))$number, 2L)
  undated <- '{"schema": "reunify/case/1", "id": "C-1"}'
  expect_match(conditionMessage(expect_raised(evaluate_cases(undated, NULL, p), "bad_date")), "has no date")
  expect_identical(evaluate_cases(undated, NULL, p, "collect")$errors$case_id, "C-1")
  expect_raised(evaluate_case(undated, NULL, p), "bad_date")
  expect_identical(evaluate_cases(undated, days, p, "collect", pathway = "none")$errors$as_of, as.Date(days))
})

test_that("lines are those of the file", {
  file <- tempfile(fileext = ".json")
  writeLines(c("[", paste0(lines[1], ","), "", "{\"schema\": \"reunify/case/1\",", "  \"id\": 7}", ",", lines[2], "] more"), file)
  told <- evaluate_cases(file, days, p, "collect")
  expect_identical(nrow(told$risk), 4L)
  expect_identical(told$errors$line_number, c(5L, 5L, 8L, 8L))
  expect_identical(told$errors$element, c(2L, 2L, 4L, 4L))
  expect_identical(told$errors$as_of, as.Date(c(days, days)))
  expect_identical(unique(told$errors$file), file)
  wrong <- raised(evaluate_cases(file, days, p))
  expect_identical(wrong$line, 5L)
  expect_identical(wrong$file, file)
  writeLines(c("[", lines[1], ","), file)
  expect_identical(nrow(evaluate_cases(file, days[1], p, "collect")$errors), 1L)
  writeBin(c(charToRaw(lines[1]), as.raw(0)), file)
  expect_raised(evaluate_cases(file, days, p), "bad_json")
  writeBin(c(charToRaw(lines[1]), as.raw(c(10, 255, 10))), file)
  expect_identical(nrow(evaluate_cases(file, days, p, "collect")$risk), 0L)
  file.rename(file, sub("json$", "jsonl", file))
  told <- evaluate_cases(sub("json$", "jsonl", file), NULL, p, "collect")
  expect_identical(c(nrow(told$risk), told$errors$line_number), c(1L, 2L))
  unlink(sub("json$", "jsonl", file))
})

test_that("options are held to what there is", {
  expect_raised(evaluate_cases("nowhere.jsonl", days, p), "no_file")
  expect_raised(evaluate_cases(tempdir(), days, p), "no_file")
  expect_raised(evaluate_cases(lines, days, p, errors = "colect"), "bad_value")
  expect_raised(evaluate_cases(lines, days, p, tables = "risks"), "bad_value")
  expect_raised(evaluate_cases(lines, days, p, tables = 1), "bad_type")
  expect_raised(evaluate_cases(lines, days, p, explain = "some"), "bad_value")
  expect_raised(evaluate_cases(lines, days, p, strict = NA), "bad_type")
  expect_raised(evaluate_cases(lines, "2024-02-30", p), "bad_date")
  expect_raised(evaluate_cases(lines, as.Date(c("2024-03-31", NA)), p), "bad_date")
  expect_raised(evaluate_cases(lines, character(), p), "bad_date")
  expect_raised(evaluate_cases(lines, 20000, p), "bad_date")
  expect_raised(evaluate_cases(lines, days, "none"), "unknown_profile")
  expect_identical(names(evaluate_cases(lines[1], days, p, tables = c("schedule", "risk", "risk"))), c("schedule", "risk", "errors"))
  expect_raised(summary(evaluate_cases(lines[1], days, p, tables = "schedule")), "missing_table")
  strange <- sub("^\\{", "{\"strange\": 1, ", lines[1])
  expect_identical(nrow(evaluate_cases(strange, days, p)$risk), 2L)
  expect_raised(evaluate_cases(strange, days, p, strict = TRUE), "unknown_member")
  expect_true(all(is.na(evaluate_cases(lines[1:3], days, p, explain = "none")$requirements$met_on)))
})

test_that("tables can be saved; what was closed is told", {
  file <- tempfile()
  saveRDS(ev, file)
  expect_identical(readRDS(file), ev)
  closed <- profile("nspcc-2015")
  close(closed)
  expect_raised(evaluate_cases(lines, days, closed), "no_object")
  expect_raised(evaluate_case(lines[1], days[1], closed), "no_object")
  one <- evaluate_case(lines[1], days[1], p)
  saveRDS(one, file)
  restored <- readRDS(file)
  unlink(file)
  close(one)
  for (x in list(one, restored, structure(list(handle = p$handle), class = "reunify_evaluation"))) {
    expect_raised(print(x), "no_object")
    expect_raised(as.list(x), "no_object")
    expect_raised(plot(x), "no_object")
  }
})

test_that("one case is a page, tables and a picture, and outlives its profile", {
  own <- profile("herefordshire-2023")
  one <- evaluate_case(lines[2], days[1], own)
  close(own)
  expect_output(print(one), "Case D-0002, 12 years old, on 31 March 2024", fixed = TRUE)
  expect_gt(nchar(as.character(one, all = TRUE)), nchar(as.character(one)))
  expect_match(as.character(one, form = "json"), '^\\{"schema":"reunify/evaluation/1"')
  expect_raised(as.character(one, form = "xml"), "bad_value")
  tables <- as.list(one)
  here <- ev$requirements[ev$requirements$case_id == "D-0002" & ev$requirements$as_of == as.Date(days[1]), ]
  row.names(here) <- NULL
  expect_identical(tables$requirements, here)
  grDevices::pdf(NULL)
  for (line in lines) plot(evaluate_case(line, days[2], p))
  plot(evaluate_case('{"schema": "reunify/case/1", "id": "C-1"}', days[1], p))
  grDevices::dev.off()
  expect_raised(evaluate_case(lines[1:2], days[1], p), "bad_value")
  expect_raised(evaluate_case(lines[1], days, p), "bad_date")
  expect_raised(evaluate_case("{", days[1], p), "bad_json")
  expect_raised(evaluate_case(list(id = NA), days[1], p), "bad_value")
  skip_if_not_installed("generics")
  expect_identical(generics::tidy(one), tables$requirements)
  expect_identical(generics::tidy(one, "history"), tables$history)
  expect_identical(generics::glance(one), tables$risk)
  expect_identical(generics::tidy(ev, "schedule"), ev$schedule)
  expect_identical(generics::tidy(ev), ev$risk)
  expect_identical(generics::glance(ev)$evaluations, 60L)
  expect_raised(generics::tidy(ev, "risks"), "bad_value")
})

test_that("what jsonlite reads is taken", {
  skip_if_not_installed("jsonlite")
  cases <- lapply(lines, jsonlite::fromJSON, simplifyVector = FALSE)
  expect_identical(bare(evaluate_cases(cases, days, p)), bare(ev))
})
