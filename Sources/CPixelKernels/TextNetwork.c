#include <stdlib.h>
#include <string.h>

#include "TextNetwork.h"
#include "TextNetworkKernels.h"

// The network: models/training/textnet/network.py, batch norms folded.
enum { A = TEXT_STEM2, B = TEXT_STEM4, C = 48, D = 64 };

enum layer {
    STEM2, STEM4, DOWN4, TO8, DOWN8_1, DOWN8_2, TO16, DOWN16_1, DOWN16_2, DOWN16_4, FROM16, UP8, FROM8,
    UP4, HEAD, LAYERS,
};

static const struct {
    pixredact_text_layer layer;
    int stride;
    int dilation;
} architecture[LAYERS] = {
    [STEM2] = {{"stem2", PIXREDACT_TEXT_CONVOLUTION, 2, A}, 2, 1},
    [STEM4] = {{"stem4", PIXREDACT_TEXT_CONVOLUTION, A, B}, 2, 1},
    [DOWN4] = {{"down4", PIXREDACT_TEXT_SEPARABLE, B, B}, 1, 1},
    [TO8] = {{"to8", PIXREDACT_TEXT_SEPARABLE, B, C}, 2, 1},
    [DOWN8_1] = {{"down8.0", PIXREDACT_TEXT_SEPARABLE, C, C}, 1, 1},
    [DOWN8_2] = {{"down8.1", PIXREDACT_TEXT_SEPARABLE, C, C}, 1, 2},
    [TO16] = {{"to16", PIXREDACT_TEXT_SEPARABLE, C, D}, 2, 1},
    [DOWN16_1] = {{"down16.0", PIXREDACT_TEXT_SEPARABLE, D, D}, 1, 1},
    [DOWN16_2] = {{"down16.1", PIXREDACT_TEXT_SEPARABLE, D, D}, 1, 2},
    [DOWN16_4] = {{"down16.2", PIXREDACT_TEXT_SEPARABLE, D, D}, 1, 4},
    [FROM16] = {{"from16", PIXREDACT_TEXT_POINTWISE, D, C}, 1, 0},
    [UP8] = {{"up8", PIXREDACT_TEXT_SEPARABLE, C, C}, 1, 1},
    [FROM8] = {{"from8", PIXREDACT_TEXT_POINTWISE, C, B}, 1, 0},
    [UP4] = {{"up4", PIXREDACT_TEXT_SEPARABLE, B, B}, 1, 1},
    [HEAD] = {{"head", PIXREDACT_TEXT_POINTWISE, B, 1}, 1, 0},
};

size_t pixredact_text_layer_count(void) { return LAYERS; }

pixredact_text_layer pixredact_text_layer_at(size_t index) { return architecture[index].layer; }

static size_t depthwise_count(enum layer index) {
    const pixredact_text_layer *layer = &architecture[index].layer;
    return layer->kind == PIXREDACT_TEXT_SEPARABLE ? 9 * (size_t)layer->inputs : 0;
}

static size_t matrix_count(enum layer index) {
    const pixredact_text_layer *layer = &architecture[index].layer;
    const size_t taps = layer->kind == PIXREDACT_TEXT_CONVOLUTION ? 9 : 1;
    return taps * (size_t)layer->inputs * (size_t)layer->outputs;
}

static size_t weight_count(enum layer index) {
    return depthwise_count(index) + matrix_count(index) + (size_t)architecture[index].layer.outputs;
}

size_t pixredact_text_weight_count(void) {
    size_t count = 0;
    for (int index = 0; index < LAYERS; index++) count += weight_count((enum layer)index);
    return count;
}

// Instruction sets.

static const struct {
    const char *name;
    const struct text_kernels *kernels;
} instruction_sets[] = {
#if defined(__x86_64__)
    {"avx512", &pixredact_text_kernels_avx512},
    {"avx2", &pixredact_text_kernels_avx2},
    {"sse2", &pixredact_text_kernels_base},
#elif defined(__aarch64__)
    {"neon", &pixredact_text_kernels_base},
#else
    {"portable", &pixredact_text_kernels_base},
#endif
};

enum { INSTRUCTION_SETS = sizeof instruction_sets / sizeof instruction_sets[0] };

