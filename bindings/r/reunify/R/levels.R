# Levels over time. Each column is coded by R, whole: numbers from 0 that count in the list of its different values. The library reads
# the numbers; no loop here goes row by row.

READ <- c(finding = 1L, return_to = 2L, subject = 3L, date = 4L, judgement = 5L, rationale = 6L, approved_by = 7L)

levels_over_time <- function(df, profile, child = "child", date = "date", as_of = NULL, pathway = NULL) {
  table <- checked_table(df)
  p <- as_profile(profile)
  columns <- columns_of(p)
  child <- needed(table, child, "child")
  date <- needed(table, date, "date")
  children <- coded_child(table[[child]], child)
  days <- days_of(table[[date]], date)
  until <- if (is.null(as_of)) if (length(days)) max(days) else 0L else one_day(as_of, "`as_of`")
  order <- order(children, days, method = "radix")
  given <- c(
    list(column("subject", children), column("date", days)),
    findings_in(table, checked(.Call(C_column_words, columns)), c(child, date))
  )
  answer <- .Call(C_levels, columns, order, given, until, string_or_null(pathway, "`pathway`"))
  if (inherits(answer, "reunify_faults")) raise_placed(answer, order)
  made <- c(setNames(list(table[[child]], as_dates(days)), c(child, date)), answer)
  structure(made, class = c("reunify_levels", "data.frame"), row.names = .set_row_names(length(days)))
}

# The profile compiled for tables, once.
columns_of <- function(p) {
  if (is.null(p$cache$columns)) p$cache$columns <- checked(.Call(C_columns, p$handle))
  p$cache$columns
}

column <- function(what, codes, words = NULL, name = "", person = 0L) list(READ[[what]], name, person, codes, words)

checked_table <- function(df) {
  if (!is.data.frame(df)) wrong("bad_table", paste0("`df` is a data frame, not of the class ", class(df)[1]))
  twice <- names(df)[duplicated(names(df))]
  if (length(twice)) wrong("bad_table", sprintf("the column \"%s\" comes twice", twice[1]), "invalid")
  df
}

needed <- function(table, name, argument) {
  name <- one_string(name, sprintf("`%s`", argument))
  if (!name %in% names(table)) {
    wrong("missing_column", sprintf(
      "there is no column \"%s\"; there are %s%s", name, paste(c(utils::head(names(table), 20L), if (!length(table)) "none"), collapse = ", "),
      meant(name, names(table))
    ), "not_found")
  }
  name
}

# A fault of a cell, with its row from 1.
wrong_cell <- function(code, row, name, message) {
  wrong(code, sprintf("row %d, column \"%s\": %s", row, name, message), "invalid", sprintf("/%d/%s", row - 1L, name), row)
}

# Children and dates --------------------------------------------------------------------------------------------------------------

coded_child <- function(values, name) {
  if (!is.atomic(values) || is.null(values) || !is.null(dim(values))) wrong("bad_type", sprintf("the column \"%s\" is a %s: expected one value a row", name, class(values)[1]), "invalid")
  if (is.character(values)) values <- bare(values)
  missing <- is.na(values) | if (is.character(values)) !nzchar(values) else FALSE
  if (any(missing)) wrong_cell("missing_member", which(missing)[1], name, "there is nothing")
  if (is.factor(values)) factor_codes(values, name) - 1L else match(values, unique(values)) - 1L
}

factor_codes <- function(values, name) {
  codes <- as.integer(values)
  odd <- which(!is.na(codes) & (codes < 1L | codes > nlevels(values)))
  if (length(odd)) wrong_cell("bad_type", odd[1], name, "the factor has a code without a level")
  codes
}

FIRST_DAY <- -719162
LAST_DAY <- 2932896

