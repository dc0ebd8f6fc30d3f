// Reads the coefficients of a sequential Huffman scan to survey them, block by block.

#include <stdlib.h>

#include "CJPEG.h"
#include "Codec/Clones.h"
#include "Codec/Digest.h"
#include "Codec/FillLevel.h"
#include "Codec/Limits.h"
#include "HuffmanDecoder.h"

// Inside a clone, or it would be compiled for the plain machine.
#define ALWAYS_INLINE __attribute__((always_inline)) static inline

/// Row-major places of the coefficients in the order of coding (ISO 10918-1 figure A.6); whatever
/// moves beyond the block goes to a place behind it.
static const uint8_t natural_order[64 + END_OF_BLOCK] = {
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    [64 ... 64 + END_OF_BLOCK - 1] = 64};

typedef struct {
    uint8_t identifier, across, down, quantization;
    bool has_scan;
    uint32_t width_in_blocks, height_in_blocks;
    // In the scan at hand.
    const huffman_table *dc, *ac;
    int prediction;
    int fill_level;
    digest sum;
    /// Which blocks of the rows at hand lie under a box.
    uint8_t is_painted[4][MAXIMUM_BLOCKS_IN_ROW];
} component;

typedef struct {
    const pixredact_jpeg_source *source;
    const pixredact_jpeg_paint *paint;
    unsigned precision;
    size_t position;
    uint32_t restart_interval;
    bool has_frame;
    int most_across, most_down;
    bool is_quantization_defined[4];
    uint16_t quantization[4][64];
    huffman_table dc_tables[4], ac_tables[4];
    component components[3];
    int component_count;
    bool inside_is_fill;
    /// A restart interval of the scan at hand, without stuffing.
    uint8_t *segment;
} survey_run;

// MARK: marker segments

/// B.1.1.2: any marker may be preceded by fill bytes FF; encoders make lengths even with one.
static void skip_fill_bytes(survey_run *run) {
    const uint8_t *bytes = run->source->bytes;
    while (run->source->count - run->position >= 2 && bytes[run->position] == 0xFF &&
           bytes[run->position + 1] == 0xFF) {
        run->position++;
    }
}

static bool read_quantization(survey_run *run, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        size_t size = bytes[0] >> 4 ? 2 : 1;
        unsigned number = bytes[0] & 15;
        if (bytes[0] >> 4 > 1 || number > 3 || count < 1 + 64 * size) return false;
        for (int index = 0; index < 64; index++) {
            const uint8_t *value = bytes + 1 + (size_t)index * size;
            run->quantization[number][natural_order[index]] =
                size == 2 ? (uint16_t)(value[0] << 8 | value[1]) : value[0];
        }
        run->is_quantization_defined[number] = true;
        bytes += 1 + 64 * size;
        count -= 1 + 64 * size;
    }
    return true;
}

static bool read_huffman(survey_run *run, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        bool is_dc = bytes[0] >> 4 == 0;
        unsigned number = bytes[0] & 15;
        if (bytes[0] >> 4 > 1 || number > 3 || count < 17) return false;
        size_t symbols = 0;
        for (int index = 1; index <= 16; index++) symbols += bytes[index];
        if (count < 17 + symbols) return false;
        huffman_table *table = is_dc ? &run->dc_tables[number] : &run->ac_tables[number];
        unsigned maximum_size = run->precision + (is_dc ? 3 : 2);
        if (!huffman_table_define(table, bytes + 1, bytes + 17, symbols, is_dc, maximum_size)) {
            return false;
        }
        bytes += 17 + symbols;
        count -= 17 + symbols;
    }
    return true;
}

