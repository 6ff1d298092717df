# What may be given as cases: each becomes a text of JSON with its place, or what is wrong with it.

cases_of <- function(cases) {
  if (is.character(cases)) {
    cases <- bare(cases)
    json <- grepl("^[[:space:]]*[[{]", cases, useBytes = TRUE)
    if (length(cases) == 1L && json) return(from_text(utf8(cases, "the text"), NA_character_))
    if (any(json)) return(from_texts(cases))
    if (!length(cases)) return(given(character()))
    return(together(lapply(cases, from_file)))
  }
  if (!is.list(cases) || is.data.frame(cases)) {
    wrong("bad_type", paste0("cases are JSON texts, a path, or nested lists, not of the class ", class(cases)[1]))
  }
  if (is.null(names(cases))) from_lists(cases) else from_lists(list(cases), NA_integer_)
}

given <- function(texts, problems = vector("list", length(texts)), files = NA_character_, lines = 1L, elements = NA_integer_) {
  count <- length(texts)
  list(texts, problems, rep_len(files, count), rep_len(as.integer(lines), count), rep_len(as.integer(elements), count))
}

together <- function(parts) lapply(1:5, function(i) do.call(c, lapply(parts, `[[`, i)))

problem <- function(code, message, pointer = "") {
  structure(list(status = "invalid", code = code, message = message, pointer = pointer, line = 0L, column = 0L, total = 1), class = "reunify_faults")
}

from_texts <- function(texts) {
  problems <- vector("list", length(texts))
  bytes <- Encoding(texts) == "bytes"
  problems[is.na(texts)] <- list(problem("bad_type", "there is no text"))
  problems[bytes] <- list(problem("bad_utf8", "expected UTF-8"))
  texts[is.na(texts) | bytes] <- ""
  given(enc2utf8(texts), problems, elements = seq_along(texts))
}

# A case, an array of cases, or a case a line.
from_text <- function(text, file) {
  if (grepl("^[[:space:]]*\\[", text, useBytes = TRUE)) {
    parts <- .Call(C_split, text)
    return(given(parts$texts, files = file, lines = parts$lines, elements = seq_along(parts$texts)))
  }
  lines <- lines_of(text)
  full <- lines[grepl("[^[:space:]]", lines, useBytes = TRUE)]
  if (length(full) > 1L && all(grepl("^[[:space:]]*\\{.*\\}[[:space:]]*$", full, useBytes = TRUE))) return(from_lines(lines, file))
  given(text, files = file)
}

lines_of <- function(text) {
  lines <- strsplit(text, "\n", fixed = TRUE, useBytes = TRUE)[[1]]
  Encoding(lines) <- "UTF-8"
  lines
}

from_lines <- function(lines, file) {
  full <- which(grepl("[^[:space:]]", lines, useBytes = TRUE))
  given(lines[full], files = file, lines = full)
}

from_file <- function(path) {
  path <- utf8(path, "the path")
  if (is.na(path) || !file.exists(path) || dir.exists(path)) wrong("no_file", "that is no file, and no JSON text, which begins with { or [", "not_found")
  text <- text_of_file(path)
  if (grepl("\\.(jsonl|ndjson)(\\.gz)?$", path)) from_lines(lines_of(text), path) else from_text(text, path)
}

# A file, unpacked where it is packed.
text_of_file <- function(path) {
  file <- gzfile(path, "rb")
  on.exit(close(file))
  parts <- list()
  while (length(part <- readBin(file, "raw", 4194304L))) parts[[length(parts) + 1L]] <- part
  bytes <- do.call(c, parts)
  if (is.null(bytes)) return("")
  if (any(bytes == as.raw(0L))) wrong("bad_json", sprintf("%s has a zero byte, and so is no JSON", path), "invalid")
  text <- rawToChar(bytes)
  Encoding(text) <- "UTF-8"
  text
}

from_lists <- function(cases, elements = seq_along(cases)) {
  written <- lapply(cases, function(case) {
    if (is.list(case) && !is.data.frame(case)) return(.Call(C_json, case))
    if (is.character(case) && length(case) == 1L) return(case)
    problem("bad_type", paste0("a case is a nested list or JSON text, not of the class ", class(case)[1]))
  })
  bad <- vapply(written, inherits, NA, "reunify_faults")
  texts <- rep("", length(cases))
  texts[!bad] <- unlist(written[!bad])
  made <- from_texts(texts)
  made[[2]][bad] <- written[bad]
  made[[5]] <- rep_len(as.integer(elements), length(cases))
  made
}