# Days since 1970-01-01 of a column.
days_of <- function(values, name) {
  days <- as_days(values, sprintf("the column \"%s\"", name))
  bad <- which(is.na(days))
  if (length(bad)) {
    row <- bad[1]
    if (is_absent(values, row)) wrong_cell("missing_member", row, name, "there is nothing")
    wrong_cell("bad_date", row, name, "expected a day of the calendar, of the years 1 to 9999, as a Date or YYYY-MM-DD")
  }
  days
}

# Whether nothing stands in a row, rather than something that is no date.
is_absent <- function(values, row) {
  if (is.factor(values)) values <- levels(values)[as.integer(values)]
  if (inherits(values, "POSIXlt")) values <- as.POSIXct(values)
  value <- bare(values)[row]
  is.na(value) || identical(value, "")
}

# NA for what is no date.
as_days <- function(values, what) {
  if (is.list(values) && !inherits(values, "POSIXlt")) wrong("bad_date", sprintf("%s is a list: expected one day a row", what), "invalid")
  if (inherits(values, "POSIXct")) {
    zone <- attr(values, "tzone")
    values <- as.Date(values, tz = if (length(zone)) zone[1] else "")
  } else if (inherits(values, "POSIXlt")) {
    values <- as.Date(values)
  }
  if (inherits(values, "Date") && !is.numeric(unclass(values))) wrong("bad_date", paste(what, "is of the class Date and holds no numbers"), "invalid")
  if (inherits(values, "Date")) return(whole_days(as.numeric(unclass(values))))
  if (is.factor(values)) return(text_days(levels(values))[factor_codes(values, what)])
  if (is.character(values)) {
    known <- unique(bare(values))
    return(text_days(known)[match(bare(values), known)])
  }
  if (is.logical(values) && all(is.na(values))) return(rep(NA_integer_, length(values)))
  wrong("bad_date", sprintf("%s is of the class %s: expected Date, or YYYY-MM-DD as text", what, class(values)[1]), "invalid")
}

whole_days <- function(days) {
  days <- floor(days)
  days[is.nan(days) | (!is.na(days) & (days < FIRST_DAY | days > LAST_DAY))] <- NA
  as.integer(days)
}

text_days <- function(texts) .Call(C_days, utf8(as.character(texts), "a date"))

one_day <- function(value, what) {
  if (length(value) != 1L) wrong("bad_date", paste(what, "is one day"))
  day <- as_days(value, what)
  if (is.na(day)) wrong("bad_date", paste(what, "is no day of the calendar, of the years 1 to 9999: expected a Date or YYYY-MM-DD"), "invalid")
  day
}

as_dates <- function(days) structure(as.numeric(days), class = "Date")

# Findings ------------------------------------------------------------------------------------------------------------------------

# Which columns say something, each coded.
findings_in <- function(table, known, leave) {
  names <- setdiff(names(table), c(leave, ""))
  parts <- regmatches(names, regexec("^([^@]+)(@([1-9][0-9]{0,8}))?$", names))
  made <- list()
  strangers <- character()
  found <- FALSE
  for (i in seq_along(names)) {
    name <- names[i]
    base <- if (length(parts[[i]])) parts[[i]][2] else ""
    person <- if (length(parts[[i]]) && nzchar(parts[[i]][4])) as.integer(parts[[i]][4]) else 0L
    if (base %in% known$findings) {
      words <- known$values[[match(base, known$findings)]]
      made[[length(made) + 1L]] <- coded("finding", table[[name]], name, words, base, person)
      found <- TRUE
    } else if (base == "return_to" && person) {
      made[[length(made) + 1L]] <- coded("return_to", table[[name]], name, c("false", "true"), "", person)
    } else if (name %in% c("judgement", "rationale", "approved_by")) {
      words <- switch(name, judgement = known$levels, approved_by = known$roles, c("false", "true"))
      made[[length(made) + 1L]] <- coded(name, table[[name]], name, words)
    } else {
      strangers <- c(strangers, name)
    }
  }
  warn_of(strangers, setdiff(known$findings, names))
  if (!found) wrong("missing_column", paste("no column is a finding of the profile; expected some of", paste(known$findings, collapse = ", ")), "not_found")
  made
}

