#ifndef PIXREDACT_TEXT_H
#define PIXREDACT_TEXT_H

#include <stddef.h>
#include <stdint.h>

/// Decodes text in the character set `name`, as iconv(1) calls it, to Unicode scalars. A byte that
/// is none of the set becomes U+FFFD and is counted in `lost`. Writes at most `capacity` scalars;
/// what has no room is counted as lost, too. Returns how many were written, or -1 with errno where
/// the system does not know the set.
long pixredact_decode_text(
    const char *_Nonnull name, const uint8_t *_Nonnull bytes, size_t count,
    uint32_t *_Nonnull scalars, size_t capacity, size_t *_Nonnull lost);

#endif
