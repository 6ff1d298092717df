/* Profiles: made, read, and enumerated word by word. */
#include "shim.h"

#include "routines.h"

/* Making -------------------------------------------------------------------------------------- */

/* Whether the faults are those of the messages, and no places of the pack. */
static bool is_of_messages(const reunify_error *error)
{
    static const char before[] = "messages: ";
    return reunify_error_count(error) &&
           strncmp(reunify_error_message(error, 0), before, strlen(before)) == 0;
}

static reunify_status profile_of_packs(SEXP packs, const reunify_profile_options *options,
                                       reunify_profile **out, reunify_error *error)
{
    const size_t count = (size_t)Rf_xlength(packs);
    const char **texts = (const char **)R_alloc(count, sizeof *texts);
    size_t *lengths = (size_t *)R_alloc(count, sizeof *lengths);
    for (size_t i = 0; i < count; i++) {
        SEXP pack = VECTOR_ELT(packs, (R_xlen_t)i);
        texts[i] = (const char *)RAW(pack);
        lengths[i] = (size_t)Rf_xlength(pack);
    }
    const reunify_status status =
        reunify_profile_from_packs(NULL, texts, lengths, count, options, out, error);
    if (status && error && count && !is_of_messages(error))
        (void)reunify_error_locate(error, texts[0], lengths[0]);
    return status;
}

/* `packs`: a list of raw vectors, the pack and what it extends; or NULL, and `id` is one of ours.
 * `said`: a raw vector, the library's own sentences, or NULL. */
SEXP r_profile(SEXP packs, SEXP id, SEXP languages, SEXP said)
{
    SEXP error = PROTECT(new_error()), handle = PROTECT(new_handle(HANDLE_PROFILE, R_NilValue));
    const bool own = TYPEOF(said) == RAWSXP;
    const reunify_profile_options options = {.size = sizeof options,
                                             .languages = chars_of(languages),
                                             .messages = own ? (const char *)RAW(said) : NULL,
                                             .messages_length = own ? (size_t)Rf_xlength(said) : 0};
    const char *name = chars_of(id);
    reunify_profile *profile = NULL;
    reunify_status status;
    if (TYPEOF(packs) == VECSXP)
        status = profile_of_packs(packs, &options, &profile, error_in(error));
    else
        status = reunify_profile_builtin(NULL, name, name ? strlen(name) : 0, &options, &profile,
                                         error_in(error));
    if (status && own && error_in(error) && is_of_messages(error_in(error)))
        (void)reunify_error_locate(error_in(error), options.messages, options.messages_length);
    fill_handle(handle, profile);
    SEXP answer = PROTECT(status ? faults_of(status, error) : handle);
    empty_handle(error);
    UNPROTECT(3);
    return answer;
}

SEXP r_close(SEXP handle)
{
    if (TYPEOF(handle) == EXTPTRSXP)
        empty_handle(handle);
    return R_NilValue;
}

SEXP r_builtin(void)
{
    const size_t count = reunify_profile_builtin_count();
    SEXP ids = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++)
        SET_STRING_ELT(ids, (R_xlen_t)i, text_of(reunify_profile_builtin_id(i)));
    UNPROTECT(1);
    return ids;
}

/* Reading ------------------------------------------------------------------------------------- */

static SEXP strings_of(const reunify_profile *profile, size_t (*count)(const reunify_profile *),
                       const char *(*get)(const reunify_profile *, size_t))
{
    const size_t length = count(profile);
    SEXP strings = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)length));
    for (size_t i = 0; i < length; i++)
        SET_STRING_ELT(strings, (R_xlen_t)i, text_of(get(profile, i)));
    UNPROTECT(1);
    return strings;
}

/* The levels of the profile of an evaluation, from the least severe. */
SEXP r_evaluation_levels(SEXP handle)
{
    const reunify_evaluation *evaluation = object_of(handle, HANDLE_EVALUATION);
    if (!evaluation)
        return no_object(HANDLE_EVALUATION);
    return strings_of(reunify_evaluation_profile(evaluation), reunify_profile_level_count,
                      reunify_profile_level);
}

