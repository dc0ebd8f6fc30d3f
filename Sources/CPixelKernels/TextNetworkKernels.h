#ifndef PIXREDACT_TEXT_NETWORK_KERNELS_H
#define PIXREDACT_TEXT_NETWORK_KERNELS_H

// What TextNetwork.c asks of an instruction set: one row of one layer at a time.
//
// Rows of the stems are planar: one run of samples for each channel, `stride` apart. All other rows
// are channel-last: the channels of a pixel side by side. Before the first pixel of a row lie zeros as
// far as a kernel reaches there (TEXT_BORDER pixels); behind the last one as well, then room for
// TEXT_SLACK pixels: tiles of several pixels run over the end and the border is cleared again.

#include <stddef.h>
#include <stdint.h>

enum {
    TEXT_WINDOW = 15,  // side of the window of the local contrast
    TEXT_BORDER = 4,   // the largest dilation
    TEXT_SLACK = 32,   // pixels
    TEXT_CHUNK = 24,   // pixels between depthwise and pointwise: a multiple of every tile
    TEXT_SCRATCH = sizeof(float) + sizeof(uint32_t) + sizeof(uint16_t),
    TEXT_STEM2 = 12,   // channels
    TEXT_STEM4 = 32,
};

// A separable layer of a row. Weights are [ky][kx][inputs], [inputs][outputs] and [outputs].
struct text_separable {
    const float *depthwise;
    const float *weight;
    const float *bias;
    int inputs;
    int outputs;
    int stride;
    int dilation;
};

struct text_kernels {
    // Moves the sums of columns on by a row (`entering` in, `leaving` out) and makes the planes of
    // `grey`, which like the sums starts TEXT_WINDOW / 2 before the first pixel: even and odd
    // samples of grey, then of contrast, into `planes`, `stride` apart. `scratch`: TEXT_SCRATCH bytes
    // for each column and TEXT_SLACK more.
    void (*planes)(
        const uint8_t *grey, const uint8_t *entering, const uint8_t *leaving, uint16_t *sums,
        uint32_t *squares, void *scratch, size_t width, float *planes, size_t stride);
    // weight [half of the channels][ky][plane][kx][channel], from three rows of planes.
    void (*stem2)(
        const float *const rows[3], size_t in_stride, const float *weight, const float *bias,
        float *out, size_t out_stride, size_t width);
    // Two rows, from five planar ones. weight [group][kx][channel][output], where the groups are: the
    // first and the last row of the window added up, the three rows. `scratch`: two planar rows.
    void (*stem4)(
        const float *const rows[5], float *scratch, size_t in_stride, const float *weight,
        const float *bias, float *const out[2], size_t width);
    // `buffer`: TEXT_CHUNK pixels.
    void (*separable)(
        const struct text_separable *layer, const float *const rows[3], float *out, size_t width,
        float *buffer);
    // A pointwise layer without rectifier, for rows of twice the width and height: added to the two
    // pixels of each of the two rows that a pixel of `row` becomes.
    void (*lift)(
        const float *row, const float *weight, const float *bias, int inputs, int outputs,
        float *const out[2], size_t width);
    // The last layer, and probabilities in 1/255.
    void (*head)(
        const float *row, const float *weight, float bias, float *logits, uint8_t *cells,
        size_t width);
};

extern const struct text_kernels pixredact_text_kernels_base;
#if defined(__x86_64__)
extern const struct text_kernels pixredact_text_kernels_avx2;
extern const struct text_kernels pixredact_text_kernels_avx512;
#endif

#endif
