rows <- data.frame(
  child = c("b", "a", "a", "a", "b", "a", "c"), date = as.Date("2024-01-01") + c(5, 30, 0, 10, 9, 40, 3),
  level = c("high", "medium", NA, "high", "high", "medium", NA), stringsAsFactors = FALSE
)

test_that("a spell lasts until another level stands, or as long as is known", {
  told <- spells(rows)
  expect_identical(told$child, c("b", "a", "a"))
  expect_identical(as.character(told$level), c("high", "high", "medium"))
  expect_identical(as.numeric(told$start - as.Date("2024-01-01")), c(5, 10, 30))
  expect_identical(as.numeric(told$stop - as.Date("2024-01-01")), c(9, 30, 40))
  expect_identical(told$event, c(FALSE, TRUE, FALSE))
  later <- spells(rows, until = "2024-02-05")
  expect_identical(as.numeric(later$stop - as.Date("2024-01-01")), c(35, 30, 40))
  expect_identical(later$event, told$event)
})

test_that("they are those of a plain loop", {
  lv <- levels_over_time(assessments(), "herefordshire-2023")
  told <- spells(lv)
  count <- 0
  for (child in unique(lv$child)) {
    mine <- lv[lv$child == child, ]
    mine <- mine[order(mine$date), ]
    runs <- rle(as.character(mine$level[!is.na(mine$level)]))
    these <- told[told$child == child, ]
    expect_identical(as.character(these$level), runs$values)
    expect_identical(these$event, seq_along(runs$values) < length(runs$values))
    if (nrow(these)) expect_identical(these$stop[nrow(these)], max(mine$date))
    count <- count + length(runs$values)
  }
  expect_identical(nrow(told), as.integer(count))
})

test_that("survival takes them", {
  skip_if_not_installed("survival")
  told <- spells(levels_over_time(assessments(), "herefordshire-2023"))
  fit <- survival::survfit(survival::Surv(stop - start, event) ~ level, data = told)
  expect_identical(sum(fit$n), nrow(told))
  expect_identical(sum(fit$n.event), as.double(sum(told$event)))
  expect_false(is.ordered(told$level))
})

test_that("what is wrong is told", {
  expect_raised(spells(rows[-3]), "missing_column")
  expect_raised(spells(rows, until = "tomorrow"), "bad_date")
  expect_raised(spells(transform(rows, level = 1)), "bad_type")
  expect_raised(spells(transform(rows, date = as.Date(NA))), "missing_member", 1L)
  expect_raised(spells(3), "bad_table")
})
