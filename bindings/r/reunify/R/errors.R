# What is wrong is a condition of the class reunify_error: its message says what and where, and so do its fields, for programs.

# The call that a user wrote: the outermost that is one of this package's.
user_call <- function() {
  ours <- topenv()
  for (i in seq_len(sys.nframe())) {
    if (identical(environment(sys.function(i)), ours)) return(sys.call(i))
  }
  NULL
}

fault_table <- function(faults) {
  data.frame(
    code = faults$code, message = faults$message, pointer = faults$pointer,
    line = known_or_na(faults$line), column = known_or_na(faults$column), stringsAsFactors = FALSE
  )
}

known_or_na <- function(numbers) ifelse(numbers > 0L, as.integer(numbers), NA_integer_)

# A fault in words. Of a cell the message has the place already.
said <- function(fault, of_cell) {
  place <- if (nzchar(fault$pointer) && !of_cell) paste0(" at ", fault$pointer) else ""
  if (!is.na(fault$line)) place <- sprintf("%s (line %d, column %d)", place, fault$line, fault$column)
  paste0(fault$code, place, ": ", fault$message)
}

# Raises faults of the library, or of this package.
raise <- function(faults, row = NA_integer_, prefix = "", fields = list()) {
  table <- fault_table(faults)
  lines <- vapply(seq_len(min(nrow(table), 10L)), function(i) said(table[i, ], !is.na(row)), "")
  if (faults$total > length(lines)) lines <- c(lines, sprintf("and %d more", as.integer(faults$total - length(lines))))
  condition <- structure(
    class = c("reunify_error", "error", "condition"),
    c(
      list(
        message = paste0(prefix, paste(lines, collapse = "\n")), call = user_call(), status = faults$status, code = table$code[1],
        pointer = table$pointer[1], line = table$line[1], column = table$column[1], row = row, faults = table
      ),
      fields
    )
  )
  stop(condition)
}

wrong <- function(code, message, status = "argument", pointer = "", row = NA_integer_, fields = list()) {
  raise(
    list(status = status, code = code, message = message, pointer = pointer, line = 0L, column = 0L, total = 1),
    row = row, fields = fields
  )
}

# What a routine gave back, unless it is a list of faults.
checked <- function(answer) {
  if (inherits(answer, "reunify_faults")) raise(answer)
  answer
}

# Texts in UTF-8, which the library takes; `what` is said where they are none.
utf8 <- function(texts, what, row = function(at) NA_integer_) {
  bad <- which(Encoding(texts) == "bytes")
  if (!length(bad)) {
    texts <- enc2utf8(texts)
    bad <- which(!is.na(texts) & !validUTF8(texts))
  }
  if (length(bad)) wrong("bad_utf8", paste(what, "is not UTF-8"), "invalid", row = row(bad[1]))
  texts
}

one_string <- function(value, what) {
  if (!is.character(value) || length(value) != 1L || is.na(value)) wrong("bad_type", paste(what, "is one string"))
  utf8(bare(value), what)
}

# Without a class and other attributes.
bare <- function(values) as.vector(unclass(values))

# What may be left out.
string_or_null <- function(value, what) if (is.null(value)) NULL else one_string(value, what)

# The word that was perhaps meant, as ", did you mean ..?", or nothing.
meant <- function(word, known) {
  known <- known[!is.na(known)]
  if (!length(known) || is.na(word) || nchar(word, "bytes") > 100L) return("")
  distance <- as.vector(utils::adist(word, known, ignore.case = TRUE))
  nearest <- which.min(distance)
  if (distance[nearest] <= max(1, nchar(word) %/% 4)) sprintf("; did you mean \"%s\"?", known[nearest]) else ""
}
