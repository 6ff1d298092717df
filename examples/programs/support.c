#include "support.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
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

static void complain_of_fault(const char *file, size_t line, const reunify_error *error, size_t at)
{
    char place[64] = "";
    const int32_t column = reunify_error_column(error, at);
    size_t row = (size_t)reunify_error_line(error, at);
    if (line)
        row = line; /* such a document has no lines of its own */
    if (row && column)
        snprintf(place, sizeof place, ":%zu:%d", row, (int)column);
    else if (row)
        snprintf(place, sizeof place, ":%zu", row);
    const char *pointer = reunify_error_pointer(error, at);
    complain("%s%s: %s%s%s", file, place, pointer, *pointer ? ": " : "",
             reunify_error_message(error, at));
}

void complain_of(const char *file, size_t line, const reunify_error *error)
{
    const size_t count = reunify_error_count(error), total = reunify_error_total(error);
    for (size_t i = 0; i < count; i++)
        complain_of_fault(file, line, error, i);
    if (total > count)
        complain("%s: and %zu more faults", file, total - count);
}

void show_progress(size_t count)
{
    /* Where the output goes to the terminal too it shows how far the work is. */
    if (count % 500 || !isatty(STDERR_FILENO) || isatty(STDOUT_FILENO))
        return;
    fprintf(stderr, "\r%zu cases", count);
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
        *status = wrong_usage("there is no option --%.*s", (int)length, name);
    else if (o->flag && equals)
        *status = wrong_usage("--%s takes no value", o->name);
    else if (o->value && !equals && !argv[1])
        *status = wrong_usage("--%.*s needs a value", (int)length, name);
    else if (o->flag)
        return *o->flag = true;
    else if (!take_value(o, equals ? equals + 1 : argv[1]))
        *status = wrong_usage("--%.*s is given too often", (int)length, name);
    else
        return equals ? 1 : 2;
    return 0;
}

