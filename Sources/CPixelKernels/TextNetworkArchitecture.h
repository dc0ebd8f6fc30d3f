#ifndef PIXREDACT_TEXT_NETWORK_ARCHITECTURE_H
#define PIXREDACT_TEXT_NETWORK_ARCHITECTURE_H

// The network of models/training/textnet/network.py, batch norms folded into the convolutions:
//
//     grey > planes > STEM2 > STEM4 > DOWN4 --------------------------------- + > UP4 > HEAD > cells
//                                       > TO8 > DOWN8_1,2 ------ + > UP8 > FROM8
//                                                 > TO16 > DOWN16_1,2,4 > FROM16
//
// The number in a name is how many pixels of the view a pixel of the layer stands for; behind an
// underscore stands the dilation.

#include "TextNetwork.h"
#include "TextNetworkKernels.h"

enum text_layer {
    STEM2, STEM4, DOWN4, TO8, DOWN8_1, DOWN8_2, TO16, DOWN16_1, DOWN16_2, DOWN16_4, FROM16, UP8, FROM8,
    UP4, HEAD, TEXT_LAYERS,
};

enum { TEXT_AT4 = TEXT_STEM4, TEXT_AT8 = 48, TEXT_AT16 = 64 };  // channels

struct text_layer_plan {
    pixredact_text_layer layer;
    int stride;
    int dilation;
};

extern const struct text_layer_plan pixredact_text_layers[TEXT_LAYERS];

// The weights of a layer in the order of its kernel.
struct text_weights {
    float *depthwise;
    float *matrix;
    float *bias;
};

// Gives out pieces of memory one after the other, or only counts them while `base` is NULL.
struct text_arena {
    char *base;
    size_t used;
};

void *pixredact_text_take(struct text_arena *arena, size_t count, size_t bytes_each);

// Lays out the weights of all layers; then copies them from the order of the header.
void pixredact_text_lay_out_weights(struct text_weights layers[TEXT_LAYERS], struct text_arena *arena);
void pixredact_text_pack_weights(const struct text_weights layers[TEXT_LAYERS], const float *weights);

#endif
