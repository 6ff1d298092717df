/*
 * What the example programs share: options, files, messages, output; over the public headers alone.
 */
#ifndef EXAMPLES_SUPPORT_H
#define EXAMPLES_SUPPORT_H

#include <reunify/reunify.h>

#include <stdbool.h>
#include <stdio.h>

/* How a program ends. */
enum { DONE = 0, BAD_INPUT = 1, BAD_USAGE = 2 };

/* How often an option can be given. */
enum { MOST_TIMES = 100 };

/* The most that is read of one document. */
#define MOST_BYTES ((size_t)64 << 20)

/* Options with a value, or a flag; one that has both takes a value behind = alone. */
typedef struct {
    const char *name; /* without the dashes; one that ends in * may be given several times */
    /* set to the argument; of one given several times an array of MOST_TIMES and a NULL */
    const char **value;
    bool *flag; /* set to true where no value is given */
} option;

typedef struct {
    const char *program;
    const char *help;
    const option *options; /* ends with one that has no name */
} command;

/*
 * Reads `--name value`, `--name=value` and `--`, and moves the other arguments to the front of
 * `argv`: their number. -1 where the program is to end with `*status`: after --help or --version,
 * or where an option is wrong, which is then said.
 */
int read_options(const command *c, int argc, char **argv, int *status);

/* Messages, on standard error, beginning with the program's name. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void complain(const char *format, ...);
/* The same, and where help is to be had: BAD_USAGE. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
int wrong_usage(const char *format, ...);
/* All faults, each with the file and its line, column or pointer. */
void complain_of(const char *file, const reunify_error *error);
const char *program_name(void);

/*
 * The place of an option's value among the words that it takes, a list that ends with NULL. DONE,
 * or BAD_USAGE where it is none of them: they and the nearest are then said.
 */
int choose_word(const char *name, const char *value, const char *const *allowed, int *chosen);

/*
 * How many of something were done, once in so many, on a terminal's standard error; rewritten in
 * place, and removed by any message.
 */
void show_progress(size_t count, size_t every, const char *what);
void end_progress(void);

/*
 * A file read as a whole ("-": standard input). False where it cannot be, which is then said. Free
 * `data`.
 */
typedef struct {
    char *data;
    size_t length;
} content;
bool read_file(const char *name, content *out);

/*
 * A profile that comes with the library, or, where the name has a slash or ends in .json, one in a
 * file. DONE or how to end.
 */
int load_profile(const char *name, reunify_error *error, reunify_profile **out);

/*
 * The text of a pack by the same names, and those of the files of packs that it may extend
 * (NULL-ended, or NULL for none). DONE or how to end.
 */
typedef struct {
    const char *texts[MOST_TIMES + 1];
    size_t lengths[MOST_TIMES + 1];
    char *owned[MOST_TIMES + 1];
    reunify_text *builtin; /* NULL: the pack is a file */
    size_t count;
} pack_texts;
int open_pack(const char *name, const char *const *bases, pack_texts *out);
void close_pack(pack_texts *pack);
/* How a pack is loaded: in which languages, and the file of the library's sentences in these. */
typedef struct {
    uint32_t flags;
    const char *languages, *messages; /* NULL: English */
} pack_options;
int load_pack(const char *name, const char *const *bases, const pack_options *how,
              reunify_error *error, reunify_profile **out);

/*
 * Writes to standard output. False where that fails, which is then said unless nobody reads any
 * more.
 */
bool write_out(const char *data, size_t length);
bool finish_out(void);
/* Whether standard output takes colours, and its width in characters; 0 where it is no terminal. */
bool wants_colour(void);
int32_t terminal_width(void);

/* The place of a value in a list that ends with NULL, -1 where it is not in it. */
int place_of(const char *value, const char *const *names);
bool ends_with(const char *name, const char *ending);

#endif
