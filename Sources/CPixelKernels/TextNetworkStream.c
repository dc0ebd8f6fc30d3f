#include "TextNetworkStream.h"

#include <stdlib.h>
#include <string.h>

static const struct stage_plan {
    enum text_layer layer;
    enum text_stage source;
    enum text_stage lifted;  // what has been added to the rows of the source; else AT_PLANES
    int scale;               // pixels of the view that a pixel stands for
    int channels;
    int depth;  // rows that are kept
} plan[TEXT_STAGES] = {
    [AT_PLANES] = {TEXT_LAYERS, AT_PLANES, 0, 1, 2, 3},
    [AT_STEM2] = {STEM2, AT_PLANES, 0, 2, TEXT_STEM2, 5},
    [AT_STEM4] = {STEM4, AT_STEM2, 0, 4, TEXT_AT4, 4},  // made in pairs
    // When row y of UP4 is made, it takes row (y + 1) / 2 of FROM8 and so row (y + 3) / 4 = z of
    // FROM16, which takes row 4z + 37 of DOWN4. UP4 reads from row y - 1 on, 4z - 4 or a later one:
    // 42 rows.
    [AT_DOWN4] = {DOWN4, AT_STEM4, 0, 4, TEXT_AT4, 42},
    [AT_TO8] = {TO8, AT_DOWN4, 0, 8, TEXT_AT8, 3},
    [AT_DOWN8_1] = {DOWN8_1, AT_TO8, 0, 8, TEXT_AT8, 5},
    // Likewise from row 2z - 2 to row 2z + 15.
    [AT_DOWN8_2] = {DOWN8_2, AT_DOWN8_1, 0, 8, TEXT_AT8, 18},
    [AT_TO16] = {TO16, AT_DOWN8_2, 0, 16, TEXT_AT16, 3},
    [AT_DOWN16_1] = {DOWN16_1, AT_TO16, 0, 16, TEXT_AT16, 5},
    [AT_DOWN16_2] = {DOWN16_2, AT_DOWN16_1, 0, 16, TEXT_AT16, 9},
    [AT_DOWN16_4] = {DOWN16_4, AT_DOWN16_2, 0, 16, TEXT_AT16, 1},
    [AT_FROM16] = {FROM16, AT_DOWN16_4, 0, 16, TEXT_AT8, 0},
    [AT_UP8] = {UP8, AT_DOWN8_2, AT_FROM16, 8, TEXT_AT8, 1},
    [AT_FROM8] = {FROM8, AT_UP8, 0, 8, TEXT_AT4, 0},
    [AT_UP4] = {UP4, AT_DOWN4, AT_FROM8, 4, TEXT_AT4, 1},
};

// Memory.

static size_t rounded(size_t floats) { return (floats + 15) / 16 * 16; }

// `width` is at most PIXREDACT_TEXT_LARGEST_SIDE: all sizes together are less than 2^28.
static void lay_out(struct text_stream *stream, struct text_arena *arena, size_t width) {
    size_t longest = 0;
    for (int stage = 0; stage < TEXT_STAGES; stage++) {
        const size_t channels = (size_t)plan[stage].channels;
        struct text_ring *ring = &stream->rings[stage];
        if (plan[stage].depth == 0) continue;
        size_t border;
        if (stage <= AT_STEM2) {
            // Planes are split into even and odd samples.
            border = 16;
            ring->plane = border + rounded(width / 2) + TEXT_SLACK;
            ring->stride = ring->plane * (stage == AT_PLANES ? 4 : channels);
        } else {
            border = TEXT_BORDER * channels;
            ring->stride =
                border + (width / (size_t)plan[stage].scale + TEXT_BORDER + TEXT_SLACK) * channels;
        }
        // Rows that lie a power of two apart would share few places of the cache.
        ring->stride = rounded(ring->stride) + 16;
        float *memory =
            pixredact_text_take(arena, ring->stride * (size_t)plan[stage].depth, sizeof(float));
        ring->first = memory ? memory + border : NULL;
        if (ring->stride > longest) longest = ring->stride;
    }
    const size_t before = TEXT_BORDER * TEXT_AT16;
    float *zeros = pixredact_text_take(arena, before + longest, sizeof(float));
    stream->zeros = zeros ? zeros + before : NULL;
    float *differences = pixredact_text_take(arena, 2 * stream->rings[AT_STEM2].stride, sizeof(float));
    stream->differences = differences ? differences + 16 : NULL;
    stream->buffer = pixredact_text_take(arena, TEXT_CHUNK * TEXT_AT16, sizeof(float));
    stream->logits = pixredact_text_take(arena, width / 4 + TEXT_SLACK, sizeof(float));
    stream->cells = pixredact_text_take(arena, width / 4 + TEXT_SLACK, 1);
    const size_t columns = width + TEXT_WINDOW + TEXT_SLACK;
    stream->grey_stride = columns;
    stream->grey = pixredact_text_take(arena, columns * (TEXT_WINDOW + 1), 1);
    stream->sums = pixredact_text_take(arena, columns, sizeof(uint16_t));
    stream->squares = pixredact_text_take(arena, columns, sizeof(uint32_t));
    stream->scratch = pixredact_text_take(arena, columns + TEXT_SLACK, TEXT_SCRATCH);
}

