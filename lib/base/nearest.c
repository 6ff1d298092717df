/*
 * Which words may stand somewhere, and which of them was perhaps meant.
 *
 * The distance of two words is how many letters have to be changed, added, taken out or swapped
 * with the next: worked out row by row of the usual table, of which three rows are kept. A word is
 * near where that is at most a third of its letters, and never more than three. Long words are
 * compared with nothing, and neither are those whose lengths alone are too far apart. Words are
 * looked for as long as faults are kept, so that a document full of faults costs little.
 *
 * What was given may be personal: it is compared and never told. All that is told is the list.
 */
#include "base/base.h"

#include <stdio.h>

enum { MOST_LETTERS = 64, FARTHEST = 3, TOLD_IN_FULL = 12, TOLD_OF_MANY = 8 };

/* Distance ------------------------------------------------------------------------------------ */

typedef unsigned char row[MOST_LETTERS + 1];

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static void fill_row(row *rows, size_t i, text a, text b)
{
    unsigned char *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    now[0] = (unsigned char)i;
    for (size_t k = 1; k <= b.length; k++) {
        const bool same = a.data[i - 1] == b.data[k - 1];
        unsigned steps = least(least(now[k - 1], before[k]) + 1u, before[k - 1] + !same);
        if (i > 1 && k > 1 && a.data[i - 1] == b.data[k - 2] && a.data[i - 2] == b.data[k - 1])
            steps = least(steps, earlier[k - 2] + 1u);
        now[k] = (unsigned char)steps;
    }
}

static unsigned distance(text a, text b)
{
    row rows[3];
    for (size_t k = 0; k <= b.length; k++)
        rows[0][k] = (unsigned char)k;
    for (size_t i = 1; i <= a.length; i++)
        fill_row(rows, i, a, b);
    return rows[a.length % 3][b.length];
}

/* How far apart two words are, more than FARTHEST where they have nothing to do with each other. */
static unsigned how_far(text given, text word)
{
    const size_t longer = given.length > word.length ? given.length : word.length,
                 shorter = given.length + word.length - longer;
    const unsigned most = least((unsigned)(longer + 1) / 3, FARTHEST);
    if (!shorter || longer > MOST_LETTERS || longer - shorter > most)
        return FARTHEST + 1;
    const unsigned far = distance(given, word);
    return far > most ? FARTHEST + 1 : far;
}

const char *words_nearest(const word_list *allowed, text given)
{
    const char *found = NULL;
    unsigned nearest = FARTHEST + 1;
    for (size_t i = 0; i < allowed->count; i++) {
        const char *word = allowed->word(allowed->of, i);
        const unsigned far =
            word ? how_far(given, (text){word, strlen(word)}) : (unsigned)FARTHEST + 1;
        if (far < nearest) {
            nearest = far;
            found = word;
        }
    }
    return found;
}

static const char *name_of(const void *names, size_t index)
{
    return ((const char *const *)names)[index];
}

word_list word_list_of(const char *const *names)
{
    word_list list = {name_of, names, 0};
    while (names[list.count])
        list.count++;
    return list;
}

/* Telling ------------------------------------------------------------------------------------- */

/* What is written so far, with room behind it for what has to stand at the end. */
typedef struct {
    char *out;
    size_t length, most;
} telling;

static bool tell(telling *t, const char *before, const char *word)
{
    const size_t size = strlen(before) + strlen(word);
    if (t->length + size > t->most)
        return false;
    t->length += (size_t)snprintf(t->out + t->length, size + 1, "%s%s", before, word);
    return true;
}

static size_t count_words(const word_list *allowed)
{
    size_t count = 0;
    for (size_t i = 0; i < allowed->count; i++)
        count += allowed->word(allowed->of, i) != NULL;
    return count;
}

/* The words of a list as far as they are told: how many. */
static size_t tell_words(telling *t, const word_list *allowed, size_t most)
{
    size_t told = 0;
    for (size_t i = 0; i < allowed->count && told < most; i++) {
        const char *word = allowed->word(allowed->of, i);
        if (word && !tell(t, told ? ", " : " ", word))
            break;
        told += word != NULL;
    }
    return told;
}

void words_write(char out[ERROR_MESSAGE], const char *expected, const word_list *allowed,
                 text given)
{
    char more[40], meant[MOST_LETTERS + 24] = "";
    const char *nearest = words_nearest(allowed, given);
    const size_t count = count_words(allowed);
    if (nearest)
        snprintf(meant, sizeof meant, "; did you mean \"%s\"?", nearest);
    telling t = {out, 0, ERROR_MESSAGE - sizeof more - sizeof meant};
    out[0] = '\0';
    tell(&t, "", expected);
    const size_t told = tell_words(&t, allowed, count > TOLD_IN_FULL ? TOLD_OF_MANY : count);
    t.most = ERROR_MESSAGE - 1;
    snprintf(more, sizeof more, "%s ... and %zu more", told ? "," : "", count - told);
    if (!count)
        tell(&t, "", " (there is none)");
    else if (count > told)
        tell(&t, "", more);
    tell(&t, "", meant);
}

void words_tell(const reunify_error *error, char out[ERROR_MESSAGE], const char *expected,
                const word_list *allowed, text given)
{
    out[0] = '\0';
    if (error_keeps(error))
        words_write(out, expected, allowed, given);
}
