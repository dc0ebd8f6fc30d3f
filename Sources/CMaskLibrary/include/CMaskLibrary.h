#ifndef PIXREDACT_MASK_LIBRARY_H
#define PIXREDACT_MASK_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

/// models/masks/library.bin, as the program was built with it; `bytes` receives its length.
const uint8_t *_Nonnull pixredact_mask_library(size_t *_Nonnull bytes);

#endif
