// The kernels of the text network for vectors of LANES floats; included once for each instruction
// set, which defines
//   LANES             floats in a vector
//   TILE(outputs)     calls TILE_OF(pixels, vectors) with the shape of the register tile
//   KERNELS           the name of the table that is made
//
// Everything that costs time is a small matrix product. A tile of `pixels` x `vectors` accumulators
// stays in registers while, for each input, one sample of each pixel is broadcast against `vectors`
// vectors of weights: loads are far fewer than multiplications, and nothing is ever shuffled.

#include <string.h>

#include "TextNetworkKernels.h"

typedef float vector __attribute__((ext_vector_type(LANES), aligned(4), may_alias));
typedef int32_t integers __attribute__((ext_vector_type(LANES), aligned(4), may_alias));
typedef uint16_t words __attribute__((ext_vector_type(LANES), aligned(2), may_alias));
typedef uint8_t octets __attribute__((ext_vector_type(LANES), aligned(1), may_alias));

#define INLINE static inline __attribute__((always_inline))

INLINE vector load(const float *from) { return *(const vector *)from; }
INLINE void store(float *to, vector value) { *(vector *)to = value; }
INLINE vector spread(float value) { return value - (vector){0}; }
INLINE vector positive(vector value) { return value > 0 ? value : (vector){0}; }

// Adds to a tile the product of `count` inputs of each pixel, `next` apart; pixels are `step` apart, the
// weights of an input `outputs`. The fewer operands stay in registers, the others pass through one.
INLINE void multiply(
    vector sums[12][8], int pixels, int vectors, const float *in, size_t step, size_t next,
    const float *weight, int count, int outputs) {
    for (int k = 0; k < count; k++) {
        if (pixels <= vectors) {
            vector samples[12];
#pragma unroll
            for (int p = 0; p < pixels; p++) samples[p] = spread(in[p * step]);
#pragma unroll
            for (int v = 0; v < vectors; v++) {
                const vector w = load(weight + v * LANES);
#pragma unroll
                for (int p = 0; p < pixels; p++) sums[p][v] += samples[p] * w;
            }
        } else {
            vector w[8];
#pragma unroll
            for (int v = 0; v < vectors; v++) w[v] = load(weight + v * LANES);
#pragma unroll
            for (int p = 0; p < pixels; p++) {
                const vector sample = spread(in[p * step]);
#pragma unroll
                for (int v = 0; v < vectors; v++) sums[p][v] += sample * w[v];
            }
        }
        in += next;
        weight += outputs;
    }
}

INLINE void start(vector sums[12][8], int pixels, int vectors, const float *bias) {
#pragma unroll
    for (int v = 0; v < vectors; v++) {
        const vector b = load(bias + v * LANES);
#pragma unroll
        for (int p = 0; p < pixels; p++) sums[p][v] = b;
    }
}

static void planes(
    const uint8_t *restrict grey, const uint8_t *restrict entering, const uint8_t *restrict leaving,
    uint16_t *restrict sums, uint32_t *restrict squares, void *restrict scratch, size_t width,
    float *restrict out, size_t stride) {
    const size_t columns = width + TEXT_WINDOW - 1;
    for (size_t x = 0; x < columns; x++) {
        const uint32_t in = entering[x];
        const uint32_t gone = leaving[x];
        sums[x] += (uint16_t)(in - gone);
        squares[x] += in * in - gone * gone;
    }
    // Sums of three columns, then five of those.
    uint32_t *restrict squares3 = scratch;
    uint16_t *restrict sums3 = (uint16_t *)(squares3 + columns + TEXT_SLACK);
    for (size_t x = 0; x < columns - 2; x++) {
        sums3[x] = (uint16_t)(sums[x] + sums[x + 1] + sums[x + 2]);
        squares3[x] = squares[x] + squares[x + 1] + squares[x + 2];
    }
    float *restrict values = (float *)squares3;
    float *restrict grey_even = out;
    float *restrict grey_odd = out + stride;
    float *restrict contrast_even = out + 2 * stride;
    float *restrict contrast_odd = out + 3 * stride;
    for (size_t x = 0; x < width; x += LANES) {
        integers sum = {0};
        integers square = {0};
#pragma unroll
        for (int k = 0; k < TEXT_WINDOW; k += 3) {
            sum += __builtin_convertvector(*(const words *)(sums3 + x + k), integers);
            square += *(const integers *)(squares3 + x + k);
        }
        const octets g8 = *(const octets *)(grey + x + TEXT_WINDOW / 2);
        const integers g = __builtin_convertvector(g8, integers);
        // With n = 225 pixels of which the sum is s and that of the squares q, n^2 times the variance
        // is nq - s^2 < 2^30, exactly; so is n times the difference to the mean.
        const int n = TEXT_WINDOW * TEXT_WINDOW;
        const vector variance = __builtin_convertvector(square * n - sum * sum, vector);
        const vector difference = __builtin_convertvector(g * n - sum, vector);
        const vector contrast =
            difference * 0.5f / (__builtin_elementwise_sqrt(variance) + 6.0f * n);
        store(values + x, contrast);
    }
    for (size_t x = 0; x < width / 2; x++) {
        grey_even[x] = grey[2 * x + TEXT_WINDOW / 2] * (1.0f / 255) - 0.5f;
        grey_odd[x] = grey[2 * x + 1 + TEXT_WINDOW / 2] * (1.0f / 255) - 0.5f;
        contrast_even[x] = values[2 * x];
        contrast_odd[x] = values[2 * x + 1];
    }
}

