# How long each level stood: a row a spell, as survival analysis takes it.

spells <- function(levels, child = "child", date = "date", level = "level", until = NULL) {
  table <- checked_table(levels)
  child <- needed(table, child, "child")
  date <- needed(table, date, "date")
  level <- needed(table, level, "level")
  children <- coded_child(table[[child]], child)
  days <- days_of(table[[date]], date)
  end <- if (is.null(until)) NA_integer_ else one_day(until, "`until`")
  words <- level_factor(table[[level]], level)
  order <- order(children, days, method = "radix")
  last <- last_days(children[order], days[order], end)
  stands <- order[!is.na(words)[order]]
  made <- spells_of(children[stands], days[stands], as.integer(words)[stands], last)
  row_of <- match(made$child, children)
  answer <- data.frame(
    child = table[[child]][row_of], level = factor(base::levels(words)[made$level], levels = base::levels(words)),
    start = as_dates(made$start), stop = as_dates(made$stop), event = made$event, stringsAsFactors = FALSE
  )
  names(answer)[1] <- child
  answer
}

level_factor <- function(values, name) {
  if (is.factor(values)) {
    factor_codes(values, name)
    return(values)
  }
  if (!is.character(values) && !(is.logical(values) && all(is.na(values)))) wrong("bad_type", sprintf("the column \"%s\" is of the class %s: expected the levels of levels_over_time()", name, class(values)[1]), "invalid")
  values <- if (is.character(values)) bare(values) else as.character(values)
  values[!is.na(values) & !nzchar(values)] <- NA
  factor(values, levels = unique(values[!is.na(values)]))
}

# Of each child, by its code from 0, the last day that is known of. Rows are in order.
last_days <- function(children, days, until) {
  last <- integer(if (length(children)) max(children) + 1L else 0L)
  last[children + 1L] <- days
  pmax(last, until, na.rm = TRUE)
}

# Spells of rows in order in which a level stands: one begins with a child, and with another level than before.
spells_of <- function(children, days, levels, last) {
  count <- length(children)
  if (!count) return(list(child = integer(), level = integer(), start = integer(), stop = integer(), event = logical()))
  first <- c(TRUE, children[-1] != children[-count])
  begins <- which(first | c(TRUE, levels[-1] != levels[-count]))
  following <- c(begins[-1], NA)
  left <- !is.na(following) & children[following] == children[begins]
  left[is.na(left)] <- FALSE
  stop <- ifelse(left, days[following], last[children[begins] + 1L])
  list(child = children[begins], level = levels[begins], start = days[begins], stop = stop, event = left)
}
