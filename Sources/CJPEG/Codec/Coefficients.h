#ifndef CJPEG_COEFFICIENTS_H
#define CJPEG_COEFFICIENTS_H

#include "Session.h"

// MARK: fill

/// The quantised DC coefficient whose block shows `value`; a block without AC shows
/// round(DC x q / 8) + centre (ISO 10918-1 A.3.3), clamped to the range of samples.
static JCOEF level_of(session *run, int value, int quantizer) {
    // Out-of-range levels wrap in libjpeg's clamping table beyond four times the sample range.
    const int furthest = 8 * (4 * SAMPLE_CENTRE - 1);
    if (quantizer < 1) session_fail(run, PIXREDACT_JPEG_CORRUPT);
    int level;
    if (value <= 0 || value >= SAMPLE_MAXIMUM) {
        // Up, not to the nearest: a level short of the end of the range would show dark grey.
        level = (DC_LIMIT + quantizer - 1) / quantizer;
        // +DC_LIMIT differs from -DC_LIMIT by more than the DC categories can say.
        if (value > 0 && level > DC_LIMIT - 1) level = DC_LIMIT - 1;
        if (level * quantizer > furthest) {
            session_fail(run, PIXREDACT_JPEG_FILL_NOT_REPRESENTABLE);
        }
        return (JCOEF)(value <= 0 ? -level : level);
    }
    int wanted = 8 * (value - SAMPLE_CENTRE);
    int half = quantizer / 2;
    level = (wanted + (wanted < 0 ? -half : half)) / quantizer;
    int error = level * quantizer - wanted;
    // Less than half a sample off, so that any rounding arrives at `value`.
    if (error > 3 || error < -3) session_fail(run, PIXREDACT_JPEG_FILL_NOT_REPRESENTABLE);
    return (JCOEF)level;
}

static void session_choose_fill(session *run) {
    for (int index = 0; index < run->source.num_components; index++) {
        const JQUANT_TBL *table = run->source.comp_info[index].quant_table;
        if (!table) session_fail(run, PIXREDACT_JPEG_CORRUPT);
        run->fill_level[index] = level_of(run, run->paint->fill[index], table->quantval[0]);
    }
}

// MARK: blocks

static block_range session_blocks_under(
    const session *run, const jpeg_component_info *component, const pixredact_jpeg_box *box) {
    JDIMENSION width =
        (JDIMENSION)(DCTSIZE * run->source.max_h_samp_factor / component->h_samp_factor);
    JDIMENSION height =
        (JDIMENSION)(DCTSIZE * run->source.max_v_samp_factor / component->v_samp_factor);
    block_range blocks = {
        .x = box->x / width,
        .y = box->y / height,
        .max_x = (box->max_x + width - 1) / width,
        .max_y = (box->max_y + height - 1) / height,
    };
    if (blocks.max_x > LIBRARY_WIDTH_IN_BLOCKS(component)) blocks.max_x = LIBRARY_WIDTH_IN_BLOCKS(component);
    if (blocks.max_y > LIBRARY_HEIGHT_IN_BLOCKS(component)) blocks.max_y = LIBRARY_HEIGHT_IN_BLOCKS(component);
    return blocks;
}

static JBLOCKROW session_block_row(
    session *run, jvirt_barray_ptr *coefficients, int component, JDIMENSION row, bool is_written) {
    j_common_ptr source = (j_common_ptr)&run->source;
    return source->mem->access_virt_barray(
        source, coefficients[component], row, 1, is_written ? TRUE : FALSE)[0];
}

static void session_paint(session *run, jvirt_barray_ptr *coefficients) {
    for (int index = 0; index < run->source.num_components; index++) {
        const jpeg_component_info *component = &run->source.comp_info[index];
        for (size_t box = 0; box < run->paint->box_count; box++) {
            block_range blocks = session_blocks_under(run, component, &run->paint->boxes[box]);
            for (JDIMENSION y = blocks.y; y < blocks.max_y; y++) {
                JBLOCKROW row = session_block_row(run, coefficients, index, y, true);
                for (JDIMENSION x = blocks.x; x < blocks.max_x; x++) {
                    // AC as well as DC: the DC coefficients alone are a readable mosaic.
                    memset(row[x], 0, sizeof(JBLOCK));
                    row[x][0] = run->fill_level[index];
                }
            }
        }
    }
}

// MARK: survey

/// Sixteen sums of products of 32-bit halves, after XXH3: all lanes at once in vector registers.
/// Keys that move on with each block make the sums depend on the places of the blocks.
typedef struct {
    uint64_t sums[16];
    uint64_t key;
} digest;

