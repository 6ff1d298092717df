#include "episode_cells.h"

#include "dates.h"

const char *const episode_column_names[EPISODE_COLUMNS] = {"CHILD", "DECOM", "DEC",  "RNE",   "LS",
                                                           "PLACE", "REC",   "LA",   "DOB",   "SEX",
                                                           "DATE",  "LEVEL", "GATE", "REPORT"};

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* `word` is in capitals. */
static bool is_word(const char *word, const char *cell, size_t length)
{
    size_t i = 0;
    while (i < length && word[i] && word[i] == upper(cell[i]))
        i++;
    return i == length && !word[i];
}

bool is_empty_cell(const char *cell, size_t length)
{
    return !length || is_word("NULL", cell, length);
}

episode_column find_episode_column(const char *name, size_t length)
{
    episode_column at = CHILD;
    while (at < EPISODE_COLUMNS && !is_word(episode_column_names[at], name, length))
        at++;
    return at;
}

const char *expected_in(episode_column of)
{
    switch (of) {
    case CHILD:
        return "the child's id";
    case DATE:
        return "the day of the level or the gate, dd/mm/yyyy or yyyy-mm-dd";
    case SEX:
        return "M, F or U, or 1 or 2";
    case REPORT:
        return "a whole number: the order of the report of the row";
    default:
        return "a date, dd/mm/yyyy or yyyy-mm-dd";
    }
}

bool read_date_cell(const char *cell, size_t length, int32_t *out)
{
    *out = REUNIFY_DATE_NONE;
    return is_empty_cell(cell, length) || date_in(cell, length, out);
}

bool read_sex_cell(const char *cell, size_t length, int32_t *out)
{
    static const struct {
        const char *written;
        int32_t sex;
    } sexes[] = {{"M", REUNIFY_SEX_MALE},
                 {"1", REUNIFY_SEX_MALE},
                 {"F", REUNIFY_SEX_FEMALE},
                 {"2", REUNIFY_SEX_FEMALE},
                 {"U", REUNIFY_SEX_OTHER}};
    *out = REUNIFY_SEX_NOT_KNOWN;
    for (size_t i = 0; i < sizeof sexes / sizeof sexes[0]; i++)
        if (is_word(sexes[i].written, cell, length)) {
            *out = sexes[i].sex;
            return true;
        }
    return is_empty_cell(cell, length);
}

int32_t code_in_cell(int32_t set, const char *cell, size_t length)
{
    int32_t code;
    if (is_empty_cell(cell, length))
        return REUNIFY_EPISODE_NO_CODE;
    return reunify_episode_code_find(set, cell, length, &code) ? REUNIFY_EPISODE_UNKNOWN_CODE
                                                               : code;
}