size_t pixredact_text_instruction_set_count(void) { return INSTRUCTION_SETS; }

const char *pixredact_text_instruction_set_name(size_t index) { return instruction_sets[index].name; }

int pixredact_text_instruction_set_runs(size_t index) {
    if (index >= INSTRUCTION_SETS) return 0;
#if defined(__x86_64__)
    const struct text_kernels *kernels = instruction_sets[index].kernels;
    __builtin_cpu_init();
    if (kernels == &pixredact_text_kernels_avx512) return !!__builtin_cpu_supports("x86-64-v4");
    if (kernels == &pixredact_text_kernels_avx2) return !!__builtin_cpu_supports("x86-64-v3");
#endif
    return 1;
}

// Rows.

// Stages of the stream that keep rows. SUM8 and SUM4 add what comes up to the rows of DOWN8_2 and
// DOWN4 in place: whoever else reads those rows has done so by then.
enum stage {
    S_PLANES, S_STEM2, S_STEM4, S_DOWN4, S_TO8, S_DOWN8_1, S_DOWN8_2, S_TO16, S_DOWN16_1, S_DOWN16_2,
    S_DOWN16_4, S_FROM16, S_SUM8, S_UP8, S_FROM8, S_SUM4, S_UP4, STAGES,
};

static const struct stage_plan {
    enum layer layer;
    enum stage source;
    int scale;     // pixels of the view a pixel of its rows stands for
    int channels;
    int depth;     // rows that are kept; 0: those of another stage
} plan[STAGES] = {
    [S_PLANES] = {LAYERS, S_PLANES, 1, 2, 3},
    [S_STEM2] = {STEM2, S_PLANES, 2, A, 3},
    [S_STEM4] = {STEM4, S_STEM2, 4, B, 3},
    // When row y is summed, SUM8 needs row (y / 2 + 1) / 2 = z of FROM16, and so on down to row
    // 4z + 37 of DOWN4, while UP4 still reads row y - 2 = 4z - 4.
    [S_DOWN4] = {DOWN4, S_STEM4, 4, B, 42},
    [S_TO8] = {TO8, S_DOWN4, 8, C, 3},
    [S_DOWN8_1] = {DOWN8_1, S_TO8, 8, C, 5},
    // Likewise from row 2z + 15 to row 2z - 2.
    [S_DOWN8_2] = {DOWN8_2, S_DOWN8_1, 8, C, 18},
    [S_TO16] = {TO16, S_DOWN8_2, 16, D, 3},
    [S_DOWN16_1] = {DOWN16_1, S_TO16, 16, D, 5},
    [S_DOWN16_2] = {DOWN16_2, S_DOWN16_1, 16, D, 9},
    [S_DOWN16_4] = {DOWN16_4, S_DOWN16_2, 16, D, 1},
    [S_FROM16] = {FROM16, S_DOWN16_4, 16, C, 1},
    [S_SUM8] = {LAYERS, S_DOWN8_2, 8, C, 0},
    [S_UP8] = {UP8, S_SUM8, 8, C, 1},
    [S_FROM8] = {FROM8, S_UP8, 8, B, 1},
    [S_SUM4] = {LAYERS, S_DOWN4, 4, B, 0},
    [S_UP4] = {UP4, S_SUM4, 4, B, 1},
};

struct ring {
    float *first;      // the first pixel of row 0
    size_t stride;     // floats between rows
    size_t plane;      // floats between the planes of a planar row
    ptrdiff_t next;    // the row that is made next
};

struct weights {
    float *bias;
    float *matrix;
    float *depthwise;
};

struct pixredact_text_network {
    const struct text_kernels *kernels;
    struct weights layers[LAYERS];
    float *weights;
    int threads;
};

struct stream {
    const struct pixredact_text_network *network;
    const pixredact_text_part *part;
    struct ring rings[STAGES];
    float *zeros;
    float *buffer;
    float *logits;
    uint8_t *cells;
    uint8_t *grey;      // the last TEXT_WINDOW + 1 rows, each with what the window reaches
    size_t grey_stride;
    uint16_t *sums;
    uint32_t *squares;
    void *scratch;
};

static size_t rounded(size_t count) { return (count + 15) / 16 * 16; }