static bool read_frame(survey_run *run, const uint8_t *bytes, size_t count) {
    const pixredact_jpeg_source *source = run->source;
    if (run->has_frame || count < 6 || count != 6 + 3 * (size_t)bytes[5]) return false;
    run->component_count = bytes[5];
    if (bytes[0] != run->precision || (uint32_t)(bytes[1] << 8 | bytes[2]) != source->height ||
        (uint32_t)(bytes[3] << 8 | bytes[4]) != source->width ||
        bytes[5] != source->components || run->component_count < 1 || run->component_count > 3) {
        return false;
    }
    for (int index = 0; index < run->component_count; index++) {
        component *one = &run->components[index];
        const uint8_t *fields = bytes + 6 + 3 * index;
        one->identifier = fields[0];
        one->across = fields[1] >> 4;
        one->down = fields[1] & 15;
        one->quantization = fields[2];
        if (one->across < 1 || one->across > 4 || one->down < 1 || one->down > 4 ||
            one->quantization > 3) {
            return false;
        }
        for (int other = 0; other < index; other++) {
            if (run->components[other].identifier == one->identifier) return false;
        }
        if (one->across > run->most_across) run->most_across = one->across;
        if (one->down > run->most_down) run->most_down = one->down;
    }
    for (int index = 0; index < run->component_count; index++) {
        component *one = &run->components[index];
        uint32_t width = 8 * (uint32_t)run->most_across, height = 8 * (uint32_t)run->most_down;
        one->width_in_blocks = (source->width * one->across + width - 1) / width;
        one->height_in_blocks = (source->height * one->down + height - 1) / height;
        if (one->width_in_blocks > MAXIMUM_BLOCKS_IN_ROW) return false;
    }
    run->has_frame = true;
    return true;
}

// MARK: blocks

/// Notes which blocks of row `y` lie under a box.
static void mark_painted(const survey_run *run, component *one, uint32_t y, uint8_t *is_painted) {
    memset(is_painted, 0, one->width_in_blocks);
    uint32_t width = 8 * (uint32_t)run->most_across / one->across;
    uint32_t height = 8 * (uint32_t)run->most_down / one->down;
    for (size_t index = 0; index < run->paint->box_count; index++) {
        const pixredact_jpeg_box *box = &run->paint->boxes[index];
        if (y < box->y / height || y >= (box->max_y + height - 1) / height) continue;
        uint32_t x = box->x / width, max_x = (box->max_x + width - 1) / width;
        if (max_x > one->width_in_blocks) max_x = one->width_in_blocks;
        if (x < max_x) memset(is_painted + x, 1, max_x - x);
    }
}

/// The next code's entry; what it leaves over of a coefficient is at the front then.
ALWAYS_INLINE code_entry next_code(bit_reader *reader, const huffman_table *table) {
    code_entry entry = table->lookup[reader->bits >> (64 - LOOKUP_BITS)];
    if (__builtin_expect(!entry, 0)) entry = huffman_table_find(table, reader->bits);
    drop_bits(reader, length_of(entry));
    return entry;
}

ALWAYS_INLINE int coefficient_behind(bit_reader *reader, code_entry entry) {
    if (__builtin_expect(entry & WHOLE, WHOLE)) return value_of(entry);
    unsigned size = (unsigned)value_of(entry);
    int value = coefficient_of(reader->bits, size);
    drop_bits(reader, size);
    return value;
}

/// Reads one block; false where a code is none or a run leads beyond the block.
ALWAYS_INLINE bool read_block(bit_reader *reader, component *one, int16_t block[65]) {
    memset(block, 0, 64 * sizeof *block);
    fill_bits(reader);
    code_entry entry = next_code(reader, one->dc);
    if (!entry) return false;
    one->prediction += coefficient_behind(reader, entry);
    if (one->prediction < INT16_MIN || one->prediction > INT16_MAX) return false;
    block[0] = (int16_t)one->prediction;

    const huffman_table *table = one->ac;
    unsigned place = 1;
    while (place < 64) {
        if (reader->count < 32) fill_bits(reader);
        entry = next_code(reader, table);
        if (__builtin_expect(!entry, 0)) return false;
        place += advance_of(entry);
        block[natural_order[place - 1]] = (int16_t)coefficient_behind(reader, entry);
    }
    // A coefficient in the last place, or an end of block behind any other.
    return place == 64 || advance_of(entry) == END_OF_BLOCK;
}

