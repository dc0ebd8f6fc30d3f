// libFuzzer harness of CJPEGLossless. From the root of the repository:
//
//     clang -g -O2 -fsanitize=fuzzer,address,undefined -ISources/CJPEGLossless/include \
//         Tests/Fuzz/jpeg_lossless.c Sources/CJPEGLossless/*.c -o /tmp/jpeg_lossless
//     ASAN_OPTIONS=quarantine_size_mb=4:malloc_context_size=0 /tmp/jpeg_lossless -runs=1000000 \
//         -max_len=500 CORPUS Tests/ImageCodecsTests/Fixtures/jpeg-lossless
//
// A small reader of markers stands in for the one in Swift: it sets up the scan with any numbers
// that the C functions allow. What decodes is repainted and must decode again, and the samples of
// both must be equal outside of the box and the fill inside.

#include <stdlib.h>
#include <string.h>

#include "CJPEGLossless.h"

enum { MAXIMUM_SAMPLES = 1 << 12 };

typedef struct {
    uint32_t width, height, components, precision, restart, largest_x, largest_y;
    uint8_t x[4], y[4];
    const uint8_t *tables[4];
    pixredact_jpegll_scan scan;
    uint32_t point_transform;
    bool is_signed;
    uint8_t places[4];
} picture;

static uint32_t quotient_up(uint32_t value, uint32_t divisor) {
    return (value + divisor - 1) / divisor;
}

static bool read_frame(picture *p, const uint8_t *content, size_t count) {
    if (count < 6 || count != 6 + 3u * content[5] || content[5] < 1 || content[5] > 4) return false;
    p->precision = content[0];
    p->height = (uint32_t)content[1] << 8 | content[2];
    p->width = (uint32_t)content[3] << 8 | content[4];
    p->components = content[5];
    p->largest_x = p->largest_y = 1;
    for (uint32_t i = 0; i < p->components; i++) {
        p->x[i] = content[7 + 3 * i] >> 4;
        p->y[i] = content[7 + 3 * i] & 15;
        if (p->x[i] < 1 || p->x[i] > 4 || p->y[i] < 1 || p->y[i] > 4) return false;
        if (p->x[i] > p->largest_x) p->largest_x = p->x[i];
        if (p->y[i] > p->largest_y) p->largest_y = p->y[i];
    }
    for (uint32_t i = 0; i < p->components; i++) {
        if (p->largest_x % p->x[i] || p->largest_y % p->y[i]) return false;
    }
    return p->precision >= 2 && p->precision <= 16 && p->width > 0 && p->height > 0
        && (uint64_t)p->width * p->height * p->components <= MAXIMUM_SAMPLES;
}

static void read_tables(picture *p, const uint8_t *content, size_t count) {
    while (count >= 17) {
        size_t length = 17;
        for (int i = 1; i <= 16; i++) length += content[i];
        if (length > count) return;
        p->tables[content[0] & 3] = content + 1;
        content += length;
        count -= length;
    }
}

static bool read_scan(picture *p, const uint8_t *content, size_t count) {
    if (p->components == 0 || count < 4) return false;
    uint32_t components = content[0];
    if (components < 1 || components > p->components || count != 4 + 2 * components) return false;
    p->scan.components = components;
    p->scan.predictor = content[count - 3];
    p->point_transform = content[count - 1] & 15;
    if (p->scan.predictor < 1 || p->scan.predictor > 7) return false;
    if (p->point_transform >= p->precision) return false;
    p->scan.bits = p->precision - p->point_transform;
    // The first components that are left, whatever their names.
    uint32_t first = components == 1 ? content[1] % p->components : 0;
    for (uint32_t i = 0; i < components; i++) {
        p->places[i] = (uint8_t)(first + i);
        p->scan.tables[i] = p->tables[content[2 + 2 * i] >> 4 & 3];
        if (!p->scan.tables[i]) return false;
        p->scan.horizontal[i] = components == 1 ? 1 : p->x[i];
        p->scan.vertical[i] = components == 1 ? 1 : p->y[i];
    }
    uint32_t x = components == 1 ? p->x[first] : 1, y = components == 1 ? p->y[first] : 1;
    p->scan.columns = quotient_up(p->width * x, p->largest_x);
    p->scan.rows = quotient_up(p->height * y, p->largest_y);
    p->scan.restart_rows = p->restart / p->scan.columns;
    return true;
}