// Gives out the memory of a stream piece by piece, or only counts when `base` is NULL.
struct arena {
    char *base;
    size_t used;
};

static void *take(struct arena *arena, size_t bytes) {
    void *piece = arena->base ? arena->base + arena->used : NULL;
    arena->used += (bytes + 63) / 64 * 64;
    return piece;
}

// `width` <= PIXREDACT_TEXT_LARGEST_SIDE: no size below comes near the end of 64 bits.
static void lay_out(struct stream *stream, struct arena *arena, size_t width) {
    size_t longest = 0;
    for (int stage = 0; stage < STAGES; stage++) {
        const struct stage_plan *p = &plan[stage];
        struct ring *ring = &stream->rings[stage];
        ring->next = 0;
        if (p->depth == 0) continue;
        size_t border;
        if (stage <= S_STEM2) {
            // Planes of even and of odd samples; the stem has no more pixels than those.
            border = 16;
            ring->plane = border + rounded(width / 2) + TEXT_SLACK;
            ring->stride = ring->plane * (stage == S_PLANES ? 4 : A);
        } else {
            border = TEXT_BORDER * (size_t)p->channels;
            ring->stride =
                border + (width / (size_t)p->scale + TEXT_BORDER + TEXT_SLACK) * (size_t)p->channels;
        }
        // Rows far apart by a power of two would share few sets of the cache.
        ring->stride = rounded(ring->stride) + 16;
        float *base = take(arena, ring->stride * (size_t)p->depth * sizeof(float));
        ring->first = base ? base + border : NULL;
        if (ring->stride > longest) longest = ring->stride;
    }
    float *zeros = take(arena, (longest + TEXT_BORDER * D) * sizeof(float));
    stream->zeros = zeros ? zeros + TEXT_BORDER * D : NULL;
    stream->buffer = take(arena, TEXT_CHUNK * D * sizeof(float));
    stream->logits = take(arena, (width / 4 + TEXT_SLACK) * sizeof(float));
    stream->cells = take(arena, width / 4 + TEXT_SLACK);
    stream->grey_stride = width + TEXT_WINDOW + TEXT_SLACK;
    stream->grey = take(arena, stream->grey_stride * (TEXT_WINDOW + 1));
    const size_t columns = width + TEXT_WINDOW + TEXT_SLACK;
    stream->sums = take(arena, columns * sizeof(uint16_t));
    stream->squares = take(arena, columns * sizeof(uint32_t));
    stream->scratch = take(arena, (columns + TEXT_SLACK) * (sizeof(uint16_t) + sizeof(uint32_t)));
}

size_t pixredact_text_workspace_bytes(size_t width, int threads) {
    struct stream stream;
    struct arena arena = {0};
    if (width > PIXREDACT_TEXT_LARGEST_SIDE) return 0;
    lay_out(&stream, &arena, width);
    return arena.used * (size_t)(threads > 1 ? threads : 1);
}

static ptrdiff_t rows_of(const struct stream *stream, enum stage stage) {
    return (ptrdiff_t)stream->part->height / plan[stage].scale;
}

static size_t width_of(const struct stream *stream, enum stage stage) {
    return stream->part->width / (size_t)plan[stage].scale;
}

// Row `y` of a stage that was made and is still kept; zeros outside.
static float *row_at(const struct stream *stream, enum stage stage, ptrdiff_t y) {
    if (y < 0 || y >= rows_of(stream, stage)) return stream->zeros;
    const enum stage owner = plan[stage].depth ? stage : plan[stage].source;
    return stream->rings[owner].first + (size_t)(y % plan[owner].depth) * stream->rings[owner].stride;
}

// Grey.

static size_t clamped(ptrdiff_t value, size_t count) {
    if (value < 0) return 0;
    return (size_t)value < count ? (size_t)value : count - 1;
}

