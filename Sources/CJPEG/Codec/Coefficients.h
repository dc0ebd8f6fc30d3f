#ifndef CJPEG_COEFFICIENTS_H
#define CJPEG_COEFFICIENTS_H

#include "Clones.h"
#include "Digest.h"
#include "FillLevel.h"
#include "Session.h"

// MARK: fill

static void session_choose_fill(session *run) {
    for (int index = 0; index < run->source.num_components; index++) {
        const JQUANT_TBL *table = run->source.comp_info[index].quant_table;
        if (!table) session_fail(run, PIXREDACT_JPEG_CORRUPT);
        int quantizer = table->quantval[0];
        if (quantizer < 1) session_fail(run, PIXREDACT_JPEG_CORRUPT);
        int value = run->paint->fill[index];
        int level;
        if (!fill_level_of(value, quantizer, LIBRARY_PRECISION, &level)) {
            session_fail(run, PIXREDACT_JPEG_FILL_NOT_REPRESENTABLE);
        }
        run->fill_level[index] = (JCOEF)level;
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
    JDIMENSION columns = LIBRARY_WIDTH_IN_BLOCKS(component);
    JDIMENSION rows = LIBRARY_HEIGHT_IN_BLOCKS(component);
    if (blocks.max_x > columns) blocks.max_x = columns;
    if (blocks.max_y > rows) blocks.max_y = rows;
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

static void mark_painted(session *run, const jpeg_component_info *component, JDIMENSION row) {
    memset(run->is_painted, 0, LIBRARY_WIDTH_IN_BLOCKS(component));
    for (size_t box = 0; box < run->paint->box_count; box++) {
        block_range blocks = session_blocks_under(run, component, &run->paint->boxes[box]);
        if (row < blocks.y || row >= blocks.max_y || blocks.x >= blocks.max_x) continue;
        memset(run->is_painted + blocks.x, 1, blocks.max_x - blocks.x);
    }
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

PIXREDACT_CLONES static void survey_component(
    session *run, jvirt_barray_ptr *coefficients, int index) {
    const jpeg_component_info *component = &run->source.comp_info[index];
    if (LIBRARY_WIDTH_IN_BLOCKS(component) > MAXIMUM_BLOCKS_IN_ROW) {
        session_fail(run, PIXREDACT_JPEG_LIMIT_EXCEEDED);
    }
    JCOEF level = run->fill_level[index];
    JDIMENSION width = LIBRARY_WIDTH_IN_BLOCKS(component);
    digest sum = {0};
    add_to_digest(&sum, DIGEST_OF_QUANTIZATION, component->quant_table->quantval);
    for (JDIMENSION y = 0; y < LIBRARY_HEIGHT_IN_BLOCKS(component); y++) {
        JBLOCKROW row = session_block_row(run, coefficients, index, y, false);
        mark_painted(run, component, y);
        int bits = 0;
        for (JDIMENSION x = 0; x < width; x++) {
            const JCOEF *block = row[x];
            if (run->is_painted[x]) {
                if (!is_fill(block, level)) run->survey->inside_is_fill = false;
                continue;
            }
            add_to_digest(&sum, (uint64_t)y * width + x, block);
            for (int place = 0; place < DCTSIZE2; place++) {
                bits |= block[place] ^ (block[place] >> 15);
            }
            if (run->writing && block[DCTSIZE2 - 1]) session_look_at_last(run, index, block);
        }
        if (is_wide(bits)) judge_wide_row(run, component, row);
    }
    run->survey->outside[index] = value_of_digest(&sum);
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
