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
typedef uint32_t naturals __attribute__((ext_vector_type(LANES), aligned(4), may_alias));
typedef uint16_t words __attribute__((ext_vector_type(LANES), aligned(2), may_alias));
typedef uint8_t octets __attribute__((ext_vector_type(LANES), aligned(1), may_alias));

typedef vector tile[12][8];  // sums of pixels x vectors, of which a kernel uses some

#define INLINE static inline __attribute__((always_inline))
// What it loops over lies in registers, which have no index.
#define EACH(index, count) \
    _Pragma("unroll") for (int index = 0; index < (count); index++)

INLINE vector load(const float *from) { return *(const vector *)from; }
INLINE void store(float *to, vector value) { *(vector *)to = value; }
INLINE vector spread(float value) { return value - (vector){0}; }
// What is no number stays none: it must not turn into zero, which is no text.
INLINE vector positive(vector value) { return value < 0 ? (vector){0} : value; }

// Adds to a tile the product of `count` inputs of each pixel, `next` apart; pixels are `step` apart, the
// weights of an input `outputs`. The fewer operands stay in registers, the others pass through one.
INLINE void multiply(
    tile sums, int pixels, int vectors, const float *in, size_t step, size_t next,
    const float *weight, int count, int outputs) {
    for (int k = 0; k < count; k++) {
        if (pixels <= vectors) {
            vector samples[12];
            EACH(p, pixels) samples[p] = spread(in[p * step]);
            EACH(v, vectors) {
                const vector w = load(weight + v * LANES);
                EACH(p, pixels) sums[p][v] += samples[p] * w;
            }
        } else {
            vector w[8];
            EACH(v, vectors) w[v] = load(weight + v * LANES);
            EACH(p, pixels) {
                const vector sample = spread(in[p * step]);
                EACH(v, vectors) sums[p][v] += sample * w[v];
            }
        }
        in += next;
        weight += outputs;
    }
}

// A tile begins as the bias of its outputs.
INLINE void start(tile sums, int pixels, int vectors, const float *bias) {
    EACH(v, vectors) {
        const vector b = load(bias + v * LANES);
        EACH(p, pixels) sums[p][v] = b;
    }
}

INLINE void copy(tile to, tile from, int pixels, int vectors) {
    EACH(p, pixels) {
        EACH(v, vectors) to[p][v] = from[p][v];
    }
}

// The planes: grey, and how far a pixel stands out from its surroundings.
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
    float *restrict values = scratch;
    uint32_t *restrict squares3 = (uint32_t *)(values + columns + TEXT_SLACK);
    uint16_t *restrict sums3 = (uint16_t *)(squares3 + columns + TEXT_SLACK);
    for (size_t x = 0; x < columns - 2; x++) {
        sums3[x] = (uint16_t)(sums[x] + sums[x + 1] + sums[x + 2]);
        squares3[x] = squares[x] + squares[x + 1] + squares[x + 2];
    }
    float *restrict grey_even = out;
    float *restrict grey_odd = out + stride;
    float *restrict contrast_even = out + 2 * stride;
    float *restrict contrast_odd = out + 3 * stride;
    for (size_t x = 0; x < width; x += LANES) {
        naturals sum = {0};
        naturals square = {0};
        EACH(k, TEXT_WINDOW / 3) {
            sum += __builtin_convertvector(*(const words *)(sums3 + x + 3 * k), naturals);
            square += *(const naturals *)(squares3 + x + 3 * k);
        }
        const octets g8 = *(const octets *)(grey + x + TEXT_WINDOW / 2);
        // With n = 225 pixels of which the sum is s and that of the squares q, n^2 times the variance
        // is nq - s^2 < 2^30, exactly; so is n times the difference to the mean.
        const int n = TEXT_WINDOW * TEXT_WINDOW;
        const integers spread_out = (integers)(square * (naturals)n - sum * sum);
        const integers above = __builtin_convertvector(g8, integers) * n - (integers)sum;
        const vector variance = __builtin_convertvector(spread_out, vector);
        const vector difference = __builtin_convertvector(above, vector);
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
            EACH(c, half) sums[c][0] = sums[c][1] = spread(bias[first + c]);
            for (int ky = 0; ky < 3; ky++) {
                for (int plane = 0; plane < 2; plane++) {
                    const float *even = rows[ky] + plane * 2 * in_stride + x;
                    const float *odd = even + in_stride;
                    const float *const taps[3] = {odd - 1, even, odd};
                    EACH(kx, 3) {
                        const vector left = load(taps[kx]);
                        const vector right = load(taps[kx] + LANES);
                        EACH(c, half) {
                            const vector factor = spread(w[c]);
                            sums[c][0] += left * factor;
                            sums[c][1] += right * factor;
                        }
                        w += half;
                    }
                }
            }
            EACH(c, half) {
                float *to = out + (first + c) * out_stride + x;
                store(to, positive(sums[c][0]));
                store(to + LANES, positive(sums[c][1]));
            }
        }
    }
}