warn_of <- function(strangers, unused) {
  for (name in strangers) {
    near <- meant(name, unused)
    if (nzchar(near)) warning(sprintf("the column \"%s\" is not read%s", name, near), call. = FALSE)
  }
}

# A column as codes and words. Numbers count in the words of the profile from 0; false is 0 and true 1.
coded <- function(what, values, column_name, known, name = "", person = 0L) {
  if (!is.null(dim(values))) wrong_type(values, column_name)
  if (is.factor(values)) {
    words <- levels(values)
    codes <- factor_codes(values, column_name) - 1L
  } else if (is.logical(values)) {
    words <- c("false", "true")
    codes <- as.integer(values)
  } else if (is.character(values)) {
    words <- unique(bare(values))
    codes <- match(bare(values), words) - 1L
  } else if (is.numeric(values) && !is.object(values)) {
    numbers <- unique(bare(values))
    codes <- match(bare(values), numbers) - 1L
    words <- number_words(numbers, codes, column_name, known)
  } else {
    wrong_type(values, column_name)
  }
  words <- utf8(words, sprintf("the column \"%s\"", column_name), function(at) match(at - 1L, codes))
  words[is.na(words)] <- ""
  column(what, codes, words, name, person)
}

wrong_type <- function(values, name) {
  wrong("bad_type", sprintf("the column \"%s\" is of the class %s: expected text, a factor, true and false, or whole numbers from 0", name, class(values)[1]), "invalid")
}

number_words <- function(numbers, codes, name, known) {
  bad <- which(!is.na(numbers) & (is.infinite(numbers) | numbers != floor(numbers)))
  if (length(bad)) wrong_cell("bad_number", match(bad[1] - 1L, codes), name, "expected a whole number")
  inside <- !is.na(numbers) & numbers >= 0 & numbers < length(known)
  words <- rep("no code", length(numbers)) # the library says what there is
  words[is.na(numbers)] <- ""
  words[inside] <- known[numbers[inside] + 1]
  words
}

# Faults with the rows as they were given.
raise_placed <- function(faults, order) {
  parts <- regmatches(faults$pointer, regexec("^/([0-9]+)(/(.*))?$", faults$pointer))
  row <- NA_integer_
  for (i in rev(seq_along(parts))) {
    if (!length(parts[[i]])) next
    row <- order[as.integer(parts[[i]][2]) + 1L]
    if (is.na(row)) next
    faults$pointer[i] <- paste0("/", row - 1L, parts[[i]][3])
    faults$message[i] <- sprintf("row %d, column \"%s\": %s", row, parts[[i]][4], faults$message[i])
  }
  raise(faults, row)
}

# What stands -----------------------------------------------------------------------------------------------------------------------

summary.reunify_levels <- function(object, ...) {
  rows <- data.frame(child = match(object[[1]], unique(object[[1]])), day = as.numeric(object[[2]]), level = object$level)
  rows <- rows[order(rows$child, rows$day, method = "radix"), ]
  last <- rows[!duplicated(rows$child, fromLast = TRUE), ]
  structure(
    list(
      children = nrow(last), assessments = nrow(rows), from = if (nrow(rows)) as_dates(min(rows$day)), to = if (nrow(rows)) as_dates(max(rows$day)),
      levels = table(object$level, useNA = "ifany"), last = table(last$level, useNA = "ifany")
    ),
    class = "summary.reunify_levels"
  )
}

print.summary.reunify_levels <- function(x, ...) {
  cat(sprintf("%d assessments of %d children", x$assessments, x$children))
  if (x$assessments) cat(sprintf(", %s to %s", x$from, x$to))
  cat("\n\n")
  shown <- rbind(`after each assessment` = x$levels, `after the last` = x$last[names(x$levels)])
  shown[is.na(shown)] <- 0L
  print(shown)
  invisible(x)
}
