# Pictures, in base graphics.

# Light for the least severe, dark for the most.
level_colours <- function(count) grDevices::hcl.colors(count + 1L, "YlOrRd", rev = TRUE)[-1]

plot.reunify_levels <- function(x, child = names(x)[1], date = names(x)[2], days = 60L, main = "Children by level of risk", xlab = "", ylab = "children", ...) {
  stood <- spells(x, child, date)
  if (!nrow(stood)) wrong("no_levels", "there is nothing to plot: no level stands in any row")
  at <- unique(round(seq(min(as.numeric(stood$start)), max(as.numeric(stood$stop)), length.out = days)))
  counts <- counts_at(stood, at)
  top <- apply(counts, 1, cumsum)
  if (is.null(dim(top))) top <- matrix(top, nrow = 1)
  colours <- level_colours(ncol(counts))
  graphics::plot(as_dates(range(at)), c(0, max(top) * 1.15), type = "n", main = main, xlab = xlab, ylab = ylab, ...)
  below <- rep(0, length(at))
  for (i in seq_len(ncol(counts))) {
    graphics::polygon(c(at, rev(at)), c(below, rev(top[i, ])), col = colours[i], border = NA)
    below <- top[i, ]
  }
  graphics::legend("top", legend = colnames(counts), fill = colours, border = NA, horiz = TRUE, bty = "n")
  invisible(counts)
}

# How many children are at each level on each day: those that began less those that ended.
counts_at <- function(stood, at) {
  words <- levels(stood$level)
  counts <- vapply(words, function(word) {
    these <- stood$level == word
    as.numeric(findInterval(at, sort(as.numeric(stood$start[these]))) - findInterval(at, sort(as.numeric(stood$stop[these])), left.open = FALSE))
  }, numeric(length(at)))
  matrix(counts, nrow = length(at), dimnames = list(as.character(as_dates(at)), words))
}
