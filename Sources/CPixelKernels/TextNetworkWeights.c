#include "TextNetwork.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const uint8_t file[] = {
#embed "../../models/text-network.safetensors"
};

const uint8_t *pixredact_text_weights_file(size_t *bytes) {
    *bytes = sizeof file;
    return file;
}