size_t pixredact_text_stream_bytes(size_t width) {
    struct text_stream stream;
    struct text_arena arena = {0};
    lay_out(&stream, &arena, width);
    return arena.used;
}

static int prepare(struct text_stream *stream, size_t width) {
    for (int stage = 0; stage < TEXT_STAGES; stage++) stream->rings[stage].next = 0;
    // Borders are still zero from the last time.
    if (stream->width == width) return 0;
    const size_t bytes = pixredact_text_stream_bytes(width);
    stream->width = 0;
    if (bytes > stream->capacity) {
        free(stream->memory);
        stream->capacity = 0;
        stream->memory = aligned_alloc(64, bytes);
        if (!stream->memory) return -1;
        stream->capacity = bytes;
    }
    memset(stream->memory, 0, bytes);
    struct text_arena arena = {.base = stream->memory};
    lay_out(stream, &arena, width);
    stream->width = width;
    return 0;
}

// Rows.

static ptrdiff_t height_of(const struct text_stream *stream, enum text_stage stage) {
    return (ptrdiff_t)stream->part->height / plan[stage].scale;
}

// Row `y`, which was made and is still kept, or lies outside.
static float *row_at(const struct text_stream *stream, enum text_stage stage, ptrdiff_t y) {
    if (y < 0 || y >= height_of(stream, stage)) return stream->zeros;
    const struct text_ring *ring = &stream->rings[stage];
    return ring->first + (size_t)(y % plan[stage].depth) * ring->stride;
}

static uint8_t *grey_at(const struct text_stream *stream, ptrdiff_t y) {
    const ptrdiff_t rows = TEXT_WINDOW + 1;
    return stream->grey + stream->grey_stride * (size_t)((y + rows) % rows);
}

// Copies row `y` of the part, or what stands there outside of it, with what the window reaches on
// both sides. The edges of the view are repeated.
static const uint8_t *read_grey(struct text_stream *stream, ptrdiff_t y) {
    const pixredact_text_part *part = stream->part;
    const ptrdiff_t width = (ptrdiff_t)part->view_width;
    const ptrdiff_t height = (ptrdiff_t)part->view_height;
    const ptrdiff_t reach = TEXT_WINDOW / 2;
    ptrdiff_t line = (ptrdiff_t)part->y + y;
    line = line < 0 ? 0 : line < height ? line : height - 1;
    const uint8_t *from = part->pixels + line * width;
    const ptrdiff_t start = (ptrdiff_t)part->x - reach;
    const ptrdiff_t end = (ptrdiff_t)(part->x + part->width) + reach;
    const ptrdiff_t first = start < 0 ? 0 : start;
    const ptrdiff_t last = end < width ? end : width;
    uint8_t *row = grey_at(stream, y);
    memset(row, from[0], (size_t)(first - start));
    memcpy(row + (first - start), from + first, (size_t)(last - first));
    memset(row + (last - start), from[width - 1], (size_t)(end - last));
    return row;
}

static void make_planes(struct text_stream *stream, ptrdiff_t y, float *out) {
    const ptrdiff_t reach = TEXT_WINDOW / 2;
    const size_t columns = stream->part->width + TEXT_WINDOW - 1;
    if (y == 0) {
        // As row -1 would have left it: the sums of the rows that its window sees.
        memset(stream->sums, 0, columns * sizeof(uint16_t));
        memset(stream->squares, 0, columns * sizeof(uint32_t));
        for (ptrdiff_t above = -1 - reach; above < reach; above++) {
            const uint8_t *row = read_grey(stream, above);
            for (size_t x = 0; x < columns; x++) {
                stream->sums[x] += row[x];
                stream->squares[x] += (uint32_t)row[x] * row[x];
            }
        }
    }
    const uint8_t *entering = read_grey(stream, y + reach);
    stream->kernels->planes(
        grey_at(stream, y), entering, grey_at(stream, y - reach - 1), stream->sums, stream->squares,
        stream->scratch, stream->part->width, out, stream->rings[AT_PLANES].plane);
}

static size_t width_of(const struct text_stream *stream, enum text_stage stage) {
    return stream->width / (size_t)plan[stage].scale;
}

// Makes the zeros behind a row that the tiles of its kernel have run over.
static void clear_border(const struct text_stream *stream, enum text_stage stage, float *row) {
    const size_t channels = (size_t)plan[stage].channels;
    memset(row + width_of(stream, stage) * channels, 0, TEXT_BORDER * channels * sizeof(float));
}

static void advance(struct text_stream *stream, enum text_stage stage, ptrdiff_t row);

