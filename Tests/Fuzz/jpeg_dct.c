// libFuzzer harness of CJPEG and CJPEG12. In the root of the repository:
//
//     clang -g -O1 -fsanitize=fuzzer,address -std=gnu11 -ISources/CJPEG/include
//         -ISources/CJPEG12/include Tests/Fuzz/jpeg_dct.c Sources/CJPEG/*.c Sources/CJPEG12/*.c
//         -ljpeg -lgdcmjpeg12 -o jpeg_dct
//     ./jpeg_dct -max_len=4096 -rss_limit_mb=512 CORPUS Tests/ImageCodecsTests/Fixtures/jpeg*
//
// Besides the sanitizers' findings it looks for broken promises: what was painted surveys as the
// source did, holds the fill, decodes; and our reading of a scan agrees with libjpeg's.
#include <stdlib.h>
#include <string.h>

#include "CJPEG.h"
#include "CJPEG12.h"

typedef struct {
    int precision;
    pixredact_jpeg_result (*decode)(const pixredact_jpeg_source *, void *, size_t);
    pixredact_jpeg_result (*survey)(
        const pixredact_jpeg_source *, const pixredact_jpeg_paint *, pixredact_jpeg_survey *);
    pixredact_jpeg_result (*repaint)(
        const pixredact_jpeg_source *, const pixredact_jpeg_paint *,
        const pixredact_jpeg_writing *, pixredact_jpeg_survey *, uint8_t **, size_t *);
    void (*free)(uint8_t *);
} library;

static const library libraries[2] = {
    {8, pixredact_jpeg_decode, pixredact_jpeg_survey_coefficients, pixredact_jpeg_repaint,
     pixredact_jpeg_free},
    {12, pixredact_jpeg12_decode, pixredact_jpeg12_survey_coefficients, pixredact_jpeg12_repaint,
     pixredact_jpeg12_free}};

/// What the Swift side learns before it calls: the frame, and that its scans are plausible.
typedef struct {
    int precision, components, scans;
    uint32_t width, height;
    uint8_t identifiers[4];
    bool redefines_tables;
} frame;

static bool read_frame(const uint8_t *content, size_t length, frame *found) {
    if (found->components || length < 6 || length != 6 + 3 * (size_t)content[5]) return false;
    found->precision = content[0];
    found->height = (uint32_t)(content[1] << 8 | content[2]);
    found->width = (uint32_t)(content[3] << 8 | content[4]);
    found->components = content[5];
    if ((found->components != 1 && found->components != 3) || !found->width || !found->height) {
        return false;
    }
    uint8_t most_across = 1, most_down = 1;
    for (int index = 0; index < found->components; index++) {
        uint8_t identifier = content[6 + 3 * index];
        if (memchr(found->identifiers, identifier, (size_t)index)) return false;
        found->identifiers[index] = identifier;
        uint8_t across = content[7 + 3 * index] >> 4, down = content[7 + 3 * index] & 15;
        if (across < 1 || across > 4 || down < 1 || down > 4) return false;
        if (across > most_across) most_across = across;
        if (down > most_down) most_down = down;
    }
    for (int index = 0; index < found->components; index++) {
        uint8_t factors = content[7 + 3 * index];
        if (most_across % (factors >> 4) || most_down % (factors & 15)) return false;
    }
    return true;
}

static bool read_scan(const uint8_t *content, size_t length, frame *found) {
    if (length < 1 || length != 4 + 2 * (size_t)content[0] || content[0] > found->components ||
        ++found->scans > 20) {
        return false;
    }
    for (int index = 0; index < content[0]; index++) {
        for (int other = 0; other < index; other++) {
            if (content[1 + 2 * index] == content[1 + 2 * other]) return false;
        }
    }
    return true;
}

/// Libjpeg 6b reads beyond a table of its own for DC differences of more than 15 bits.
static bool has_dct_symbols(const uint8_t *content, size_t length) {
    while (length >= 17) {
        size_t symbols = 0;
        for (int index = 1; index <= 16; index++) symbols += content[index];
        if (symbols > length - 17) return true;
        for (size_t index = 0; index < symbols; index++) {
            if (content[0] < 0x10 && content[17 + index] > 15) return false;
        }
        content += 17 + symbols;
        length -= 17 + symbols;
    }
    return true;
}

