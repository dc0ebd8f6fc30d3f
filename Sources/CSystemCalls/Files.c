#define _GNU_SOURCE
#include "Files.h"

#include <errno.h>
#include <fcntl.h>
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

int pixredact_allocate(int file, int64_t offset, int64_t count)
{
    int result;
    do {
        result = fallocate(file, 0, offset, count);
    } while (result < 0 && errno == EINTR);
    return result;
}
