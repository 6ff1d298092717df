/* Text that grows: what is put together before it is written. */
#ifndef EXAMPLES_BUFFER_H
#define EXAMPLES_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

/* Begins as all zero. `failed`: there was no memory for something, which is not in it. */
typedef struct {
    char *data;
    size_t length, capacity;
    bool failed;
} buffer;

void add_bytes(buffer *to, const char *data, size_t length);
void add_text(buffer *to, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void add_format(buffer *to, const char *format, ...);
/* In quotes, with what JSON wants escaped; bytes that are no UTF-8 become U+FFFD. */
void add_json_string(buffer *to, const char *text);
/* A cell of comma-separated values, in quotes where it needs them. */
void add_csv_text(buffer *to, const char *text);

/* How many bytes the character of UTF-8 at `text` has, 0 where it is none. */
size_t character_length(const char *text);

/* Empties it for use again; the memory of something large is given back. */
void clear_buffer(buffer *b);
void free_buffer(buffer *b);

#endif
