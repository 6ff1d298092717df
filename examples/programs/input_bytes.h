/* The bytes of a file, block by block, and what is behind gzip. */
#ifndef EXAMPLES_INPUT_BYTES_H
#define EXAMPLES_INPUT_BYTES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    int file;
    void *unpacked; /* of zlib, NULL: the file is as it is */
    bool ended, failed;
    size_t at, filled; /* in the block */
    char reason[100];  /* why it failed */
    char block[65536];
} bytes;

/* False where it cannot be opened: the reason is in it. Close it in any case. */
bool open_bytes(bytes *from, const char *name);
void close_bytes(bytes *from);

/* Nothing more is read of what begins as gzip does, where that was not asked for. */
void refuse_packed(bytes *from);

/* Whether something is in the block; fills it where it is empty. False at the end, and failed. */
bool more_bytes(bytes *from);
/* The same for so many bytes, which have to be few. */
bool more_than(bytes *from, size_t count);

#endif
