if (requireNamespace("testthat", quietly = TRUE)) {
  library(reunify)
  testthat::test_check("reunify")
} else {
  message("testthat is not here: its tests are left out")
}
