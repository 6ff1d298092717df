/* Runs a fuzz target on the files of folders, or on single files: the kept corpus as a test. */
#include "fuzz.h"

#include <dirent.h>

int main(int argc, char **argv)
{
    size_t count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            const file_text text = read_text("", argv[i]);
            LLVMFuzzerTestOneInput((const uint8_t *)text.data, text.length);
            free(text.data);
            count++;
            continue;
        }
        for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
            if (entry->d_name[0] == '.')
                continue;
            const file_text text = read_text(argv[i], entry->d_name);
            /* A copy of the exact size, so that a sanitizer sees one byte too many. */
            uint8_t *exact = malloc(text.length ? text.length : 1);
            if (!exact)
                abort();
            memcpy(exact, text.data, text.length);
            LLVMFuzzerTestOneInput(exact, text.length);
            free(exact);
            free(text.data);
            count++;
        }
        closedir(folder);
    }
    printf("%zu inputs\n", count);
    return count < 10;
}
