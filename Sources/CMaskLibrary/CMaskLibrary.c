#include "CMaskLibrary.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t file[] = {
#embed "../../models/masks/library.bin"
};

const uint8_t *pixredact_mask_library(size_t *bytes) {
    *bytes = sizeof file;
    return file;
}
