/*
 * What the example programs share. An option that there is not is held against those that there
 * are, and so is a word that an option does not take: the nearest is named.
 */
#include "support.h"

#include "nearest.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *program = "reunify";
static bool progress_shown;

/* Messages ------------------------------------------------------------------------------------ */

#if defined(__GNUC__)
__attribute__((format(printf, 1, 0)))
#endif
static void
complain_list(const char *format, va_list values)
{
    end_progress();
    fprintf(stderr, "%s: ", program);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
}

const char *program_name(void)
{
    return program;
}

void complain(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    complain_list(format, values);
    va_end(values);
}

int wrong_usage(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    complain_list(format, values);
    va_end(values);
    fprintf(stderr, "Try '%s --help'.\n", program);
    return BAD_USAGE;
}

static void complain_of_fault(const char *file, const reunify_error *error, size_t at)
{
    char place[64] = "";
    const int32_t column = reunify_error_column(error, at), row = reunify_error_line(error, at);
    if (row && column)
        snprintf(place, sizeof place, ":%d:%d", (int)row, (int)column);
    else if (row)
        snprintf(place, sizeof place, ":%d", (int)row);
    const char *pointer = reunify_error_pointer(error, at);
    complain("%s%s: %s%s%s", file, place, pointer, *pointer ? ": " : "",
             reunify_error_message(error, at));
}

void complain_of(const char *file, const reunify_error *error)
{
    const size_t count = reunify_error_count(error), total = reunify_error_total(error);
    for (size_t i = 0; i < count; i++)
        complain_of_fault(file, error, i);
    if (total > count)
        complain("%s: and %zu more faults", file, total - count);
}

/* Words of options ---------------------------------------------------------------------------- */

/* "text, json or json-lines" */
static void list_words(char *out, size_t room, const char *const *allowed)
{
    size_t at = 0;
    *out = '\0';
    for (size_t i = 0; allowed[i] && at < room; i++) {
        const char *between = !i ? "" : allowed[i + 1] ? ", " : " or ";
        const int length = snprintf(out + at, room - at, "%s%s", between, allowed[i]);
        at += length > 0 ? (size_t)length : 0;
    }
}

int choose_word(const char *name, const char *value, const char *const *allowed, int *chosen)
{
    char all[512];
    *chosen = place_of(value, allowed);
    if (*chosen >= 0)
        return DONE;
    const char *near = nearest_of(value, allowed);
    list_words(all, sizeof all, allowed);
    return wrong_usage("--%s is %s%s%s%s", name, all, near ? "; did you mean " : "",
                       near ? near : "", near ? "?" : "");
}

/* Progress ------------------------------------------------------------------------------------ */

void show_progress(size_t count, size_t every, const char *what)
{
    /* Where the output goes to the terminal too it shows how far the work is. */
    if (count % every || !isatty(STDERR_FILENO) || isatty(STDOUT_FILENO))
        return;
    fprintf(stderr, "\r%zu %s", count, what);
    progress_shown = true;
}

void end_progress(void)
{
    if (progress_shown)
        fputs("\r\033[K", stderr);
    progress_shown = false;
}

/* Options ------------------------------------------------------------------------------------- */

static const option *find_option(const command *c, const char *name, size_t length)
{
    for (const option *o = c->options; o->name; o++)
        if (strcspn(o->name, "*") == length && strncmp(o->name, name, length) == 0)
            return o;
    return NULL;
}

/* The nearest of some options, if it is nearer than `found`. */
static const option *nearest_option(const option *o, const char *name, size_t length, size_t *best,
                                    const option *found)
{
    for (; o->name; o++) {
        char known[64];
        size_t distance;
        snprintf(known, sizeof known, "%.*s", (int)strcspn(o->name, "*"), o->name);
        if (is_near(name, length, known, &distance) && (!found || distance < *best)) {
            *best = distance;
            found = o;
        }
    }
    return found;
}

