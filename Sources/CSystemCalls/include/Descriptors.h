#ifndef PIXREDACT_DESCRIPTORS_H
#define PIXREDACT_DESCRIPTORS_H

#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Descriptor passing over a Unix stream socket, and file calls that need _GNU_SOURCE. All return
// -1 with errno on failure, repeat on EINTR, and mark every descriptor they make close-on-exec.

/// The most descriptors that one message carries.
#define PIXREDACT_MAX_DESCRIPTORS 24

/// A pair of connected stream sockets.
int pixredact_socket_pair(int ends[_Nonnull 2]);

/// Sends what fits without blocking; the descriptors travel with the first byte. No SIGPIPE.
ssize_t pixredact_send(
    int socket, const void *_Nullable bytes, size_t count, const int *_Nullable descriptors,
    size_t descriptor_count);

/// Receives what is there without blocking. Descriptors that came along are the caller's; those
/// that `capacity` has no room for are closed, and the call fails with EMSGSIZE.
ssize_t pixredact_receive(
    int socket, void *_Nullable bytes, size_t count, int *_Nonnull descriptors, size_t capacity,
    size_t *_Nonnull descriptor_count);

/// Renames unless the new name exists (EEXIST). Where the file system cannot do that in one step,
/// a hard link does; where it has none either, the call fails with what link(2) says.
int pixredact_rename_noreplace(
    int old_folder, const char *_Nonnull old_name, int new_folder, const char *_Nonnull new_name);

/// An open file of mode 0600 that has no name, in `folder`.
int pixredact_unnamed_file(const char *_Nonnull folder);

/// The next name in an open folder, valid until the next call; NULL at the end (errno 0) or on
/// failure.
const char *_Nullable pixredact_next_name(DIR *_Nonnull folder);

/// An advisory whole-file lock; 0 when taken, 1 when another process holds it.
int pixredact_try_lock(int file);

#endif