// Adds to a tile what one row of the 3 x 3 window of stride 2 sees of a planar row.
INLINE void multiply_row(
    tile sums, int pixels, int vectors, const float *row, size_t in_stride,
    const float *weight) {
    for (int kx = 0; kx < 3; kx++) {
        multiply(
            sums, pixels, vectors, row + kx - 1, 2, in_stride,
            weight + kx * TEXT_STEM2 * TEXT_STEM4, TEXT_STEM2, TEXT_STEM4);
    }
}

// With weights u, v, w of the rows of the window, two rows of outputs see the inputs r0...r4 as
//     u r0 + v r1 + w r2 = (u + w) r2 + u (r0 - r2) + v r1
//     u r2 + v r3 + w r4 = (u + w) r2 + w (r4 - r2) + v r3
// of which the first product is made once: five sixths of the multiplications.
INLINE void stem4_tiles(
    int pixels, int vectors, const float *const rows[5], const float *const differences[2],
    size_t in_stride, const float *weight, const float *bias, float *const out[2], size_t width) {
    enum { group = 3 * TEXT_STEM2 * TEXT_STEM4 };
    for (size_t x = 0; x < width; x += pixels) {
        for (int o = 0; o < TEXT_STEM4; o += vectors * LANES) {
            tile sums;
            tile common;
            const float *w = weight + o;
            start(sums, pixels, vectors, bias + o);
            multiply_row(sums, pixels, vectors, rows[2] + 2 * x, in_stride, w);
            copy(common, sums, pixels, vectors);
            EACH(row, 2) {
                copy(sums, common, pixels, vectors);
                multiply_row(
                    sums, pixels, vectors, differences[row] + 2 * x, in_stride,
                    w + (row ? 3 : 1) * group);
                multiply_row(
                    sums, pixels, vectors, rows[row ? 3 : 1] + 2 * x, in_stride, w + 2 * group);
                EACH(p, pixels) {
                    EACH(v, vectors) {
                        const size_t at = (x + p) * TEXT_STEM4 + o + v * LANES;
                        store(out[row] + at, positive(sums[p][v]));
                    }
                }
            }
        }
    }
}

static void stem4(
    const float *const rows[5], float *scratch, size_t in_stride, const float *weight,
    const float *bias, float *const out[2], size_t width) {
    float *const differences[2] = {scratch, scratch + TEXT_STEM2 * in_stride};
    for (int c = 0; c < TEXT_STEM2; c++) {
        // From the zero before the first sample on.
        for (ptrdiff_t x = -LANES; x < (ptrdiff_t)(2 * width); x += LANES) {
            const ptrdiff_t at = c * (ptrdiff_t)in_stride + x;
            const vector middle = load(rows[2] + at);
            store(differences[0] + at, load(rows[0] + at) - middle);
            store(differences[1] + at, load(rows[4] + at) - middle);
        }
    }
    const float *const kept[2] = {differences[0], differences[1]};
#define TILE_OF(pixels, vectors) \
    stem4_tiles(pixels, vectors, rows, kept, in_stride, weight, bias, out, width)
    TILE(TEXT_STEM4);
#undef TILE_OF
}

