#ifndef PIXREDACT_TEXT_NETWORK_H
#define PIXREDACT_TEXT_NETWORK_H

/// The text network on one view: 8-bit grey in, a text probability for each cell of 4 x 4 pixels out.
///
/// Rows stream through the layers: each layer keeps the few rows that later ones still need, so that
/// memory grows with the width of a view and never with its height, and the result is exactly that
/// of whole layers.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    /// Sides of what is evaluated are multiples of it; so is its origin inside the view.
    PIXREDACT_TEXT_MULTIPLE = 16,
    /// Pixels along a side of a cell.
    PIXREDACT_TEXT_CELL = 4,
    /// A cell depends on no pixel further away than this (a multiple of PIXREDACT_TEXT_MULTIPLE),
    /// the window of the local contrast aside.
    PIXREDACT_TEXT_REACH = 176,
    PIXREDACT_TEXT_MOST_THREADS = 16,
    /// The widest and the highest view.
    PIXREDACT_TEXT_LARGEST_SIDE = 65536,
};

typedef enum {
    PIXREDACT_TEXT_CONVOLUTION,  // NAME.weight [outputs, inputs, 3, 3], NAME.bias [outputs]
    PIXREDACT_TEXT_SEPARABLE,    // NAME.depthwise [inputs, 3, 3], then as pointwise
    PIXREDACT_TEXT_POINTWISE,    // NAME.weight [outputs, inputs], NAME.bias [outputs]
} pixredact_text_layer_kind;

typedef struct {
    const char *name;
    pixredact_text_layer_kind kind;
    int inputs;
    int outputs;
} pixredact_text_layer;

/// The layers that have weights, in the order in which their weights are given.
size_t pixredact_text_layer_count(void);
pixredact_text_layer pixredact_text_layer_at(size_t index);
/// How many numbers all weights are: of each layer depthwise, weight, bias.
size_t pixredact_text_weight_count(void);

/// The weights that come with the program: models/text-network.safetensors, as it is.
const uint8_t *pixredact_text_weights_file(size_t *bytes);

/// Instruction sets, best first.
size_t pixredact_text_instruction_set_count(void);
const char *pixredact_text_instruction_set_name(size_t index);
/// Whether this machine has it.
int pixredact_text_instruction_set_runs(size_t index);

typedef struct pixredact_text_network pixredact_text_network;

/// A network with its own copy of `weights`; NULL if memory is short or the machine has not the
/// instruction set. It belongs to one thread.
pixredact_text_network *pixredact_text_network_create(
    const float *weights, size_t instruction_set, int threads);
void pixredact_text_network_destroy(pixredact_text_network *network);

/// What a network allocates beyond its weights to evaluate parts that are `width` pixels wide; it
/// keeps that for the next part.
size_t pixredact_text_workspace_bytes(size_t width, int threads);

/// What a network has allocated for that by now.
size_t pixredact_text_network_workspace(const pixredact_text_network *network);

/// The part of a view that is evaluated.
typedef struct {
    const uint8_t *pixels;  // of the view, rows tightly packed
    size_t view_width;
    size_t view_height;
    // Multiples of PIXREDACT_TEXT_MULTIPLE; the part may reach beyond the right and the lower edge
    // of the view up to the next multiple. There the edge is repeated.
    size_t x;
    size_t y;
    size_t width;
    size_t height;
} pixredact_text_part;

/// Writes `height / 4` rows of `width / 4` cells: probabilities in 1/255 to `cells`, and where
/// `logits` is not NULL the logits. 0: done, else memory is short or the part is not allowed.
int pixredact_text_network_run(
    pixredact_text_network *network, const pixredact_text_part *part, uint8_t *cells,
    float *logits);

#ifdef __cplusplus
}
#endif

#endif
