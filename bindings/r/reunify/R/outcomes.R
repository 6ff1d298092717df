# What became of the children: care episodes as the SSDA903 return has them, in; periods of care, returns home and re-entries out.

outcomes <- function(episodes, children = NULL, levels = NULL, gates = NULL, from = NULL, to = NULL, observed_to = NULL, rule = "dates", short_breaks = "keep",
                     end = "exclusive", suppress_below = 0L, profile = NULL) {
  rows <- episode_rows(episodes)
  ids <- sorted(rows$CHILD)
  given <- list(
    numbers_of(rows$CHILD, ids), episode_days(rows, "DECOM"), episode_days(rows, "DEC"), codes_in(rows, "RNE", 0L), codes_in(rows, "LS", 1L),
    codes_in(rows, "PLACE", 2L), codes_in(rows, "REC", 3L)
  )
  authority <- if (is.null(rows$LA)) NULL else plain_text(rows$LA, "LA")
  authorities <- sorted(authority[!is.na(authority)])
  given[8] <- list(if (!is.null(authority)) numbers_of(authority, authorities))
  given[[9]] <- rows$REPORT
  options <- list(
    day_or_none(from, "`from`"), day_or_none(to, "`to`"), day_or_none(observed_to, "`observed_to`"), choice(rule, c("dates", "codes"), "`rule`"),
    choice(short_breaks, c("keep", "drop-rows", "drop-periods"), "`short_breaks`"), choice(end, c("exclusive", "inclusive"), "`end`"),
    count_below(suppress_below), as.character(authorities)
  )
  answer <- .Call(C_outcomes, given, known_children(children, ids), marks_of(levels, "LEVEL", ids), marks_of(gates, "GATE", ids), options,
                  if (!is.null(profile)) as_profile(profile)$handle)
  outcome_tables(checked(answer), ids)
}

outcome_tables <- function(answer, ids) {
  texts <- lapply(answer[c("page", "json")], checked)
  tables <- lapply(answer[setdiff(names(answer), c("page", "json"))], function(columns) {
    if (!is.null(columns$child)) columns$child <- ids[columns$child]
    as_frame(columns)
  })
  structure(tables, class = "reunify_outcomes", page = texts$page, json = texts$json)
}

# Rows of one table or of several, yearly ones, of which a later one takes the place of rows of an earlier one.
episode_rows <- function(episodes) {
  several <- if (is.data.frame(episodes)) list(episodes) else episodes
  if (!is.list(several) || !length(several)) wrong("bad_table", "episodes are a data frame, or a list of them, the oldest first")
  known <- c("CHILD", "DECOM", "DEC", "RNE", "LS", "PLACE", "REC", "LA")
  parts <- lapply(several, table_of, needed = c("CHILD", "DECOM", "DEC", "REC"), known = known, what = "episodes")
  there <- known[known %in% unlist(lapply(parts, names))]
  made <- if (length(parts) == 1L) as.list(parts[[1]])[there] else setNames(lapply(there, laid_below, parts = parts), there)
  made$CHILD <- child_ids(made$CHILD)
  made$REPORT <- rep(seq_along(parts) - 1L, vapply(parts, nrow, 0L))
  made
}

# A column of several tables below each other. Their types may differ, so dates go as text.
laid_below <- function(name, parts) {
  do.call(c, lapply(parts, function(part) {
    values <- part[[name]]
    if (is.null(values)) return(rep(NA, nrow(part)))
    if (is.factor(values)) return(factor_text(values, name))
    if (!inherits(values, c("Date", "POSIXct", "POSIXlt"))) return(bare(values))
    days <- as_days(values, name)
    ifelse(is.na(days) & !is.na(bare(values)), "no date", format(as_dates(days)))
  }))
}

# The columns that are known, under their names in capitals.
table_of <- function(table, needed, known, what) {
  if (!is.data.frame(table)) wrong("bad_table", sprintf("%s are a data frame, not of the class %s", what, class(table)[1]))
  names <- toupper(names(table))
  twice <- intersect(names[duplicated(names)], known)
  if (length(twice)) wrong("bad_table", sprintf("the column %s stands there twice", twice[1]), "invalid")
  missing <- setdiff(needed, names)
  if (length(missing)) wrong("missing_column", sprintf("there is no column %s; %s have %s, in any order", missing[1], what, paste(known, collapse = ", ")), "not_found")
  names(table) <- names
  table <- as.list(table)[intersect(names, known)]
  for (name in names(table)) if (!is.atomic(table[[name]]) || !is.null(dim(table[[name]]))) wrong("bad_type", sprintf("the column %s is not one value a row", name), "invalid")
  as_frame(table)
}

factor_text <- function(values, name) levels(values)[factor_codes(values, name)]

child_ids <- function(values) {
  if (is.factor(values)) values <- factor_text(values, "CHILD")
  if (!is.character(values) && !is.numeric(values) && !is.logical(values)) wrong("bad_type", sprintf("the column CHILD is of the class %s: expected text or numbers", class(values)[1]), "invalid")
  absent <- which(is.na(values) | (is.character(values) & (!nzchar(values) | toupper(values) == "NULL")))
  if (length(absent)) wrong_cell("missing_member", absent[1], "CHILD", "there is nothing")
  if (is.character(values)) utf8(bare(values), "the column CHILD", identity) else values
}