static bool read_markers(const uint8_t *bytes, size_t count, frame *found) {
    size_t position = 2;
    while (position + 1 < count) {
        uint8_t code = bytes[position + 1];
        if (bytes[position] != 0xFF || code == 0 || code == 0xFF) {
            position++;
            continue;
        }
        position += 2;
        if (code == 0xD9) return found->scans > 0;
        if (code == 1 || (code >= 0xD0 && code <= 0xD7)) continue;
        if (count - position < 2) return false;
        size_t length = (size_t)bytes[position] << 8 | bytes[position + 1];
        if (length < 2 || length > count - position) return false;
        const uint8_t *content = bytes + position + 2;
        position += length;
        if (code == 0xC4 && !has_dct_symbols(content, length - 2)) return false;
        bool is_table = code == 0xC4 || code == 0xCC || code == 0xDB;
        if (is_table && found->scans > 0) found->redefines_tables = true;
        bool is_frame = code >= 0xC0 && code <= 0xCF && !is_table && code != 0xC8;
        bool is_dct = code <= 0xC2 || code == 0xC9 || code == 0xCA;
        if (is_frame && !is_dct) return false;
        if (is_frame && !read_frame(content, length - 2, found)) return false;
        if (code == 0xDA) {
            if (!read_scan(content, length - 2, found)) return false;
            position = pixredact_jpeg_scan_end(bytes, position, count, false);
        }
    }
    return false;
}

static void require(bool promise) {
    if (!promise) abort();
}

static void paint_and_check(
    const library *library, const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    bool keeps_tables, void *samples, size_t bytes_per_sample) {
    pixredact_jpeg_writing writing = {.keeps_tables = keeps_tables};
    pixredact_jpeg_survey before = {0}, after = {0}, own = {0};
    uint8_t *output = NULL;
    size_t count = 0;
    pixredact_jpeg_result result =
        library->repaint(source, paint, &writing, &before, &output, &count);
    if (result.status == PIXREDACT_JPEG_OK) {
        if (pixredact_jpeg_survey_sequential(source, paint, library->precision, &own)) {
            require(memcmp(own.outside, before.outside, sizeof own.outside) == 0);
        }
        pixredact_jpeg_source painted = *source;
        painted.bytes = output;
        painted.count = count;
        require(library->survey(&painted, paint, &after).status == PIXREDACT_JPEG_OK);
        require(memcmp(after.outside, before.outside, sizeof after.outside) == 0);
        require(after.inside_is_fill);
        result = library->decode(&painted, samples, bytes_per_sample);
        require(result.status == PIXREDACT_JPEG_OK);
    } else {
        require(output == NULL);
    }
    library->free(output);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    frame found = {0};
    if (count < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return 0;
    pixredact_jpeg_scan_end(bytes, 2, count, true);
    if (!read_markers(bytes, count, &found)) return 0;
    const library *library = &libraries[found.precision == 12];
    uint64_t pixels = (uint64_t)found.width * found.height;
    // A block takes a bit at least: as on the Swift side, the bytes bound the frame.
    if (pixels / 64 > 8 * count) return 0;
    size_t bytes_per_sample = library->precision == 12 ? 2 : 1 + count % 2;
    void *samples = malloc(pixels * (uint64_t)found.components * bytes_per_sample);
    pixredact_jpeg_source source = {
        bytes, count, found.width, found.height, found.components};
    pixredact_jpeg_box box = {
        found.width / 3, found.height / 3, (found.width + 1) / 2, (found.height + 1) / 2};
    int centre = 1 << (library->precision - 1);
    pixredact_jpeg_paint paint = {&box, 1, {0, centre, centre, 0}};
    if (found.components == 1 && count % 3 == 0) paint.fill[0] = 2 * centre - 1;
    if (samples) {
        library->decode(&source, samples, bytes_per_sample);
        paint_and_check(library, &source, &paint, false, samples, bytes_per_sample);
        // Tables may be kept where one scan uses them.
        if (found.scans == 1 && !found.redefines_tables) {
            paint_and_check(library, &source, &paint, true, samples, bytes_per_sample);
        }
    }
    free(samples);
    return 0;
}
