#include "CNameLexicon.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t file[] = {
#embed "../../models/names/names.bin"
};

const uint8_t *pixredact_names_file(size_t *bytes) {
    *bytes = sizeof file;
    return file;
}
