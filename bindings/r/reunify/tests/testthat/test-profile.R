test_that("a profile says what it is", {
  p <- profile("herefordshire-2023")
  expect_s3_class(p, "reunify_profile")
  expect_output(print(p), "herefordshire-2023")
  expect_output(print(p), "low, medium, high, severe", fixed = TRUE)
  expect_match(as.character(p), "Herefordshire")
  expect_true(max(nchar(strsplit(as.character(p, width = 60), "\n")[[1]])) < max(nchar(strsplit(as.character(p, width = 200), "\n")[[1]])))
  words <- summary(p)$words
  expect_identical(words$words[words$kind == "level"], 4L)
  expect_output(print(summary(p)), "requirement")
  expect_true("herefordshire-2023" %in% profiles())
  expect_identical(profile(p), p)
})

test_that("every word of a profile is listed", {
  p <- profile("herefordshire-2023")
  words <- vocabulary(p)
  expect_identical(names(words), c("kind", "id", "within", "text", "declared", "source_id", "source_at"))
  expect_identical(vocabulary(p, "level")$id, c("low", "medium", "high", "severe"))
  expect_identical(vocabulary("herefordshire-2023"), words)
  values <- words[words$kind == "finding_value" & words$within == "recurrence", "id"]
  expect_identical(values, c("unlikely", "some", "strong", "very_strong"))
  expect_true(all(nzchar(words$source_id[words$kind == "requirement"])))
  expect_match(conditionMessage(expect_raised(vocabulary(p, "findin"), "unknown_kind")), "did you mean \"finding\"", fixed = TRUE)
  expect_raised(vocabulary(p, 3), "bad_type")
})

test_that("a pack of one's own is read from a text and a file, over its bases", {
  base <- '{"schema": "reunify/profile/1", "id": "own-1", "version": "1.0.0", "title": {"en": "Own", "cy": "Eich un chi"}, "extends": "nspcc-2015"}'
  p <- profile(base)
  expect_match(format(p)[1], "own-1")
  expect_match(format(profile(base, languages = c("cy", "en")))[2], "Eich un chi")
  path <- tempfile(fileext = ".json")
  writeLines(sub("own-1", "own-2", sub("nspcc-2015", "own-1", base)), path)
  expect_match(format(profile(path, bases = base))[1], "own-2")
  expect_raised(profile(path), "unknown_base")
  expect_raised(profile(path, bases = "herefordshire-2023"), "bad_base")
  unlink(path)
})

test_that("what is no pack is an error that says what is wrong", {
  expect_identical(raised(profile("hereford-2023"))$status, "not_found")
  wrong <- expect_raised(profile('{"schema": "reunify/profile/1",\n "id": 3}'), "wrong_type", pointer = "/id")
  expect_gt(nrow(wrong$faults), 1)
  expect_identical(wrong$line, 2L)
  expect_raised(profile("nowhere/pack.json"), "no_file")
  expect_raised(profile(c("a", "b")), "bad_type")
  expect_raised(profile(NA_character_), "bad_type")
  expect_raised(profile("herefordshire-2023", languages = 3), "bad_type")
  expect_raised(levels_over_time(assessments(), 3), "bad_type")
  expect_raised(as.character(profile("nspcc-2015"), width = NA), "bad_value")
})

test_that("what was closed, or comes from a file, is told and does not crash", {
  closed <- profile("nspcc-2015")
  levels_over_time(assessments(), closed)
  close(closed)
  close(closed)
  path <- tempfile()
  saveRDS(profile("nspcc-2015"), path)
  restored <- readRDS(path)
  unlink(path)
  used <- profile("nspcc-2015")
  levels_over_time(assessments(), used)
  used <- unserialize(serialize(used, NULL))
  forged <- structure(list(handle = NULL, cache = new.env()), class = "reunify_profile")
  other <- structure(list(handle = used$cache$columns, cache = new.env()), class = "reunify_profile")
  for (p in list(closed, restored, used, forged, other)) {
    expect_identical(expect_raised(print(p), "no_object")$status, "state")
    expect_raised(vocabulary(p), "no_object")
    expect_raised(as.character(p), "no_object")
    expect_raised(levels_over_time(assessments(), p), "no_object")
  }
})

test_that("what rests on a profile outlives it", {
  p <- profile("nspcc-2015")
  expected <- levels_over_time(assessments(), p)
  columns <- p$cache$columns
  rm(p)
  gc()
  again <- structure(list(handle = NULL, cache = list2env(list(columns = columns))), class = "reunify_profile")
  expect_identical(levels_over_time(assessments(), again), expected)
})