// Vectors run along the row here, and weights are broadcast: twelve channels would not fill vectors.
static void stem2(
    const float *const rows[3], size_t in_stride, const float *weight, const float *bias,
    float *out, size_t out_stride, size_t width) {
    enum { half = TEXT_STEM2 / 2 };
    for (size_t x = 0; x < width; x += 2 * LANES) {
        const float *w = weight;
        for (int first = 0; first < TEXT_STEM2; first += half) {
            vector sums[half][2];
#pragma unroll
            for (int c = 0; c < half; c++) sums[c][0] = sums[c][1] = spread(bias[first + c]);
            for (int ky = 0; ky < 3; ky++) {
                for (int plane = 0; plane < 2; plane++) {
                    const float *even = rows[ky] + plane * 2 * in_stride + x;
                    const float *odd = even + in_stride;
                    const float *const taps[3] = {odd - 1, even, odd};
#pragma unroll
                    for (int kx = 0; kx < 3; kx++) {
                        const vector left = load(taps[kx]);
                        const vector right = load(taps[kx] + LANES);
#pragma unroll
                        for (int c = 0; c < half; c++) {
                            const vector factor = spread(w[c]);
                            sums[c][0] += left * factor;
                            sums[c][1] += right * factor;
                        }
                        w += half;
                    }
                }
            }
#pragma unroll
            for (int c = 0; c < half; c++) {
                float *to = out + (first + c) * out_stride + x;
                store(to, positive(sums[c][0]));
                store(to + LANES, positive(sums[c][1]));
            }
        }
    }
}

INLINE void stem4_tiles(
    int pixels, int vectors, const float *const rows[3], size_t in_stride,
    const float *weight, const float *bias, float *out, size_t width) {
    for (size_t x = 0; x < width; x += pixels) {
        for (int o = 0; o < TEXT_STEM4; o += vectors * LANES) {
            vector sums[12][8];
            start(sums, pixels, vectors, bias + o);
            const float *w = weight + o;
            for (int ky = 0; ky < 3; ky++) {
                for (int kx = 0; kx < 3; kx++) {
                    const float *in = rows[ky] + 2 * x + kx - 1;
                    multiply(sums, pixels, vectors, in, 2, in_stride, w, TEXT_STEM2, TEXT_STEM4);
                    w += TEXT_STEM2 * TEXT_STEM4;
                }
            }
#pragma unroll
            for (int p = 0; p < pixels; p++) {
#pragma unroll
                for (int v = 0; v < vectors; v++) {
                    store(out + (x + p) * TEXT_STEM4 + o + v * LANES, positive(sums[p][v]));
                }
            }
        }
    }
}

static void stem4(
    const float *const rows[3], size_t in_stride, const float *weight, const float *bias,
    float *out, size_t width) {
#define TILE_OF(pixels, vectors) \
    stem4_tiles(pixels, vectors, rows, in_stride, weight, bias, out, width)
    TILE(TEXT_STEM4);
#undef TILE_OF
}

// `pixels` pixels from `x` on, without what precedes the matrix product.
INLINE void pointwise_tiles(
    int pixels, int vectors, const float *in, int inputs, int outputs, const float *weight,
    const float *bias, int rectify, const float *added, float *out, size_t count) {
    for (size_t x = 0; x < count; x += pixels) {
        for (int o = 0; o < outputs; o += vectors * LANES) {
            vector sums[12][8];
            start(sums, pixels, vectors, bias + o);
            multiply(
                sums, pixels, vectors, in + x * inputs, inputs, 1, weight + o, inputs, outputs);
#pragma unroll
            for (int p = 0; p < pixels; p++) {
#pragma unroll
                for (int v = 0; v < vectors; v++) {
                    const size_t at = (x + p) * outputs + o + v * LANES;
                    vector value = sums[p][v];
                    if (rectify) value = positive(value);
                    if (added) value += load(added + at);
                    store(out + at, value);
                }
            }
        }
    }
}

INLINE void depthwise_chunk(
    const float *const rows[3], const float *weight, int channels, int stride, int dilation,
    size_t x, size_t count, float *out) {
    for (int c = 0; c < channels; c += LANES) {
        vector w[9];
#pragma unroll
        for (int k = 0; k < 9; k++) w[k] = load(weight + k * channels + c);
        const float *in[3];
#pragma unroll
        for (int ky = 0; ky < 3; ky++) {
            in[ky] = rows[ky] + ((ptrdiff_t)(x * stride) - dilation) * channels + c;
        }
        for (size_t p = 0; p < count; p++) {
            vector sum = {0};
#pragma unroll
            for (int k = 0; k < 9; k++) {
                sum += load(in[k / 3] + (p * stride + k % 3 * dilation) * channels) * w[k];
            }
            store(out + p * channels + c, sum);
        }
    }
}

