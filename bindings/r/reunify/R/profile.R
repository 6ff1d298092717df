profiles <- function() .Call(C_builtin)

# A method of the generic of stats, so that neither hides the other.
profile.character <- function(fitted, languages = NULL, bases = list(), messages = NULL, ...) {
  pack <- pack_of(fitted)
  if (!is.null(languages) && !is.character(languages)) wrong("bad_type", "`languages` are strings such as \"cy\"")
  chain <- if (length(languages)) utf8(paste(languages, collapse = ","), "`languages`")
  own <- if (!is.null(messages)) pack_of(messages)
  if (is.character(own)) wrong("bad_messages", "`messages` are JSON text, or a path that has a slash or ends in .json")
  if (is.character(pack)) {
    handle <- .Call(C_profile, NULL, pack, chain, own)
  } else {
    others <- lapply(as.list(bases), pack_of)
    named <- vapply(others, is.character, NA)
    if (any(named)) wrong("bad_base", "a base is JSON text, or a path that has a slash or ends in .json; packs that come with the library need not be given")
    handle <- .Call(C_profile, c(list(pack), others), NULL, chain, own)
  }
  structure(list(handle = checked(handle), cache = new.env(parent = emptyenv())), class = "reunify_profile")
}

profile.reunify_profile <- function(fitted, ...) fitted

# What a function was given as a profile: one, or what makes one.
as_profile <- function(x) {
  if (inherits(x, "reunify_profile")) return(x)
  if (!is.character(x)) wrong("bad_type", paste0("a profile is what profile() makes, or the id of a pack, not of the class ", class(x)[1]))
  profile.character(x)
}

# The bytes of a pack, or the id of one that comes with the library.
pack_of <- function(source) {
  source <- one_string(source, "a pack (its id, a path or JSON text)")
  if (grepl("^[[:space:]]*\\{", source)) return(charToRaw(source))
  if (!grepl("/", source, fixed = TRUE) && !grepl("\\.json$", source)) return(source)
  if (!file.exists(source)) wrong("no_file", paste("there is no file", source), "not_found")
  readBin(source, "raw", file.size(source))
}

facts <- function(x) checked(.Call(C_profile_facts, x$handle))

close.reunify_profile <- function(con, ...) {
  .Call(C_close, con$handle)
  if (!is.null(con$cache$columns)) .Call(C_close, con$cache$columns)
  invisible(NULL)
}

format.reunify_profile <- function(x, ...) {
  known <- facts(x)
  c(
    sprintf("<reunify profile %s, version %s>", known$id, known$version), known$title,
    if (length(known$extends)) paste("over", paste(known$extends, collapse = ", ")),
    paste("levels:", paste(known$levels, collapse = ", ")),
    strwrap(paste("findings:", paste(known$findings, collapse = ", ")), exdent = 2)
  )
}

print.reunify_profile <- function(x, ...) {
  cat(format(x), sep = "\n")
  invisible(x)
}

summary.reunify_profile <- function(object, ...) {
  words <- vocabulary(object)
  kinds <- unique(words$kind)
  structure(
    class = "summary.reunify_profile",
    c(facts(object), list(words = data.frame(kind = kinds, words = as.integer(table(words$kind)[kinds]))))
  )
}

print.summary.reunify_profile <- function(x, ...) {
  cat(sprintf("%s, version %s\n%s\n\n", x$id, x$version, x$title))
  print(x$words, row.names = FALSE)
  invisible(x)
}

as.character.reunify_profile <- function(x, width = 100L, ...) checked(.Call(C_profile_page, x$handle, as_width(width)))

as_width <- function(width) {
  if (!is.numeric(width) || length(width) != 1L || is.na(width) || width < 0 || width > 10000) wrong("bad_value", "`width` is a number of characters")
  as.integer(width)
}

vocabulary <- function(x, kind = NULL) {
  words <- as_frame(checked(.Call(C_vocabulary, as_profile(x)$handle)))
  if (is.null(kind)) return(words)
  kind <- one_string(kind, "`kind`")
  if (!kind %in% words$kind) {
    kinds <- unique(words$kind)
    wrong("unknown_kind", paste0("the profile has no words of the kind \"", kind, "\"; there are ", paste(kinds, collapse = ", "), meant(kind, kinds)), "not_found")
  }
  words <- words[words$kind == kind, ]
  row.names(words) <- NULL
  words
}