static uint16_t *decode(const picture *p, const pixredact_jpegll_scan *scan) {
    size_t size = (size_t)p->width * p->height * p->components * 2;
    uint16_t *samples = calloc(1, size);
    pixredact_jpegll_target target = {
        .samples = (uint8_t *)samples, .width = p->width, .height = p->height,
        .samples_per_pixel = p->components, .bytes_per_sample = 2,
        .point_transform = p->point_transform, .precision = p->precision,
        .is_signed = p->is_signed};
    for (uint32_t i = 0; i < scan->components; i++) {
        target.components[i] = p->places[i];
        target.repeat_x[i] = (uint8_t)(p->largest_x / p->x[p->places[i]]);
        target.repeat_y[i] = (uint8_t)(p->largest_y / p->y[p->places[i]]);
    }
    if (pixredact_jpegll_decode(scan, &target).status == PIXREDACT_JPEGLL_OK) return samples;
    free(samples);
    return NULL;
}

static void check(
    const picture *p, const pixredact_jpegll_box *box, const uint16_t *before,
    const uint16_t *after) {
    for (uint32_t y = 0; y < p->height; y++) {
        for (uint32_t x = 0; x < p->width; x++) {
            bool is_inside = x >= box->x && x < box->max_x && y >= box->y && y < box->max_y;
            for (uint32_t i = 0; i < p->scan.components; i++) {
                size_t at = ((size_t)y * p->width + x) * p->components + p->places[i];
                if (after[at] != (is_inside ? 0 : before[at])) abort();
            }
        }
    }
}

static void repaint(const picture *p, const uint16_t *before) {
    if (p->scan.columns != p->width || p->scan.rows != p->height) return;
    for (uint32_t i = 0; i < p->scan.components; i++) {
        if (p->scan.horizontal[i] != 1 || p->scan.vertical[i] != 1) return;
    }
    pixredact_jpegll_box box = {
        p->width / 4, p->height / 4, p->width / 2 + 1, p->height / 2 + 1};
    pixredact_jpegll_paint paint = {.boxes = &box, .box_count = 1};
    uint8_t definitions[4][PIXREDACT_JPEGLL_TABLE_CAPACITY];
    const uint8_t *tables[4];
    for (uint32_t i = 0; i < p->scan.components; i++) {
        size_t length =
            pixredact_jpegll_extended_table(p->scan.tables[i], p->scan.bits, definitions[i]);
        tables[i] = length > 0 ? definitions[i] : p->scan.tables[i];
    }
    pixredact_jpegll_output output = {0};
    pixredact_jpegll_result result =
        pixredact_jpegll_repaint(&p->scan, &paint, tables, true, &output);
    if (result.status == PIXREDACT_JPEGLL_MISSING_CODE) {
        uint64_t counts[PIXREDACT_JPEGLL_COMPONENTS * PIXREDACT_JPEGLL_CATEGORIES];
        result = pixredact_jpegll_count(&p->scan, &paint, counts);
        if (result.status != PIXREDACT_JPEGLL_OK) abort();
        for (uint32_t i = 0; i < p->scan.components; i++) {
            pixredact_jpegll_best_table(counts + i * PIXREDACT_JPEGLL_CATEGORIES, definitions[i]);
            tables[i] = definitions[i];
        }
        pixredact_jpegll_free(&output);
        result = pixredact_jpegll_repaint(&p->scan, &paint, tables, false, &output);
    }
    if (result.status != PIXREDACT_JPEGLL_OK) abort();
    pixredact_jpegll_scan painted = p->scan;
    painted.bytes = output.bytes;
    painted.count = output.count;
    memcpy(painted.tables, tables, sizeof tables);
    if (pixredact_jpegll_scan_end(output.bytes, 0, output.count) != output.count) abort();
    uint16_t *after = decode(p, &painted);
    if (!after) abort();
    check(p, &box, before, after);
    free(after);
    pixredact_jpegll_free(&output);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    picture p = {.is_signed = count % 2 == 1};
    size_t at = 2;
    while (at + 4 <= count) {
        uint8_t code = bytes[at + 1];
        size_t length = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
        if (bytes[at] != 0xFF || length < 2 || length + 2 > count - at) break;
        const uint8_t *content = bytes + at + 4;
        at += 2 + length;
        length -= 2;
        if (code == 0xC3 && !read_frame(&p, content, length)) break;
        if (code == 0xC4) read_tables(&p, content, length);
        if (code == 0xDD && length == 2) p.restart = (uint32_t)content[0] << 8 | content[1];
        if (code != 0xDA) continue;
        if (!read_scan(&p, content, length)) break;
        size_t end = pixredact_jpegll_scan_end(bytes, at, count);
        p.scan.bytes = bytes + at;
        p.scan.count = end - at;
        uint16_t *samples = decode(&p, &p.scan);
        if (samples) repaint(&p, samples);
        free(samples);
        at = end;
    }
    return 0;
}