// Row `y` of the part, counted from its upper edge, may lie outside: the row of the view that stands
// there, from TEXT_WINDOW / 2 pixels before the part on. The edges of the view are repeated.
static const uint8_t *grey_row(struct stream *stream, ptrdiff_t y, int fills) {
    const pixredact_text_part *part = stream->part;
    const ptrdiff_t reach = TEXT_WINDOW / 2;
    uint8_t *row = stream->grey + stream->grey_stride * (size_t)((y + 2 * TEXT_WINDOW + 2) % (TEXT_WINDOW + 1));
    if (!fills) return row;
    const uint8_t *from =
        part->pixels + clamped((ptrdiff_t)part->y + y, part->view_height) * part->view_width;
    const ptrdiff_t start = (ptrdiff_t)part->x - reach;
    const ptrdiff_t end = start + (ptrdiff_t)part->width + 2 * reach;
    const ptrdiff_t left = start < 0 ? -start : 0;
    const ptrdiff_t last = end < (ptrdiff_t)part->view_width ? end : (ptrdiff_t)part->view_width;
    memset(row, from[0], (size_t)left);
    memcpy(row + left, from + start + left, (size_t)(last - start - left));
    memset(row + (last - start), from[part->view_width - 1], (size_t)(end - last));
    return row;
}

static void make_planes(struct stream *stream, ptrdiff_t y, float *out) {
    const ptrdiff_t reach = TEXT_WINDOW / 2;
    const struct text_kernels *kernels = stream->network->kernels;
    if (y == 0) {
        // As if row -1 had been made: the sums hold rows -8 to 6.
        const size_t columns = stream->part->width + TEXT_WINDOW - 1;
        memset(stream->sums, 0, columns * sizeof(uint16_t));
        memset(stream->squares, 0, columns * sizeof(uint32_t));
        for (ptrdiff_t above = -1 - reach; above < reach; above++) {
            const uint8_t *row = grey_row(stream, above, 1);
            for (size_t x = 0; x < columns; x++) {
                stream->sums[x] += row[x];
                stream->squares[x] += (uint32_t)row[x] * row[x];
            }
        }
    }
    const uint8_t *entering = grey_row(stream, y + reach, 1);
    const uint8_t *leaving = grey_row(stream, y - reach - 1, 0);
    kernels->planes(
        grey_row(stream, y, 0), entering, leaving, stream->sums, stream->squares, stream->scratch,
        stream->part->width, out, stream->rings[S_PLANES].plane);
}

// Stages.

static void advance(struct stream *stream, enum stage stage, ptrdiff_t row);

static void make(struct stream *stream, enum stage stage, ptrdiff_t y) {
    const struct stage_plan *p = &plan[stage];
    const struct text_kernels *kernels = stream->network->kernels;
    const size_t width = width_of(stream, stage);
    float *out = row_at(stream, stage, y);
    if (stage == S_PLANES) {
        make_planes(stream, y, out);
        return;
    }
    if (stage == S_SUM8 || stage == S_SUM4) {
        const enum stage low = stage == S_SUM8 ? S_FROM16 : S_FROM8;
        advance(stream, p->source, y);
        advance(stream, low, y / 2);
        kernels->add_doubled(row_at(stream, p->source, y), row_at(stream, low, y / 2), width, p->channels);
        return;
    }
    const struct weights *weights = &stream->network->layers[p->layer];
    const int stride = architecture[p->layer].stride;
    const int dilation = architecture[p->layer].dilation;
    const ptrdiff_t middle = y * stride;
    advance(stream, p->source, middle + dilation);
    const float *const rows[3] = {
        row_at(stream, p->source, middle - dilation), row_at(stream, p->source, middle),
        row_at(stream, p->source, middle + dilation),
    };
    const struct ring *source = &stream->rings[p->source];
    switch (stage) {
    case S_STEM2:
        kernels->stem2(
            rows, source->plane, weights->matrix, weights->bias, out, stream->rings[stage].plane, width);
        return;
    case S_STEM4:
        kernels->stem4(rows, source->plane, weights->matrix, weights->bias, out, width);
        break;
    case S_FROM16:
    case S_FROM8:
        kernels->pointwise(
            rows[1], weights->matrix, weights->bias, plan[p->source].channels, p->channels, out, width);
        return;
    default: {
        const struct text_separable layer = {
            weights->depthwise, weights->matrix, weights->bias, plan[p->source].channels, p->channels,
            stride, dilation,
        };
        kernels->separable(&layer, rows, out, width, stream->buffer);
    }
    }
    memset(out + width * (size_t)p->channels, 0, TEXT_BORDER * (size_t)p->channels * sizeof(float));
}