/// Restart intervals are whole MCUs: `first` up to, not including, `last`, row by row.
PIXREDACT_CLONES static bool read_mcus(
    survey_run *run, component *const *scanned, int count, size_t segment_size, uint32_t columns,
    uint64_t first, uint64_t last) {
    bit_reader reader = {.next = run->segment};
    const uint8_t *end = run->segment + segment_size;
    for (int index = 0; index < count; index++) scanned[index]->prediction = 0;
    for (uint64_t mcu = first; mcu < last; mcu++) {
        uint32_t mcu_y = (uint32_t)(mcu / columns), mcu_x = (uint32_t)(mcu % columns);
        for (int index = 0; index < count; index++) {
            component *one = scanned[index];
            // A.2.2: the MCU of a scan of one component is one block.
            uint32_t across = count == 1 ? 1 : one->across, down = count == 1 ? 1 : one->down;
            for (uint32_t inner = 0; inner < across * down; inner++) {
                uint32_t x = mcu_x * across + inner % across, y = mcu_y * down + inner / across;
                uint8_t *is_painted = one->is_painted[inner / across];
                if (inner % across == 0 && (mcu_x == 0 || mcu == first)) {
                    mark_painted(run, one, y, is_painted);
                }
                int16_t block[65];
                // Zeroes behind the segment make any code, but they have an end.
                if (reader.next > end + 8) return false;
                if (!read_block(&reader, one, block)) return false;
                // A.2.4: blocks that only complete an MCU.
                if (x >= one->width_in_blocks || y >= one->height_in_blocks) continue;
                if (is_painted[x]) {
                    if (!is_fill(block, one->fill_level)) run->inside_is_fill = false;
                } else {
                    add_to_digest(&one->sum, (uint64_t)y * one->width_in_blocks + x, block);
                }
            }
        }
    }
    // F.1.2.3: less than a byte of padding. More is something else, fewer bits were made up.
    int64_t left = 8 * (end - reader.next) + reader.count;
    return left >= 0 && left < 8;
}

// MARK: scans

/// Copies the data up to the next marker without its stuffing; false at the end of the bytes.
static bool read_segment(survey_run *run, size_t *size) {
    const uint8_t *bytes = run->source->bytes;
    size_t count = run->source->count;
    size_t position = run->position;
    uint8_t *output = run->segment;
    while (true) {
        const uint8_t *found = memchr(bytes + position, 0xFF, count - position);
        if (!found || found + 1 == bytes + count) return false;
        size_t plain = (size_t)(found - (bytes + position));
        memcpy(output, bytes + position, plain);
        output += plain;
        position += plain;
        if (bytes[position + 1] != 0) break;
        *output++ = 0xFF;
        position += 2;
    }
    memset(output, 0, MAXIMUM_BYTES_OF_BLOCK + 64);
    run->position = position;
    skip_fill_bytes(run);
    *size = (size_t)(output - run->segment);
    return true;
}

static bool read_scan_data(survey_run *run, component *const *scanned, int count) {
    uint32_t width = 8 * (uint32_t)run->most_across, height = 8 * (uint32_t)run->most_down;
    uint32_t columns = (run->source->width + width - 1) / width;
    uint32_t rows = (run->source->height + height - 1) / height;
    if (count == 1) {
        columns = scanned[0]->width_in_blocks;
        rows = scanned[0]->height_in_blocks;
    }
    uint64_t mcus = (uint64_t)columns * rows;
    uint64_t interval = run->restart_interval ? run->restart_interval : mcus;
    uint8_t restart = 0;
    for (uint64_t first = 0; first < mcus; first += interval) {
        if (first > 0) {
            const uint8_t *marker = run->source->bytes + run->position;
            if (run->source->count - run->position < 2 || marker[1] != 0xD0 + restart) return false;
            run->position += 2;
            restart = (restart + 1) & 7;
        }
        uint64_t last = mcus - first < interval ? mcus : first + interval;
        size_t size;
        if (!read_segment(run, &size) ||
            !read_mcus(run, scanned, count, size, columns, first, last)) {
            return false;
        }
    }
    return true;
}

