#ifndef PIXREDACT_FILES_H
#define PIXREDACT_FILES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// File calls that need _GNU_SOURCE. They repeat on EINTR and return -1 with errno on failure.

/// copy_file_range(2): copies inside the kernel and moves both offsets on.
ssize_t pixredact_copy_file_range(
    int input, int64_t *_Nonnull input_offset, int output, int64_t *_Nonnull output_offset,
    size_t count);

/// memfd_create(2): a file in memory, closed on exec. The name is shown by /proc only.
int pixredact_memfd_create(const char *_Nonnull name);

/// fallocate(2): gives a file blocks for bytes to come, and grows it to hold them. Unlike
/// posix_fallocate(3) it writes nothing by hand where the file system cannot.
int pixredact_allocate(int file, int64_t offset, int64_t count);

#endif