int read_options(const command *c, int argc, char **argv, int *status)
{
    int kept = 0;
    program = c->program;
    for (int i = 1; i < argc;) {
        if (strcmp(argv[i], "--") == 0) {
            while (++i < argc)
                argv[kept++] = argv[i];
        } else if (strcmp(argv[i], "--help") == 0) {
            *status = show(c->help);
            return -1;
        } else if (strcmp(argv[i], "--version") == 0) {
            printf("%s %s\n", program, reunify_version());
            *status = finish_out() ? DONE : BAD_INPUT;
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

/* Files --------------------------------------------------------------------------------------- */

static FILE *open_file(const char *name)
{
    struct stat info;
    if (strcmp(name, "-") == 0)
        return stdin;
    FILE *file = fopen(name, "rb");
    if (file && fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode)) {
        fclose(file);
        file = NULL;
        errno = EISDIR;
    }
    if (!file)
        complain("%s: cannot be read: %s", name, strerror(errno));
    return file;
}

static void close_file(FILE *file)
{
    if (file != stdin)
        fclose(file);
}

/* Reads up to one byte more than `most`, so that the caller sees that there is more. */
static bool read_up_to(FILE *file, size_t most, content *out)
{
    size_t capacity = 0;
    *out = (content){NULL, 0};
    while (out->length <= most) {
        if (out->length == capacity) {
            capacity = capacity ? capacity * 2 : 65536;
            if (capacity > most + 1)
                capacity = most + 1;
            char *more = realloc(out->data, capacity);
            if (!more)
                return false;
            out->data = more;
        }
        const size_t got = fread(out->data + out->length, 1, capacity - out->length, file);
        out->length += got;
        if (!got)
            return !ferror(file);
    }
    return true;
}

/* Exports of some systems begin with a byte order mark: it is no part of the JSON. */
static void skip_mark(content *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t length = sizeof mark - 1;
    if (text->length < length || memcmp(text->data, mark, length) != 0)
        return;
    text->length -= length;
    memmove(text->data, text->data + length, text->length);
}

bool read_file(const char *name, content *out)
{
    FILE *file = open_file(name);
    if (!file)
        return false;
    errno = 0;
    bool good = read_up_to(file, MOST_BYTES, out);
    if (!good)
        complain("%s: cannot be read: %s", name, errno ? strerror(errno) : "unknown failure");
    else if (out->length > MOST_BYTES)
        complain("%s: larger than the limit of %zu MiB", name, MOST_BYTES >> 20), good = false;
    else if (!out->length)
        complain("%s: the file is empty; a JSON document was expected", name), good = false;
    close_file(file);
    if (good) {
        skip_mark(out);
    } else {
        free(out->data);
        out->data = NULL;
    }
    return good;
}

struct line_reader {
    FILE *file;
    const char *name;
    size_t number;
    char *line;
    size_t capacity, at, filled;
    char block[65536];
};

line_reader *open_lines(const char *name)
{
    FILE *file = open_file(name);
    if (!file)
        return NULL;
    line_reader *lines = calloc(1, sizeof *lines);
    if (!lines) {
        complain("%s: no memory", name);
        close_file(file);
        return NULL;
    }
    lines->file = file;
    lines->name = name;
    return lines;
}

/* Something in the block to read. False at the end of the file and where it cannot be read. */
static bool refill(line_reader *lines)
{
    if (lines->at < lines->filled)
        return true;
    lines->at = 0;
    lines->filled = fread(lines->block, 1, sizeof lines->block, lines->file);
    return lines->filled != 0;
}

/* Adds to the line what there is room for; what is past the limit is read over. */
static bool append(line_reader *lines, content *line, const char *data, size_t count)
{
    if (line->length + count > MOST_BYTES) {
        line->length = MOST_BYTES + 1;
        return true;
    }
    if (line->length + count > lines->capacity) {
        const size_t doubled = lines->capacity * 2, need = line->length + count;
        char *more = realloc(lines->line, doubled > need ? doubled : need);
        if (!more)
            return false;
        lines->line = more;
        lines->capacity = doubled > need ? doubled : need;
    }
    if (count)
        memcpy(lines->line + line->length, data, count);
    line->length += count;
    return true;
}

/* One line, blank or not. */
static line_result read_line(line_reader *lines, content *line)
{
    bool more = true;
    *line = (content){NULL, 0};
    lines->number++;
    if (!refill(lines))
        return ferror(lines->file) ? LINE_FAILED : LINE_NO_MORE;
    while (more && refill(lines)) {
        const char *start = lines->block + lines->at,
                   *newline = memchr(start, '\n', lines->filled - lines->at);
        const size_t count = newline ? (size_t)(newline - start) : lines->filled - lines->at;
        if (!append(lines, line, start, count))
            return LINE_FAILED;
        lines->at += count + (newline != NULL);
        more = !newline;
    }
    line->data = lines->line;
    return ferror(lines->file)         ? LINE_FAILED
           : line->length > MOST_BYTES ? LINE_TOO_LONG
                                       : LINE_READ;
}

static bool blank(const content *line)
{
    for (size_t i = 0; i < line->length; i++)
        if (line->data[i] != ' ' && line->data[i] != '\t' && line->data[i] != '\r')
            return false;
    return true;
}

static line_result read_first_or_next(line_reader *lines, content *line)
{
    const bool first = lines->number == 0;
    const line_result result = read_line(lines, line);
    if (first && result == LINE_READ)
        skip_mark(line);
    return result;
}

line_result next_line(line_reader *lines, content *line, size_t *number)
{
    line_result result;
    errno = 0;
    do
        result = read_first_or_next(lines, line);
    while (result == LINE_READ && blank(line));
    *number = lines->number;
    if (result == LINE_FAILED)
        complain("%s: cannot be read: %s", lines->name,
                 errno ? strerror(errno) : "unknown failure");
    else if (result == LINE_TOO_LONG)
        complain("%s:%zu: the line is longer than the limit of %zu MiB", lines->name, *number,
                 MOST_BYTES >> 20);
    return result;
}

void close_lines(line_reader *lines)
{
    close_file(lines->file);
    free(lines->line);
    free(lines);
}

/* Profiles ------------------------------------------------------------------------------------ */

static int no_such_profile(const char *name)
{
    complain("there is no profile %s; these come with the library:", name);
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++)
        fprintf(stderr, "  %s\n", reunify_profile_builtin_id(i));
    fprintf(stderr, "A file is recognised by a slash in its name or by its ending, .json.\n");
    return BAD_USAGE;
}

static int open_builtin(const char *name, pack_texts *out)
{
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++)
        if (strcmp(reunify_profile_builtin_id(i), name) == 0) {
            if (reunify_profile_builtin_json(NULL, i, &out->builtin, NULL))
                return BAD_INPUT;
            out->texts[0] = reunify_text_data(out->builtin);
            out->lengths[0] = reunify_text_length(out->builtin);
            out->count = 1;
            return DONE;
        }
    return no_such_profile(name);
}

static bool add_file(pack_texts *pack, const char *name)
{
    content text;
    if (!read_file(name, &text))
        return false;
    pack->texts[pack->count] = pack->owned[pack->count] = text.data;
    pack->lengths[pack->count++] = text.length;
    return true;
}

int open_pack(const char *name, const char *const *bases, pack_texts *out)
{
    int status = DONE;
    memset(out, 0, sizeof *out);
    if (!strchr(name, '/') && !ends_with(name, ".json"))
        status = open_builtin(name, out);
    else if (!add_file(out, name))
        status = BAD_INPUT;
    for (size_t i = 0; !status && bases && bases[i]; i++)
        if (!add_file(out, bases[i]))
            status = BAD_INPUT;
    if (status)
        close_pack(out);
    return status;
}

void close_pack(pack_texts *pack)
{
    for (size_t i = 0; i < pack->count; i++)
        free(pack->owned[i]);
    reunify_text_free(pack->builtin);
    pack->builtin = NULL;
    pack->count = 0;
}

int load_pack(const char *name, const char *const *bases, uint32_t flags, reunify_error *error,
              reunify_profile **out)
{
    pack_texts pack;
    *out = NULL;
    const int status = open_pack(name, bases, &pack);
    if (status)
        return status;
    const reunify_status loaded =
        reunify_profile_from_packs(NULL, pack.texts, pack.lengths, pack.count, flags, out, error);
    close_pack(&pack);
    if (loaded)
        complain_of(name, 0, error);
    return loaded ? BAD_INPUT : DONE;
}

int load_profile(const char *name, reunify_error *error, reunify_profile **out)
{
    return load_pack(name, NULL, 0, error, out);
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