sorted <- function(values) if (length(values)) sort(unique(values), method = "radix") else character()

numbers_of <- function(values, ids) match(values, ids, nomatch = 0L) - 1L

# Text of a column of codes: R reads one that is all T or all F as truths.
plain_text <- function(values, name) {
  if (is.logical(values)) values <- c("F", "T")[values + 1L]
  if (is.factor(values)) values <- factor_text(values, name)
  values <- utf8(if (is.character(values)) bare(values) else as.character(values), sprintf("the column %s", name), identity)
  values[!is.na(values) & (!nzchar(values) | toupper(values) == "NULL")] <- NA
  values
}

codes_in <- function(rows, name, set) {
  if (is.null(rows[[name]])) return(NULL)
  values <- plain_text(rows[[name]], name)
  known <- unique(values)
  .Call(C_episode_codes, set, known)[match(values, known)]
}

# Days; NA where there is none. Text is YYYY-MM-DD or DD/MM/YYYY, with a time behind it or not.
episode_days <- function(rows, name) {
  values <- rows[[name]]
  if (is.character(values) || is.factor(values)) {
    texts <- plain_text(values, name)
    known <- unique(texts)
    days <- text_days(iso_dates(known))[match(texts, known)]
    none <- is.na(texts)
  } else {
    days <- as_days(values, sprintf("the column %s", name))
    none <- is.na(if (inherits(values, "POSIXlt")) as.POSIXct(values) else bare(values))
  }
  bad <- which(is.na(days) & !none)
  if (length(bad)) wrong_cell("bad_date", bad[1], name, "expected a date, dd/mm/yyyy or yyyy-mm-dd")
  days
}

iso_dates <- function(texts) {
  british <- "^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})([ T].*)?$"
  iso <- "^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})([ T].*)?$"
  turned <- grepl(british, texts)
  texts[turned] <- sub(british, "\\3-\\2-\\1", texts[turned])
  fits <- grepl(iso, texts)
  parts <- lapply(1:3, function(i) as.integer(sub(iso, paste0("\\", i), texts[fits])))
  texts[fits] <- sprintf("%04d-%02d-%02d", parts[[1]], parts[[2]], parts[[3]])
  texts
}

known_children <- function(children, ids) {
  if (is.null(children)) return(NULL)
  table <- table_of(children, c("CHILD", "DOB"), c("CHILD", "DOB", "SEX"), "children")
  table$CHILD <- child_ids(table$CHILD)
  met <- table$CHILD %in% ids
  births <- episode_days(table, "DOB")[met]
  sexes <- if (!is.null(table$SEX)) sex_of(table$SEX)[met]
  list(numbers_of(table$CHILD[met], ids), births, sexes)
}

sex_of <- function(values) {
  values <- toupper(plain_text(values, "SEX"))
  sexes <- c(1L, 1L, 2L, 2L, 3L)[match(values, c("M", "1", "F", "2", "U"))]
  bad <- which(is.na(sexes) & !is.na(values))
  if (length(bad)) wrong_cell("bad_value", bad[1], "SEX", "expected M, F or U, or 1 or 2")
  ifelse(is.na(sexes), 0L, sexes)
}

# What else was found: a level or a gate, dated. The words of a factor are in its order, others in that of their names.
marks_of <- function(marks, name, ids) {
  if (is.null(marks)) return(NULL)
  table <- table_of(marks, c("CHILD", "DATE", name), c("CHILD", "DATE", name), "marks")
  table$CHILD <- child_ids(table$CHILD)
  days <- episode_days(table, "DATE")
  none <- which(is.na(days))
  if (length(none)) wrong_cell("missing_member", none[1], "DATE", "there is nothing")
  values <- table[[name]]
  words <- if (is.factor(values)) base::levels(values) else sorted(plain_text(values[!is.na(values)], name))
  marked <- if (is.factor(values)) factor_codes(values, name) else match(plain_text(values, name), words)
  met <- table$CHILD %in% ids & !is.na(marked)
  list(numbers_of(table$CHILD[met], ids), days[met], marked[met] - 1L, enc2utf8(as.character(words)))
}

day_or_none <- function(value, what) if (is.null(value)) NA_integer_ else one_day(value, what)

choice <- function(value, known, what) match(one_of(value, known, what), known) - 1L

count_below <- function(value) {
  if (!is.numeric(value) || length(value) != 1L || is.na(value) || value != floor(value) || value < 0 || value > 1e6) wrong("bad_value", "`suppress_below` is a whole number from 0")
  as.integer(value)
}

as.character.reunify_outcomes <- function(x, form = "page", ...) attr(x, one_of(form, c("page", "json"), "`form`"))

print.reunify_outcomes <- function(x, ...) {
  cat(attr(x, "page"), "\n", sep = "")
  invisible(x)
}
