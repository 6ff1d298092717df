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

# A case over time: the level as steps, below it what is due, and the day of evaluation.
plot.reunify_evaluation <- function(x, main = NULL, xlab = "", ylab = "", ...) {
  tables <- tables_of(x)
  risk <- tables$risk
  words <- checked(.Call(C_evaluation_levels, x$handle))
  due <- tables$schedule[!is.na(tables$schedule$due), ]
  steps <- tables$history[!is.na(tables$history$level_after), ]
  at <- c(steps$on_date, due$due, risk$as_of)
  old <- graphics::par(mar = c(3, 7, 3, 1))
  on.exit(graphics::par(old))
  graphics::plot(range(at), c(if (nrow(due)) -nrow(due) - 0.5 else 0.5, length(words) + 0.5),
    type = "n", yaxt = "n", xlab = xlab, ylab = ylab,
    main = if (is.null(main)) sprintf("%s on %s", risk$case_id, risk$as_of) else main, ...
  )
  graphics::axis(2, at = seq_along(words), labels = words, las = 1)
  graphics::abline(v = risk$as_of, col = "grey60", lty = 2)
  draw_steps(steps, words, risk$as_of)
  draw_due(due)
  invisible(tables[c("history", "schedule")])
}

draw_steps <- function(steps, words, until) {
  if (!nrow(steps)) return(invisible())
  level <- match(steps$level_after, words)
  graphics::lines(c(steps$on_date, until), c(level, level[length(level)]), type = "s", lwd = 2, col = "grey30")
  graphics::points(steps$on_date, level, pch = 19, col = level_colours(length(words))[level])
}

draw_due <- function(due) {
  if (!nrow(due)) return(invisible())
  row <- -seq_len(nrow(due))
  shown <- c(done = "grey60", overdue = "#7D0025", due = "#DB3B00", upcoming = "black")[due$status]
  shown[is.na(shown)] <- "grey60"
  graphics::abline(h = 0, col = "grey85")
  graphics::axis(2, at = row, labels = due$obligation, las = 1, cex.axis = 0.7, tick = FALSE)
  graphics::points(due$due, row, pch = ifelse(due$status == "done", 19, 1), col = shown)
  graphics::text(due$due, row, due$status, pos = 3, cex = 0.6, col = shown)
}
