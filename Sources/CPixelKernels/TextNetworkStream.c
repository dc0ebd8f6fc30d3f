#include "TextNetworkStream.h"

#include <stdlib.h>
#include <string.h>

static const struct stage_plan {
    enum text_layer layer;
    enum text_stage source;
    int scale;  // pixels of the view that a pixel stands for
    int channels;
    int depth;  // rows that are kept; 0: those of the source
} plan[TEXT_STAGES] = {
    [AT_PLANES] = {TEXT_LAYERS, AT_PLANES, 1, 2, 3},
    [AT_STEM2] = {STEM2, AT_PLANES, 2, TEXT_STEM2, 3},
    [AT_STEM4] = {STEM4, AT_STEM2, 4, TEXT_AT4, 3},
    // When row y is summed, it takes row (y / 2 + 1) / 2 = z of FROM16, which takes row 4z + 37 of
    // DOWN4; UP4 still reads row y - 2, which is 4z - 4 or a later one: 42 rows.
    [AT_DOWN4] = {DOWN4, AT_STEM4, 4, TEXT_AT4, 42},
    [AT_TO8] = {TO8, AT_DOWN4, 8, TEXT_AT8, 3},
    [AT_DOWN8_1] = {DOWN8_1, AT_TO8, 8, TEXT_AT8, 5},
    // Likewise from row 2z - 2 to row 2z + 15.
    [AT_DOWN8_2] = {DOWN8_2, AT_DOWN8_1, 8, TEXT_AT8, 18},
    [AT_TO16] = {TO16, AT_DOWN8_2, 16, TEXT_AT16, 3},
    [AT_DOWN16_1] = {DOWN16_1, AT_TO16, 16, TEXT_AT16, 5},
    [AT_DOWN16_2] = {DOWN16_2, AT_DOWN16_1, 16, TEXT_AT16, 9},
    [AT_DOWN16_4] = {DOWN16_4, AT_DOWN16_2, 16, TEXT_AT16, 1},
    [AT_FROM16] = {FROM16, AT_DOWN16_4, 16, TEXT_AT8, 1},
    [AT_SUM8] = {TEXT_LAYERS, AT_DOWN8_2, 8, TEXT_AT8, 0},
    [AT_UP8] = {UP8, AT_SUM8, 8, TEXT_AT8, 1},
    [AT_FROM8] = {FROM8, AT_UP8, 8, TEXT_AT4, 1},
    [AT_SUM4] = {TEXT_LAYERS, AT_DOWN4, 4, TEXT_AT4, 0},
    [AT_UP4] = {UP4, AT_SUM4, 4, TEXT_AT4, 1},
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
    stream->buffer = pixredact_text_take(arena, TEXT_CHUNK * TEXT_AT16, sizeof(float));
    stream->logits = pixredact_text_take(arena, width / 4 + TEXT_SLACK, sizeof(float));
    stream->cells = pixredact_text_take(arena, width / 4 + TEXT_SLACK, 1);
    const size_t columns = width + TEXT_WINDOW + TEXT_SLACK;
    stream->grey_stride = columns;
    stream->grey = pixredact_text_take(arena, columns * (TEXT_WINDOW + 1), 1);
    stream->sums = pixredact_text_take(arena, columns, sizeof(uint16_t));
    stream->squares = pixredact_text_take(arena, columns, sizeof(uint32_t));
    stream->scratch =
        pixredact_text_take(arena, columns + TEXT_SLACK, sizeof(uint16_t) + sizeof(uint32_t));
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
    const enum text_stage owner = plan[stage].depth ? stage : plan[stage].source;
    const struct text_ring *ring = &stream->rings[owner];
    return ring->first + (size_t)(y % plan[owner].depth) * ring->stride;
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

static void advance(struct text_stream *stream, enum text_stage stage, ptrdiff_t row);

static void make_sum(struct text_stream *stream, enum text_stage stage, ptrdiff_t y, size_t width) {
    const enum text_stage low = stage == AT_SUM8 ? AT_FROM16 : AT_FROM8;
    advance(stream, plan[stage].source, y);
    advance(stream, low, y / 2);
    stream->kernels->add_doubled(
        row_at(stream, stage, y), row_at(stream, low, y / 2), width, plan[stage].channels);
}

static void make_layer(
    struct text_stream *stream, enum text_stage stage, ptrdiff_t y, size_t width) {
    const struct text_kernels *kernels = stream->kernels;
    const enum text_stage source = plan[stage].source;
    const int inputs = plan[source].channels;
    const int outputs = plan[stage].channels;
    const struct text_layer_plan *layer = &pixredact_text_layers[plan[stage].layer];
    const struct text_weights *weights = &stream->weights[plan[stage].layer];
    const ptrdiff_t middle = y * layer->stride;
    advance(stream, source, middle + layer->dilation);
    const float *const rows[3] = {
        row_at(stream, source, middle - layer->dilation), row_at(stream, source, middle),
        row_at(stream, source, middle + layer->dilation),
    };
    const size_t plane = stream->rings[source].plane;
    float *out = row_at(stream, stage, y);
    switch (layer->layer.kind) {
    case PIXREDACT_TEXT_CONVOLUTION:
        if (stage == AT_STEM2) {
            kernels->stem2(
                rows, plane, weights->matrix, weights->bias, out, stream->rings[stage].plane, width);
            return;
        }
        kernels->stem4(rows, plane, weights->matrix, weights->bias, out, width);
        break;
    case PIXREDACT_TEXT_SEPARABLE: {
        const struct text_separable separable = {
            weights->depthwise, weights->matrix, weights->bias, inputs, outputs, layer->stride,
            layer->dilation,
        };
        kernels->separable(&separable, rows, out, width, stream->buffer);
        break;
    }
    case PIXREDACT_TEXT_POINTWISE:
        kernels->pointwise(rows[1], weights->matrix, weights->bias, inputs, outputs, out, width);
        break;
    }
    memset(out + width * (size_t)outputs, 0, TEXT_BORDER * (size_t)outputs * sizeof(float));
}

// Makes the rows of a stage up to `row`, or up to the last one.
static void advance(struct text_stream *stream, enum text_stage stage, ptrdiff_t row) {
    const ptrdiff_t last = height_of(stream, stage) - 1;
    const size_t width = stream->width / (size_t)plan[stage].scale;
    struct text_ring *ring = &stream->rings[stage];
    for (row = row < last ? row : last; ring->next <= row; ring->next++) {
        const ptrdiff_t y = ring->next;
        if (stage == AT_PLANES) {
            make_planes(stream, y, row_at(stream, stage, y));
        } else if (plan[stage].depth == 0) {
            make_sum(stream, stage, y, width);
        } else {
            make_layer(stream, stage, y, width);
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
