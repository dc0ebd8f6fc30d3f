#define _GNU_SOURCE
#include "Files.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

ssize_t pixredact_copy_file_range(
    int input, int64_t *input_offset, int output, int64_t *output_offset, size_t count)
{
    ssize_t copied;
    do {
        copied = copy_file_range(
            input, (off64_t *)input_offset, output, (off64_t *)output_offset, count, 0);
    } while (copied < 0 && errno == EINTR);
    return copied;
}

int pixredact_memfd_create(const char *name)
{
    int file;
    do {
        file = memfd_create(name, MFD_CLOEXEC);
    } while (file < 0 && errno == EINTR);
    return file;
}