// The rows that FROM16 and FROM8 add to are there: TO16 and TO8 needed them to come this far.
static void lift(struct text_stream *stream, enum text_stage stage, ptrdiff_t y, size_t width) {
    const enum text_stage source = plan[stage].source;
    const enum text_stage target = stage == AT_FROM16 ? AT_DOWN8_2 : AT_DOWN4;
    const struct text_weights *weights = &stream->weights[plan[stage].layer];
    advance(stream, source, y);
    float *const out[2] = {row_at(stream, target, 2 * y), row_at(stream, target, 2 * y + 1)};
    stream->kernels->lift(
        row_at(stream, source, y), weights->matrix, weights->bias, plan[source].channels,
        plan[stage].channels, out, width);
    clear_border(stream, target, out[0]);
    clear_border(stream, target, out[1]);
}

static void make_stem2(struct text_stream *stream, ptrdiff_t y, size_t width) {
    const struct text_weights *weights = &stream->weights[STEM2];
    advance(stream, AT_PLANES, 2 * y + 1);
    const float *rows[3];
    for (int k = 0; k < 3; k++) rows[k] = row_at(stream, AT_PLANES, 2 * y + k - 1);
    stream->kernels->stem2(
        rows, stream->rings[AT_PLANES].plane, weights->matrix, weights->bias,
        row_at(stream, AT_STEM2, y), stream->rings[AT_STEM2].plane, width);
}

// Rows `y`, which is even, and `y` + 1; the height is even at this scale.
static void make_stem4(struct text_stream *stream, ptrdiff_t y, size_t width) {
    const struct text_weights *weights = &stream->weights[STEM4];
    advance(stream, AT_STEM2, 2 * y + 3);
    const float *rows[5];
    for (int k = 0; k < 5; k++) rows[k] = row_at(stream, AT_STEM2, 2 * y + k - 1);
    float *const out[2] = {row_at(stream, AT_STEM4, y), row_at(stream, AT_STEM4, y + 1)};
    stream->kernels->stem4(
        rows, stream->differences, stream->rings[AT_STEM2].plane, weights->matrix, weights->bias, out,
        width);
    clear_border(stream, AT_STEM4, out[0]);
    clear_border(stream, AT_STEM4, out[1]);
}

static void make_separable(
    struct text_stream *stream, enum text_stage stage, ptrdiff_t y, size_t width) {
    const enum text_stage source = plan[stage].source;
    const struct text_layer_plan *layer = &pixredact_text_layers[plan[stage].layer];
    const struct text_weights *weights = &stream->weights[plan[stage].layer];
    const struct text_separable separable = {
        weights->depthwise, weights->matrix, weights->bias, plan[source].channels,
        plan[stage].channels, layer->stride, layer->dilation,
    };
    const ptrdiff_t last = y * layer->stride + layer->dilation;
    // In this order: row by row is added to before it leaves its ring, where stages begin late too.
    if (plan[stage].lifted) advance(stream, plan[stage].lifted, last / 2);
    advance(stream, source, last);
    const float *rows[3];
    for (int k = 0; k < 3; k++) rows[k] = row_at(stream, source, last + (k - 2) * layer->dilation);
    float *out = row_at(stream, stage, y);
    stream->kernels->separable(&separable, rows, out, width, stream->buffer);
    clear_border(stream, stage, out);
}

// Makes the rows of a stage up to `row`, or up to the last one.
static void advance(struct text_stream *stream, enum text_stage stage, ptrdiff_t row) {
    const ptrdiff_t last = height_of(stream, stage) - 1;
    const size_t width = width_of(stream, stage);
    struct text_ring *ring = &stream->rings[stage];
    for (row = row < last ? row : last; ring->next <= row; ring->next++) {
        const ptrdiff_t y = ring->next;
        switch (stage) {
        case AT_PLANES:
            make_planes(stream, y, row_at(stream, stage, y));
            break;
        case AT_STEM2:
            make_stem2(stream, y, width);
            break;
        case AT_STEM4:
            make_stem4(stream, y, width);
            ring->next++;
            break;
        case AT_FROM16:
        case AT_FROM8:
            lift(stream, stage, y, width);
            break;
        default:
            make_separable(stream, stage, y, width);
        }
    }
}

int pixredact_text_stream_run(
    struct text_stream *stream, const pixredact_text_part *part, size_t first, size_t end,
    uint8_t *cells, float *logits) {
    if (prepare(stream, part->width) != 0) return -1;
    stream->part = part;
    stream->rings[AT_UP4].next = (ptrdiff_t)first;
    const struct text_weights *head = &stream->weights[HEAD];
    const size_t columns = part->width / PIXREDACT_TEXT_CELL;
    for (size_t y = first; y < end; y++) {
        advance(stream, AT_UP4, (ptrdiff_t)y);
        stream->kernels->head(
            row_at(stream, AT_UP4, (ptrdiff_t)y), head->matrix, head->bias[0], stream->logits,
            stream->cells, columns);
        memcpy(cells + (y - first) * columns, stream->cells, columns);
        if (!logits) continue;
        memcpy(logits + (y - first) * columns, stream->logits, columns * sizeof(float));
    }
    return 0;
}