// The second half of a separable layer.
INLINE void pointwise_tiles(
    int pixels, int vectors, const float *in, int inputs, int outputs, const float *weight,
    const float *bias, const float *added, float *out, size_t width) {
    for (size_t x = 0; x < width; x += pixels) {
        for (int o = 0; o < outputs; o += vectors * LANES) {
            tile sums;
            start(sums, pixels, vectors, bias + o);
            multiply(
                sums, pixels, vectors, in + x * inputs, inputs, 1, weight + o, inputs, outputs);
            EACH(p, pixels) {
                EACH(v, vectors) {
                    const size_t at = (x + p) * outputs + o + v * LANES;
                    const vector value = positive(sums[p][v]);
                    store(out + at, added ? value + load(added + at) : value);
                }
            }
        }
    }
}

// The first half: the weights of some channels stay in registers while pixels pass. A vector of inputs
// is an operand of the multiplication, so that loads cost nothing either.
INLINE void depthwise_chunk(
    const float *const rows[3], const float *weight, int channels, int stride, int dilation,
    size_t x, size_t count, float *out) {
    for (int c = 0; c < channels; c += LANES) {
        vector w[9];
        EACH(k, 9) w[k] = load(weight + k * channels + c);
        const float *in[3];
        EACH(ky, 3) {
            in[ky] = rows[ky] + ((ptrdiff_t)(x * stride) - dilation) * channels + c;
        }
        for (size_t p = 0; p < count; p++) {
            vector sum = {0};
            EACH(k, 9) {
                sum += load(in[k / 3] + (p * stride + k % 3 * dilation) * channels) * w[k];
            }
            store(out + p * channels + c, sum);
        }
    }
}

INLINE void separable_row(
    int pixels, int vectors, const struct text_separable *layer, int inputs, int outputs,
    int stride, const float *const rows[3], float *out, size_t width, float *buffer) {
    const int adds = stride == 1 && inputs == outputs;
    for (size_t x = 0; x < width; x += TEXT_CHUNK) {
        size_t count = width - x < TEXT_CHUNK ? width - x : TEXT_CHUNK;
        count = (count + pixels - 1) / pixels * pixels;
        depthwise_chunk(
            rows, layer->depthwise, inputs, stride, layer->dilation, x, count, buffer);
        pointwise_tiles(
            pixels, vectors, buffer, inputs, outputs, layer->weight, layer->bias,
            adds ? rows[1] + x * inputs : NULL, out + x * outputs, count);
    }
}

static void separable(
    const struct text_separable *layer, const float *const rows[3], float *out, size_t width,
    float *buffer) {
#define TILE_OF(pixels, vectors) \
    separable_row(pixels, vectors, layer, inputs, outputs, stride, rows, out, width, buffer)
#define SHAPE(i, o, s)                                     \
    if (layer->inputs == (i) && layer->outputs == (o)) {   \
        enum { inputs = (i), outputs = (o), stride = (s) }; \
        TILE(o);                                           \
    }
    SHAPE(32, 32, 1)
    SHAPE(32, 48, 2)
    SHAPE(48, 48, 1)
    SHAPE(48, 64, 2)
    SHAPE(64, 64, 1)
#undef SHAPE
#undef TILE_OF
}

INLINE void lift_tiles(
    int pixels, int vectors, const float *row, int inputs, int outputs, const float *weight,
    const float *bias, float *const out[2], size_t width) {
    for (size_t x = 0; x < width; x += pixels) {
        for (int o = 0; o < outputs; o += vectors * LANES) {
            tile sums;
            start(sums, pixels, vectors, bias + o);
            multiply(
                sums, pixels, vectors, row + x * inputs, inputs, 1, weight + o, inputs, outputs);
            EACH(p, pixels) {
                EACH(v, vectors) {
                    const size_t at = 2 * (x + p) * outputs + o + v * LANES;
                    EACH(copy, 4) {
                        float *to = out[copy / 2] + at + copy % 2 * outputs;
                        store(to, load(to) + sums[p][v]);
                    }
                }
            }
        }
    }
}

static void lift(
    const float *row, const float *weight, const float *bias, int inputs, int outputs,
    float *const out[2], size_t width) {
#define TILE_OF(pixels, vectors) \
    lift_tiles(pixels, vectors, row, inputs, outputs, weight, bias, out, width)
    if (outputs == 48) {
        TILE(48);
    } else {
        TILE(32);
    }
#undef TILE_OF
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
        // What is no number becomes 255: what cannot be judged counts as text.
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
    .lift = lift,
    .head = head,
};