static int no_such_option(const command *c, const char *name, size_t length)
{
    static const option always[] = {
        {"help", NULL, NULL}, {"version", NULL, NULL}, {NULL, NULL, NULL}};
    size_t best = 0;
    for (const option *o = always; o->name; o++)
        if (strlen(o->name) == length && strncmp(o->name, name, length) == 0)
            return wrong_usage("--%s takes no value", o->name);
    const option *found = nearest_option(c->options, name, length, &best, NULL);
    found = nearest_option(always, name, length, &best, found);
    if (!found)
        return wrong_usage("there is no option --%.*s", (int)length, name);
    return wrong_usage("there is no option --%.*s; did you mean --%.*s?", (int)length, name,
                       (int)strcspn(found->name, "*"), found->name);
}

static int show(const char *text)
{
    fputs(text, stdout);
    return finish_out() ? DONE : BAD_INPUT;
}

static bool take_value(const option *o, const char *value)
{
    size_t at = 0;
    while (o->name[strcspn(o->name, "*")] && at < MOST_TIMES && o->value[at])
        at++;
    if (at == MOST_TIMES)
        return false;
    o->value[at] = value;
    return true;
}

/*
 * One option, whose value may be the next argument: how many arguments it took, 0 where it is
 * wrong.
 */
static int take_option(const command *c, char **argv, int *status)
{
    const char *name = argv[0] + 2, *equals = strchr(name, '=');
    const size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const option *o = find_option(c, name, length);
    if (!o)
        *status = no_such_option(c, name, length);
    else if (o->flag && !o->value && equals)
        *status = wrong_usage("--%s takes no value", o->name);
    else if (!o->flag && !equals && !argv[1])
        *status = wrong_usage("--%.*s needs a value", (int)length, name);
    else if (o->flag && !equals)
        return *o->flag = true;
    else if (!take_value(o, equals ? equals + 1 : argv[1]))
        *status = wrong_usage("--%.*s is given too often", (int)length, name);
    else
        return equals ? 1 : 2;
    return 0;
}

static int show_version(void)
{
    printf("%s %s\n", program, reunify_version());
    return finish_out() ? DONE : BAD_INPUT;
}

/* --help and --version, wherever they stand: whether the program is to end. */
static bool asks_to_show(const command *c, const char *argument, int *status)
{
    if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
        *status = show(c->help);
    else if (strcmp(argument, "--version") == 0 || strcmp(argument, "-V") == 0)
        *status = show_version();
    else
        return false;
    return true;
}

int read_options(const command *c, int argc, char **argv, int *status)
{
    int kept = 0;
    program = c->program;
    for (int i = 1; i < argc;) {
        if (strcmp(argv[i], "--") == 0) {
            while (++i < argc)
                argv[kept++] = argv[i];
        } else if (asks_to_show(c, argv[i], status)) {
            return -1;
        } else if (strncmp(argv[i], "--", 2) == 0) {
            const int taken = take_option(c, argv + i, status);
            if (!taken)
                return -1;
            i += taken;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            *status = wrong_usage("there is no option %s", argv[i]);
            return -1;
        } else {
            argv[kept++] = argv[i++];
        }
    }
    return kept;
}

/* Output -------------------------------------------------------------------------------------- */

static bool written(bool good)
{
    if (!good && errno != EPIPE)
        complain("standard output: %s", strerror(errno));
    return good;
}

bool write_out(const char *data, size_t length)
{
    return written(fwrite(data, 1, length, stdout) == length);
}

bool finish_out(void)
{
    const bool good = !ferror(stdout);
    return written(fflush(stdout) == 0 && good);
}

bool wants_colour(void)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(none && *none) && terminal && strcmp(terminal, "dumb") != 0;
}

int32_t terminal_width(void)
{
    if (!isatty(STDOUT_FILENO))
        return 0;
    const char *columns = getenv("COLUMNS");
    const long given = columns ? strtol(columns, NULL, 10) : 0;
    if (given > 0 && given < 10000)
        return (int32_t)given;
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        return size.ws_col;
#endif
    return 0;
}

int place_of(const char *value, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], value) == 0)
            return i;
    return -1;
}

bool ends_with(const char *name, const char *ending)
{
    const size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcmp(name + length - tail, ending) == 0;
}