INLINE void separable_row(
    int pixels, int vectors, const struct text_separable *layer, int inputs, int outputs,
    int stride, int dilation, const float *const rows[3], float *out, size_t width,
    float *buffer) {
    const int adds = stride == 1 && inputs == outputs;
    for (size_t x = 0; x < width; x += TEXT_CHUNK) {
        size_t count = width - x < TEXT_CHUNK ? width - x : TEXT_CHUNK;
        count = (count + pixels - 1) / pixels * pixels;
        depthwise_chunk(rows, layer->depthwise, inputs, stride, dilation, x, count, buffer);
        pointwise_tiles(
            pixels, vectors, buffer, inputs, outputs, layer->weight, layer->bias, 1,
            adds ? rows[1] + x * inputs : NULL, out + x * outputs, count);
    }
}

static void separable(
    const struct text_separable *layer, const float *const rows[3], float *out, size_t width,
    float *buffer) {
    const int dilation = layer->dilation;
#define TILE_OF(pixels, vectors) \
    separable_row(pixels, vectors, layer, IN, TO, STEP, dilation, rows, out, width, buffer)
#define IN 32
#define TO 32
#define STEP 1
    if (layer->inputs == 32 && layer->outputs == 32) { TILE(32); return; }
#undef TO
#undef STEP
#define TO 48
#define STEP 2
    if (layer->inputs == 32 && layer->outputs == 48) { TILE(48); return; }
#undef IN
#undef STEP
#define IN 48
#define STEP 1
    if (layer->inputs == 48 && layer->outputs == 48) { TILE(48); return; }
#undef TO
#undef STEP
#define TO 64
#define STEP 2
    if (layer->inputs == 48 && layer->outputs == 64) { TILE(64); return; }
#undef IN
#undef STEP
#define IN 64
#define STEP 1
    if (layer->inputs == 64 && layer->outputs == 64) { TILE(64); return; }
#undef TILE_OF
}

static void pointwise(
    const float *row, const float *weight, const float *bias, int inputs, int outputs, float *out,
    size_t width) {
#define TILE_OF(pixels, vectors) \
    pointwise_tiles(pixels, vectors, row, inputs, outputs, weight, bias, 0, NULL, out, width)
    if (outputs == 48) { TILE(48); } else { TILE(32); }
#undef TILE_OF
}

static void add_doubled(float *restrict row, const float *restrict low, size_t width, int channels) {
    for (size_t x = 0; x < width / 2; x++) {
        for (int c = 0; c < channels; c += LANES) {
            const vector value = load(low + x * channels + c);
            float *to = row + 2 * x * channels + c;
            store(to, load(to) + value);
            store(to + channels, load(to + channels) + value);
        }
    }
}

// e to the power of `x`, which lies in -20...20, within 3e-7: 2^n by the exponent, 2^f by its series.
INLINE vector exponential(vector x) {
    const vector t = x * 1.44269504f;
    const integers n = __builtin_convertvector(t + (t > 0 ? spread(0.5f) : spread(-0.5f)), integers);
    const vector f = (t - __builtin_convertvector(n, vector)) * 0.693147181f;
    vector series = spread(1.0f / 720);
    series = series * f + 1.0f / 120;
    series = series * f + 1.0f / 24;
    series = series * f + 1.0f / 6;
    series = series * f + 0.5f;
    series = series * f + 1.0f;
    series = series * f + 1.0f;
    return series * (vector)((n + 127) << 23);
}

static void head(
    const float *restrict row, const float *restrict weight, float bias, float *restrict logits,
    uint8_t *restrict cells, size_t width) {
    for (size_t x = 0; x < width; x++) {
        vector sum = {0};
        for (int c = 0; c < TEXT_STEM4; c += LANES) {
            sum += load(row + x * TEXT_STEM4 + c) * load(weight + c);
        }
        float total = bias;
        for (int lane = 0; lane < LANES; lane++) total += sum[lane];
        logits[x] = total;
    }
    for (size_t x = 0; x < width; x += LANES) {
        vector z = load(logits + x);
        z = z < 20 ? z : spread(20);
        z = z > -20 ? z : spread(-20);
        const vector value = 255.0f / (1.0f + exponential(-z)) + 0.5f;
        const integers rounded = __builtin_convertvector(value, integers);
        *(octets *)(cells + x) = __builtin_convertvector(rounded, octets);
    }
}

const struct text_kernels KERNELS = {
    .planes = planes,
    .stem2 = stem2,
    .stem4 = stem4,
    .separable = separable,
    .pointwise = pointwise,
    .add_doubled = add_doubled,
    .head = head,
};
