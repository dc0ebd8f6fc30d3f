#ifndef PIXREDACT_ELEMENT_DICTIONARY_H
#define PIXREDACT_ELEMENT_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

/// models/dictionary/elements.txt, as the program was built with it; `bytes` receives its length.
const uint8_t *_Nonnull pixredact_element_dictionary(size_t *_Nonnull bytes);

#endif
