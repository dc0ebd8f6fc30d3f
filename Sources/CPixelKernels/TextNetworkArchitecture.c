#include "TextNetworkArchitecture.h"

#include <string.h>

#define CONVOLUTION PIXREDACT_TEXT_CONVOLUTION
#define SEPARABLE PIXREDACT_TEXT_SEPARABLE
#define POINTWISE PIXREDACT_TEXT_POINTWISE

const struct text_layer_plan pixredact_text_layers[TEXT_LAYERS] = {
    // name, kind, inputs, outputs; stride, dilation
    [STEM2] = {{"stem2", CONVOLUTION, 2, TEXT_STEM2}, 2, 1},
    [STEM4] = {{"stem4", CONVOLUTION, TEXT_STEM2, TEXT_AT4}, 2, 1},
    [DOWN4] = {{"down4", SEPARABLE, TEXT_AT4, TEXT_AT4}, 1, 1},
    [TO8] = {{"to8", SEPARABLE, TEXT_AT4, TEXT_AT8}, 2, 1},
    [DOWN8_1] = {{"down8.0", SEPARABLE, TEXT_AT8, TEXT_AT8}, 1, 1},
    [DOWN8_2] = {{"down8.1", SEPARABLE, TEXT_AT8, TEXT_AT8}, 1, 2},
    [TO16] = {{"to16", SEPARABLE, TEXT_AT8, TEXT_AT16}, 2, 1},
    [DOWN16_1] = {{"down16.0", SEPARABLE, TEXT_AT16, TEXT_AT16}, 1, 1},
    [DOWN16_2] = {{"down16.1", SEPARABLE, TEXT_AT16, TEXT_AT16}, 1, 2},
    [DOWN16_4] = {{"down16.2", SEPARABLE, TEXT_AT16, TEXT_AT16}, 1, 4},
    [FROM16] = {{"from16", POINTWISE, TEXT_AT16, TEXT_AT8}, 1, 0},
    [UP8] = {{"up8", SEPARABLE, TEXT_AT8, TEXT_AT8}, 1, 1},
    [FROM8] = {{"from8", POINTWISE, TEXT_AT8, TEXT_AT4}, 1, 0},
    [UP4] = {{"up4", SEPARABLE, TEXT_AT4, TEXT_AT4}, 1, 1},
    [HEAD] = {{"head", POINTWISE, TEXT_AT4, 1}, 1, 0},
};

size_t pixredact_text_layer_count(void) { return TEXT_LAYERS; }

pixredact_text_layer pixredact_text_layer_at(size_t index) {
    return pixredact_text_layers[index].layer;
}

static size_t taps(const pixredact_text_layer *layer) { return layer->kind == CONVOLUTION ? 9 : 1; }

static size_t depthwise_count(const pixredact_text_layer *layer) {
    return layer->kind == SEPARABLE ? 9 * (size_t)layer->inputs : 0;
}

static size_t matrix_count(const pixredact_text_layer *layer) {
    return taps(layer) * (size_t)layer->inputs * (size_t)layer->outputs;
}

size_t pixredact_text_weight_count(void) {
    size_t count = 0;
    for (int index = 0; index < TEXT_LAYERS; index++) {
        const pixredact_text_layer *layer = &pixredact_text_layers[index].layer;
        count += depthwise_count(layer) + matrix_count(layer) + (size_t)layer->outputs;
    }
    return count;
}

void *pixredact_text_take(struct text_arena *arena, size_t count, size_t bytes_each) {
    void *piece = arena->base ? arena->base + arena->used : NULL;
    arena->used += (count * bytes_each + 63) / 64 * 64;
    return piece;
}

static size_t packed_count(enum text_layer index) {
    const size_t count = matrix_count(&pixredact_text_layers[index].layer);
    return index == STEM4 ? count / 3 * 4 : count;
}

void pixredact_text_lay_out_weights(struct text_weights layers[TEXT_LAYERS], struct text_arena *arena) {
    for (int index = 0; index < TEXT_LAYERS; index++) {
        const pixredact_text_layer *layer = &pixredact_text_layers[index].layer;
        struct text_weights *to = &layers[index];
        to->depthwise = pixredact_text_take(arena, depthwise_count(layer), sizeof(float));
        to->matrix = pixredact_text_take(arena, packed_count((enum text_layer)index), sizeof(float));
        to->bias = pixredact_text_take(arena, (size_t)layer->outputs, sizeof(float));
    }
}

// Where a kernel wants the weight of output `o`, input `c` and tap `k`.
static size_t place(enum text_layer index, size_t o, size_t c, size_t k) {
    const size_t inputs = (size_t)pixredact_text_layers[index].layer.inputs;
    const size_t outputs = (size_t)pixredact_text_layers[index].layer.outputs;
    if (index == STEM4) return ((k + 3) * inputs + c) * outputs + o;
    if (index != STEM2) return c * outputs + o;
    const size_t half = outputs / 2;
    const size_t tap = (k / 3 * inputs + c) * 3 + k % 3;
    return (o / half * 9 * inputs + tap) * half + o % half;
}

void pixredact_text_pack_weights(const struct text_weights layers[TEXT_LAYERS], const float *weights) {
    for (int index = 0; index < TEXT_LAYERS; index++) {
        const pixredact_text_layer *layer = &pixredact_text_layers[index].layer;
        const struct text_weights *to = &layers[index];
        const size_t inputs = (size_t)layer->inputs;
        const size_t outputs = (size_t)layer->outputs;
        if (layer->kind == SEPARABLE) {
            for (size_t c = 0; c < inputs; c++) {
                for (size_t k = 0; k < 9; k++) to->depthwise[k * inputs + c] = *weights++;
            }
        }
        for (size_t o = 0; o < outputs; o++) {
            for (size_t c = 0; c < inputs; c++) {
                for (size_t k = 0; k < taps(layer); k++) {
                    to->matrix[place((enum text_layer)index, o, c, k)] = *weights++;
                }
            }
        }
        if (index == STEM4) {
            const size_t group = 3 * inputs * outputs;
            for (size_t at = 0; at < group; at++) {
                to->matrix[at] = to->matrix[at + group] + to->matrix[at + 3 * group];
            }
        }
        memcpy(to->bias, weights, outputs * sizeof(float));
        weights += outputs;
    }
}