static void advance(struct stream *stream, enum stage stage, ptrdiff_t row) {
    const ptrdiff_t last = rows_of(stream, stage) - 1;
    struct ring *ring = &stream->rings[stage];
    while (ring->next <= (row < last ? row : last)) make(stream, stage, ring->next++);
}

static int run(
    const struct pixredact_text_network *network, const pixredact_text_part *part, uint8_t *cells,
    float *logits) {
    struct stream stream = {.network = network, .part = part};
    struct arena arena = {0};
    lay_out(&stream, &arena, part->width);
    arena.base = aligned_alloc(64, arena.used);
    if (!arena.base) return -1;
    memset(arena.base, 0, arena.used);
    arena.used = 0;
    lay_out(&stream, &arena, part->width);
    const struct weights *head = &network->layers[HEAD];
    const size_t columns = part->width / PIXREDACT_TEXT_CELL;
    for (ptrdiff_t y = 0; y < rows_of(&stream, S_UP4); y++) {
        advance(&stream, S_UP4, y);
        network->kernels->head(
            row_at(&stream, S_UP4, y), head->matrix, head->bias[0], stream.logits,
            stream.cells, columns);
        memcpy(cells + (size_t)y * columns, stream.cells, columns);
        if (logits) memcpy(logits + (size_t)y * columns, stream.logits, columns * sizeof(float));
    }
    free(arena.base);
    return 0;
}

int pixredact_text_network_run(
    pixredact_text_network *network, const pixredact_text_part *part, uint8_t *cells,
    float *logits) {
    return run(network, part, cells, logits);
}

// Weights.

static void pack(enum layer index, const struct weights *to, const float *from) {
    const pixredact_text_layer *layer = &architecture[index].layer;
    const int inputs = layer->inputs;
    const int outputs = layer->outputs;
    if (layer->kind == PIXREDACT_TEXT_SEPARABLE) {
        for (int c = 0; c < inputs; c++) {
            for (int k = 0; k < 9; k++) to->depthwise[k * inputs + c] = *from++;
        }
    }
    const int taps = layer->kind == PIXREDACT_TEXT_CONVOLUTION ? 9 : 1;
    for (int o = 0; o < outputs; o++) {
        for (int c = 0; c < inputs; c++) {
            for (int k = 0; k < taps; k++) {
                // A full convolution goes through the rows first, then through their planes.
                int at = taps == 1 ? c : (k / 3 * inputs + c) * 3 + k % 3;
                if (index == STEM2) {
                    const int half = outputs / 2;
                    at = ((o / half * taps * inputs + at) * half) + o % half;
                } else {
                    at = at * outputs + o;
                }
                to->matrix[at] = *from++;
            }
        }
    }
    memcpy(to->bias, from, (size_t)outputs * sizeof(float));
}

pixredact_text_network *pixredact_text_network_create(
    const float *weights, size_t instruction_set, int threads) {
    if (!pixredact_text_instruction_set_runs(instruction_set)) return NULL;
    struct pixredact_text_network *network = calloc(1, sizeof *network);
    if (!network) return NULL;
    network->kernels = instruction_sets[instruction_set].kernels;
    network->threads = threads;
    struct arena arena = {0};
    for (int pass = 0; pass < 2; pass++) {
        for (int index = 0; index < LAYERS; index++) {
            struct weights *to = &network->layers[index];
            to->depthwise = take(&arena, depthwise_count((enum layer)index) * sizeof(float));
            to->matrix = take(&arena, matrix_count((enum layer)index) * sizeof(float));
            to->bias = take(&arena, (size_t)architecture[index].layer.outputs * sizeof(float));
        }
        if (pass == 1) break;
        arena.base = aligned_alloc(64, arena.used);
        if (!arena.base) {
            free(network);
            return NULL;
        }
        arena.used = 0;
    }
    network->weights = (float *)(void *)arena.base;
    for (int index = 0; index < LAYERS; index++) {
        pack((enum layer)index, &network->layers[index], weights);
        weights += weight_count((enum layer)index);
    }
    return network;
}

void pixredact_text_network_destroy(pixredact_text_network *network) {
    if (!network) return;
    free(network->weights);
    free(network);
}