SEXP r_profile_facts(SEXP handle)
{
    static const char *const names[] = {"id",     "version",  "title",   "extends",
                                        "levels", "findings", "pathways"};
    const reunify_profile *profile = object_of(handle, HANDLE_PROFILE);
    if (!profile)
        return no_object(HANDLE_PROFILE);
    SEXP facts = PROTECT(Rf_allocVector(VECSXP, 7));
    SET_VECTOR_ELT(facts, 0, one_text(reunify_profile_id(profile)));
    SET_VECTOR_ELT(facts, 1, one_text(reunify_profile_version(profile)));
    SET_VECTOR_ELT(facts, 2, one_text(reunify_profile_title(profile)));
    SET_VECTOR_ELT(facts, 3,
                   strings_of(profile, reunify_profile_base_count, reunify_profile_base_id));
    SET_VECTOR_ELT(facts, 4,
                   strings_of(profile, reunify_profile_level_count, reunify_profile_level));
    SET_VECTOR_ELT(facts, 5,
                   strings_of(profile, reunify_profile_finding_count, reunify_profile_finding));
    SET_VECTOR_ELT(facts, 6,
                   strings_of(profile, reunify_profile_pathway_count, reunify_profile_pathway));
    set_names(facts, names);
    UNPROTECT(1);
    return facts;
}

SEXP r_profile_page(SEXP handle, SEXP width)
{
    const reunify_profile *profile = object_of(handle, HANDLE_PROFILE);
    if (!profile)
        return no_object(HANDLE_PROFILE);
    SEXP error = PROTECT(new_error()), page = PROTECT(new_handle(HANDLE_TEXT, R_NilValue));
    reunify_text *text = NULL;
    const reunify_status status =
        reunify_profile_to_text(profile, 0, Rf_asInteger(width), &text, error_in(error));
    SEXP answer = answer_text(status, text, page, error);
    UNPROTECT(2);
    return answer;
}

/* Vocabulary ---------------------------------------------------------------------------------- */

enum { KIND, ID, WITHIN, TEXT, DECLARED, SOURCE_ID, SOURCE_AT, WORD_COLUMNS };

static const char *const word_columns[] = {"kind",     "id",        "within",   "text",
                                           "declared", "source_id", "source_at"};

static const char *within(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const int64_t parent = reunify_vocabulary_parent(v, kind, at);
    return parent < 0
               ? NULL
               : reunify_vocabulary_id(v, reunify_vocabulary_parent_kind(kind), (size_t)parent);
}

static void put_word(SEXP words, R_xlen_t row, const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const char *const cells[WORD_COLUMNS] = {
        [KIND] = reunify_names_name(REUNIFY_NAMES_VOCABULARY, kind),
        [ID] = reunify_vocabulary_id(v, kind, at),
        [WITHIN] = within(v, kind, at),
        [TEXT] = reunify_vocabulary_text(v, kind, at, NULL, 0),
        [SOURCE_ID] = reunify_vocabulary_source_id(v, kind, at),
        [SOURCE_AT] = reunify_vocabulary_source_at(v, kind, at)};
    for (int i = 0; i < WORD_COLUMNS; i++)
        if (i != DECLARED)
            SET_STRING_ELT(VECTOR_ELT(words, i), row, text_of(cells[i]));
    LOGICAL(VECTOR_ELT(words, DECLARED))
    [row] = reunify_vocabulary_is_declared(v, kind, at) == REUNIFY_TRUE;
}

static size_t count_words(const reunify_vocabulary *v)
{
    size_t count = 0;
    for (size_t i = 0; i < reunify_names_count(REUNIFY_NAMES_VOCABULARY); i++)
        count += reunify_vocabulary_count(v, reunify_names_value(REUNIFY_NAMES_VOCABULARY, i));
    return count;
}

static SEXP words_of(const reunify_vocabulary *v)
{
    const R_xlen_t count = (R_xlen_t)count_words(v);
    SEXP words = PROTECT(Rf_allocVector(VECSXP, WORD_COLUMNS));
    R_xlen_t row = 0;
    for (int i = 0; i < WORD_COLUMNS; i++)
        SET_VECTOR_ELT(words, i, Rf_allocVector(i == DECLARED ? LGLSXP : STRSXP, count));
    for (size_t i = 0; i < reunify_names_count(REUNIFY_NAMES_VOCABULARY); i++) {
        const int32_t kind = reunify_names_value(REUNIFY_NAMES_VOCABULARY, i);
        for (size_t at = 0; at < reunify_vocabulary_count(v, kind); at++)
            put_word(words, row++, v, kind, at);
    }
    set_names(words, word_columns);
    UNPROTECT(1);
    return words;
}

SEXP r_vocabulary(SEXP handle)
{
    const reunify_profile *profile = object_of(handle, HANDLE_PROFILE);
    if (!profile)
        return no_object(HANDLE_PROFILE);
    SEXP error = PROTECT(new_error()), held = PROTECT(new_handle(HANDLE_VOCABULARY, handle));
    reunify_vocabulary *vocabulary = NULL;
    const reunify_status status = reunify_vocabulary_new(profile, &vocabulary, error_in(error));
    fill_handle(held, vocabulary);
    SEXP answer = PROTECT(status ? faults_of(status, error) : words_of(vocabulary));
    empty_handle(held);
    empty_handle(error);
    UNPROTECT(3);
    return answer;
}
