#ifndef PIXREDACT_NAME_LEXICON_H
#define PIXREDACT_NAME_LEXICON_H

#include <stddef.h>
#include <stdint.h>

/// models/names/names.bin, as the program was built with it; `bytes` receives its length.
const uint8_t *_Nonnull pixredact_names_file(size_t *_Nonnull bytes);

#endif
