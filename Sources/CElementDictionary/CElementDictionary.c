#include "CElementDictionary.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t file[] = {
#embed "../../models/dictionary/elements.txt"
};

const uint8_t *pixredact_element_dictionary(size_t *bytes) {
    *bytes = sizeof file;
    return file;
}