static const uint64_t digest_keys[16] = {
    0x9E3779B97F4A7C15, 0x3C6EF372FE94F82A, 0xDAA66D2C7DDF743F, 0x78DDE6E5FD29F054,
    0x1715609F7C746C69, 0xB54CDA58FBBEE87E, 0x538454127B096493, 0xF1BBCDCBFA53E0A8,
    0x8FF34785799E5CBD, 0x2E2AC13EF8E8D8D2, 0xCC623AF8783354E7, 0x6A99B4B1F77DD0FC,
    0x08D12E6B76C84D11, 0xA708A824F612C926, 0x454021DE755D453B, 0xE3779B97F4A7C150};

static inline void add_128_bytes(digest *sum, const void *bytes) {
    uint64_t words[16];
    memcpy(words, bytes, sizeof words);
    for (int index = 0; index < 16; index++) {
        uint64_t mixed = words[index] ^ (digest_keys[index] + sum->key);
        sum->sums[index] += (mixed & 0xFFFFFFFF) * (mixed >> 32) + words[index];
    }
    sum->key += 0xD6E8FEB86659FD93;
}

static uint64_t value_of(const digest *sum) {
    uint64_t value = sum->key;
    for (int index = 0; index < 16; index++) {
        value = (value ^ sum->sums[index]) * 0x9E3779B185EBCA87;
        value ^= value >> 29;
    }
    return value;
}

static void mark_painted(session *run, const jpeg_component_info *component, JDIMENSION row) {
    memset(run->is_painted, 0, LIBRARY_WIDTH_IN_BLOCKS(component));
    for (size_t box = 0; box < run->paint->box_count; box++) {
        block_range blocks = session_blocks_under(run, component, &run->paint->boxes[box]);
        if (row < blocks.y || row >= blocks.max_y || blocks.x >= blocks.max_x) continue;
        memset(run->is_painted + blocks.x, 1, blocks.max_x - blocks.x);
    }
}

static bool is_fill(const JCOEF *block, JCOEF level) {
    int others = 0;
    for (int index = 1; index < DCTSIZE2; index++) others |= block[index];
    return block[0] == level && others == 0;
}

/// Whether a coefficient has more bits than any sample can ask for.
static inline bool is_wide(int coefficient) {
    return (coefficient ^ (coefficient >> 15)) >> AC_BITS != 0;
}

/// Looks closely at a row that holds a wide coefficient outside the boxes.
///
/// No sample makes a wide AC coefficient; libjpeg-turbo reads it and then writes something else.
static void judge_wide_row(session *run, const jpeg_component_info *component, JBLOCKROW row) {
    for (JDIMENSION x = 0; x < LIBRARY_WIDTH_IN_BLOCKS(component); x++) {
        if (run->is_painted[x]) continue;
        if (is_wide(row[x][0])) run->has_wide_dc = true;
        for (int index = 1; index < DCTSIZE2; index++) {
            if (is_wide(row[x][index])) session_fail(run, PIXREDACT_JPEG_CORRUPT);
        }
    }
}

static void survey_component(session *run, jvirt_barray_ptr *coefficients, int index) {
    const jpeg_component_info *component = &run->source.comp_info[index];
    if (LIBRARY_WIDTH_IN_BLOCKS(component) > MAXIMUM_BLOCKS_IN_ROW) {
        session_fail(run, PIXREDACT_JPEG_LIMIT_EXCEEDED);
    }
    JCOEF level = run->fill_level[index];
    digest sum = {0};
    add_128_bytes(&sum, component->quant_table->quantval);
    for (JDIMENSION y = 0; y < LIBRARY_HEIGHT_IN_BLOCKS(component); y++) {
        JBLOCKROW row = session_block_row(run, coefficients, index, y, false);
        mark_painted(run, component, y);
        int bits = 0;
        for (JDIMENSION x = 0; x < LIBRARY_WIDTH_IN_BLOCKS(component); x++) {
            const JCOEF *block = row[x];
            if (run->is_painted[x]) {
                if (!is_fill(block, level)) run->survey->inside_is_fill = false;
                continue;
            }
            add_128_bytes(&sum, block);
            for (int place = 0; place < DCTSIZE2; place++) {
                bits |= block[place] ^ (block[place] >> 15);
            }
            if (run->writing && block[DCTSIZE2 - 1]) session_look_at_last(run, index, block);
        }
        if (is_wide(bits)) judge_wide_row(run, component, row);
    }
    run->survey->outside[index] = value_of(&sum);
}

static void session_survey(session *run, jvirt_barray_ptr *coefficients) {
    run->survey->inside_is_fill = true;
    for (int index = 0; index < run->source.num_components; index++) {
        survey_component(run, coefficients, index);
    }
}

_Static_assert(sizeof(JBLOCK) == 128, "a block of coefficients is 128 bytes");
_Static_assert(sizeof(((JQUANT_TBL *)0)->quantval) == 128, "so is a quantisation table");

#endif
