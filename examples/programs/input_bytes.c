/*
 * The bytes of a file, block by block, as they come: nothing waits for a whole block. A name that
 * ends in .gz is read through zlib, where the program was built with it. What zlib takes as it is,
 * because it is not compressed, is refused, and so is data that is cut short.
 */
#include "input_bytes.h"

#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

static bool give_up(bytes *from, const char *reason)
{
    from->failed = from->ended = true;
    snprintf(from->reason, sizeof from->reason, "%s", reason);
    return false;
}

#ifdef HAVE_ZLIB
static bool unpack(bytes *from)
{
    from->unpacked = gzdopen(from->file, "rb");
    if (!from->unpacked)
        return give_up(from, "no memory");
    from->file = -1; /* zlib closes it */
    if (gzdirect(from->unpacked))
        return give_up(from, "it is not compressed with gzip, as its name says");
    return true;
}

static long read_unpacked(bytes *from, char *to, unsigned room)
{
    int error = Z_OK;
    const long got = gzread(from->unpacked, to, room);
    gzerror(from->unpacked, &error);
    if (got < 0 || (got == 0 && error != Z_OK && error != Z_STREAM_END)) {
        give_up(from, "the compressed data is damaged or cut short");
        return -1;
    }
    return got;
}

static void close_unpacked(bytes *from)
{
    if (from->unpacked)
        gzclose(from->unpacked);
}
#else
static bool unpack(bytes *from)
{
    return give_up(from, "this program was built without zlib, which .gz needs");
}

static long read_unpacked(bytes *from, char *to, unsigned room)
{
    (void)from, (void)to, (void)room;
    return -1;
}

static void close_unpacked(bytes *from)
{
    (void)from;
}
#endif

bool open_bytes(bytes *from, const char *name)
{
    struct stat info;
    from->file = STDIN_FILENO;
    if (strcmp(name, "-") == 0)
        return true;
    from->file = open(name, O_RDONLY | O_CLOEXEC);
    if (from->file < 0)
        return give_up(from, strerror(errno));
    if (fstat(from->file, &info) == 0 && S_ISDIR(info.st_mode))
        return give_up(from, strerror(EISDIR));
    return !ends_with(name, ".gz") || unpack(from);
}

void close_bytes(bytes *from)
{
    close_unpacked(from);
    if (from->file > STDIN_FILENO)
        close(from->file);
}

static long read_plain(bytes *from, char *to, size_t room)
{
    long got;
    do
        got = read(from->file, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        give_up(from, strerror(errno));
    return got;
}

bool more_than(bytes *from, size_t count)
{
    if (from->at == from->filled)
        from->at = from->filled = 0;
    while (from->filled - from->at <= count && !from->ended) {
        char *to = from->block + from->filled;
        const size_t room = sizeof from->block - from->filled;
        const long got =
            from->unpacked ? read_unpacked(from, to, (unsigned)room) : read_plain(from, to, room);
        if (got > 0)
            from->filled += (size_t)got;
        else
            from->ended = true;
    }
    return from->filled - from->at > count;
}

void refuse_packed(bytes *from)
{
    static const char mark[] = "\x1F\x8B";
    const size_t length = sizeof mark - 1;
    if (from->unpacked || !more_than(from, length - 1) ||
        memcmp(from->block + from->at, mark, length) != 0)
        return;
    from->at = from->filled;
    give_up(from, "it is compressed with gzip: give it as a file whose name ends in .gz");
}

bool more_bytes(bytes *from)
{
    return from->at < from->filled || more_than(from, 0);
}