/// B.2.3. Spectral selection is ignored in sequential scans, as libjpeg does.
static bool read_scan(survey_run *run, const uint8_t *bytes, size_t size) {
    if (!run->has_frame || size < 1 || size != 4 + 2 * (size_t)bytes[0]) return false;
    int count = bytes[0], blocks = 0;
    if (count < 1 || count > run->component_count) return false;
    component *scanned[3];
    for (int index = 0; index < count; index++) {
        const uint8_t *fields = bytes + 1 + 2 * index;
        component *one = NULL;
        for (int number = 0; number < run->component_count; number++) {
            if (run->components[number].identifier == fields[0]) one = &run->components[number];
        }
        if (!one || one->has_scan) return false;
        one->has_scan = true;
        scanned[index] = one;
        blocks += one->across * one->down;
        if (fields[1] >> 4 > 3 || (fields[1] & 15) > 3) return false;
        one->dc = &run->dc_tables[fields[1] >> 4];
        one->ac = &run->ac_tables[fields[1] & 15];
        if (!one->dc->is_defined || !one->ac->is_defined) return false;
        if (!run->is_quantization_defined[one->quantization]) return false;
        const uint16_t *quantization = run->quantization[one->quantization];
        int32_t value = run->paint->fill[one - run->components];
        if (quantization[0] < 1 ||
            !fill_level_of(value, quantization[0], (int)run->precision, &one->fill_level)) {
            return false;
        }
        add_to_digest(&one->sum, DIGEST_OF_QUANTIZATION, quantization);
    }
    if (count > 1 && blocks > 10) return false;
    return read_scan_data(run, scanned, count);
}

// MARK: codestream

static bool is_complete(const survey_run *run) {
    for (int index = 0; index < run->component_count; index++) {
        if (!run->components[index].has_scan) return false;
    }
    return run->has_frame;
}

static bool read_codestream(survey_run *run) {
    const uint8_t *bytes = run->source->bytes;
    size_t count = run->source->count;
    if (count < 2 || bytes[0] != 0xFF || bytes[1] != 0xD8) return false;
    run->position = 2;
    while (true) {
        skip_fill_bytes(run);
        if (count - run->position < 2 || bytes[run->position] != 0xFF) return false;
        uint8_t code = bytes[run->position + 1];
        if (code == 0xD9) return is_complete(run);
        if (count - run->position < 4) return false;
        const uint8_t *content = bytes + run->position + 4;
        size_t length = (size_t)content[-2] << 8 | content[-1];
        if (length < 2 || length > count - run->position - 2) return false;
        run->position += 2 + length;
        length -= 2;
        bool is_usual = true;
        switch (code) {
        case 0xC0:
        case 0xC1: is_usual = read_frame(run, content, length); break;
        case 0xC4: is_usual = read_huffman(run, content, length); break;
        case 0xDA: is_usual = read_scan(run, content, length); break;
        case 0xDB: is_usual = read_quantization(run, content, length); break;
        case 0xDD:
            is_usual = length == 2;
            if (is_usual) run->restart_interval = (uint32_t)(content[0] << 8 | content[1]);
            break;
        default:
            // Application data and comments.
            is_usual = (code >= 0xE0 && code <= 0xEF) || code == 0xFE;
        }
        if (!is_usual) return false;
    }
}

bool pixredact_jpeg_survey_sequential(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint, int precision,
    pixredact_jpeg_survey *survey) {
    survey_run *run = calloc(1, sizeof *run);
    // What a block may read beyond a segment, and one word more.
    uint8_t *segment = malloc(source->count + 2 * MAXIMUM_BYTES_OF_BLOCK);
    bool is_done = false;
    if (run && segment) {
        run->source = source;
        run->paint = paint;
        run->precision = (unsigned)precision;
        run->segment = segment;
        run->inside_is_fill = true;
        is_done = read_codestream(run);
    }
    if (is_done) {
        survey->inside_is_fill = run->inside_is_fill;
        for (int index = 0; index < run->component_count; index++) {
            survey->outside[index] = value_of_digest(&run->components[index].sum);
        }
    }
    free(segment);
    free(run);
    return is_done;
}
