# page.R LIBRARY PAGE.md: runs the blocks of R on a page; what an expression prints is what stands behind it after #>, where that is said.
arguments <- commandArgs(trailingOnly = TRUE)
library(reunify, lib.loc = arguments[1])
grDevices::pdf(NULL)
options(width = 80)

lines <- readLines(arguments[2], encoding = "UTF-8")
fences <- which(lines == "```r")
if (!length(fences)) stop("there is no R on the page")
checked <- 0L
for (start in fences) {
  block <- lines[seq(start + 1L, start + which(lines[-seq_len(start)] == "```")[1] - 1L)]
  code <- parse(text = block, keep.source = TRUE)
  ends <- vapply(attr(code, "srcref"), function(at) as.integer(at)[3], 0L)
  for (i in seq_along(code)) {
    printed <- trimws(capture.output({
      value <- withVisible(eval(code[[i]], globalenv()))
      if (value$visible) print(value$value)
    }), "right")
    following <- block[seq_along(block) > ends[i]]
    said <- following[seq_len(match(FALSE, grepl("^#>", following), nomatch = length(following) + 1L) - 1L)]
    said <- trimws(sub("^#> ?", "", said), "right")
    if (length(said) && !identical(said, printed)) {
      stop("line ", start + ends[i], " prints otherwise:\n", paste(printed, collapse = "\n"), call. = FALSE)
    }
    checked <- checked + length(said)
  }
}
cat(checked, "lines of output as the page has them\n")
