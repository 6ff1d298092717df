/*
 * Words that somebody may have meant. The distance of two words is how many letters have to be
 * changed, added, taken out or swapped with the next: worked out row by row of the usual table, of
 * which three rows are kept. A dash and an underscore are the same.
 */
#include "nearest.h"

#include <string.h>

enum { MOST_LETTERS = 64, BEGINNING = 3 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool is_dash(char c)
{
    return c == '-' || c == '_';
}

static bool same_letter(char a, char b)
{
    return a == b || (is_dash(a) && is_dash(b));
}

typedef size_t row[MOST_LETTERS + 1];

static void fill_row(row *rows, size_t i, const char *word, const char *name, size_t letters)
{
    size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    now[0] = i;
    for (size_t k = 1; k <= letters; k++) {
        const bool same = same_letter(word[i - 1], name[k - 1]);
        now[k] = least(least(now[k - 1], before[k]) + 1, before[k - 1] + !same);
        if (i > 1 && k > 1 && word[i - 1] == name[k - 2] && word[i - 2] == name[k - 1])
            now[k] = least(now[k], earlier[k - 2] + 1);
    }
}

static size_t distance_of(const char *word, size_t length, const char *name, size_t letters)
{
    row rows[3];
    for (size_t k = 0; k <= letters; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= length; i++)
        fill_row(rows, i, word, name, letters);
    return rows[length % 3][letters];
}

/* Whether the word is the beginning of the name; dashes may be left out. */
static bool begins(const char *word, size_t length, const char *name)
{
    size_t i = 0;
    while (i < length && *name) {
        if (same_letter(word[i], *name))
            i++;
        else if (!is_dash(*name))
            return false;
        name++;
    }
    return i == length && length >= BEGINNING;
}

bool is_near(const char *word, size_t length, const char *name, size_t *distance)
{
    const size_t letters = strlen(name), longer = length > letters ? length : letters;
    *distance = 0;
    if (!length || longer > MOST_LETTERS)
        return false;
    if (begins(word, length, name))
        return true;
    *distance = distance_of(word, length, name, letters);
    return *distance <= (longer + 1) / 3;
}

const char *nearest_of(const char *word, const char *const *names)
{
    const char *found = NULL;
    size_t distance, best = MOST_LETTERS;
    for (; *names; names++)
        if (is_near(word, strlen(word), *names, &distance) && distance < best) {
            best = distance;
            found = *names;
        }
    return found;
}
