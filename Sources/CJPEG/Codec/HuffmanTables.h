// Which Huffman codes the painted picture needs, and whether the source's tables have them.
//
// libjpeg-turbo's sequential encoder does not look whether a code exists: with one missing it
// writes a codestream that decodes to something else. So it is looked for here, beforehand.

#ifndef CJPEG_HUFFMAN_TABLES_H
#define CJPEG_HUFFMAN_TABLES_H

#include "Session.h"

/// The symbols of a table; false where one occurs twice: a decoder takes such a table, an encoder
/// does not.
static bool read_symbols(const JHUFF_TBL *table, bool has_code[256]) {
    memset(has_code, 0, 256 * sizeof(bool));
    if (!table) return false;
    size_t count = 0;
    for (int length = 1; length <= 16; length++) count += table->bits[length];
    if (count > 256) return false;
    for (size_t index = 0; index < count; index++) {
        UINT8 symbol = table->huffval[index];
        if (has_code[symbol]) return false;
        has_code[symbol] = true;
    }
    return true;
}

/// The number of bits of a DC difference: its Huffman symbol (ISO 10918-1 table F.1).
static int category_of(int difference) {
    unsigned magnitude = (unsigned)(difference < 0 ? -difference : difference);
    int bits = 0;
    for (; magnitude; magnitude >>= 1) bits++;
    return bits;
}

/// Whether a table has the symbols of all AC coefficients: 162 with 8 bits, 226 with 12 (ISO
/// 10918-1 table F.2).
static bool is_complete(const bool has_code[256]) {
    for (int symbol = 0; symbol < 256; symbol++) {
        int size = symbol & 15;
        bool is_needed = (size >= 1 && size <= AC_BITS) || symbol == 0 || symbol == 0xF0;
        if (is_needed && !has_code[symbol]) return false;
    }
    return true;
}

static void session_read_codes(session *run) {
    const struct jpeg_decompress_struct *source = &run->source;
    for (int index = 0; index < source->num_components; index++) {
        const jpeg_component_info *component = &source->comp_info[index];
        component_codes *codes = &run->codes[index];
        bool has_dc_code[256];
        unsigned dc_table = (unsigned)component->dc_tbl_no;
        unsigned ac_table = (unsigned)component->ac_tbl_no;
        // Arithmetic coding has more tables. A painted block is a DC difference and an end of
        // block, symbol 0.
        if (!run->writing->keeps_tables || dc_table >= NUM_HUFF_TBLS ||
            ac_table >= NUM_HUFF_TBLS ||
            !read_symbols(source->ac_huff_tbl_ptrs[ac_table], codes->has_ac_code) ||
            !codes->has_ac_code[0] ||
            !read_symbols(source->dc_huff_tbl_ptrs[dc_table], has_dc_code)) {
            codes->is_unusable = true;
            continue;
        }
        codes->has_all_ac_codes = is_complete(codes->has_ac_code);
        for (int symbol = 0; symbol < 256; symbol++) {
            if (!has_dc_code[symbol]) continue;
            // Beyond 15 a DC category has no meaning, and libjpeg refuses to write the table.
            if (symbol > 15) {
                codes->is_unusable = true;
            } else {
                codes->dc_categories |= 1u << symbol;
            }
        }
    }
}

// MARK: AC

/// Row-major places of the coefficients in the order of coding (ISO 10918-1 figure A.6).
static const uint8_t zigzag[DCTSIZE2] = {
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

static bool has_codes_of(const JCOEF *block, const bool has_code[256]) {
    int run = 0;
    for (int index = 1; index < DCTSIZE2; index++) {
        int value = block[zigzag[index]];
        if (value == 0) {
            run++;
            continue;
        }
        if (run > 15 && !has_code[0xF0]) return false;
        if (!has_code[(run & 15) << 4 | category_of(value)]) return false;
        run = 0;
    }
    return true;
}

// A block was decoded by the codes it needs, but for one case: a run of zeros that leads beyond the
// block. libjpeg puts its coefficient last in the block without a word.
static void session_look_at_last(session *run, int component, const JCOEF *block) {
    component_codes *codes = &run->codes[component];
    if (codes->has_all_ac_codes || codes->is_unusable) return;
    if (!has_codes_of(block, codes->has_ac_code)) codes->is_unusable = true;
}

// MARK: DC

static const uint32_t all_dc_categories = (1u << DC_CATEGORIES) - 1;

/// Whether a box touches this row of MCUs or one beside it: elsewhere the differences are those of
/// the source, which had codes.
static bool is_near_boxes(const session *run, JDIMENSION row, JDIMENSION height) {
    // Decoders wrap DC coefficients that do not fit: nothing is as it was in the source then.
    if (run->has_wide_dc) return true;
    for (size_t index = 0; index < run->paint->box_count; index++) {
        const pixredact_jpeg_box *box = &run->paint->boxes[index];
        if (box->y < (row + 2) * height && (row == 0 || box->max_y > (row - 1) * height)) {
            return true;
        }
    }
    return false;
}

/// The categories of DC differences that each component needs, as bits, in the order of the one
/// interleaved scan that will be written.
static void read_needed_categories(
    session *run, jvirt_barray_ptr *coefficients, uint32_t needed[4]) {
    const struct jpeg_decompress_struct *source = &run->source;
    // A scan of one component has one block in an MCU, whatever its sampling factors
    // (ISO 10918-1 A.2.2).
    bool is_single = source->num_components == 1;
    JDIMENSION width = (JDIMENSION)(DCTSIZE * (is_single ? 1 : source->max_h_samp_factor));
    JDIMENSION height = (JDIMENSION)(DCTSIZE * (is_single ? 1 : source->max_v_samp_factor));
    JDIMENSION columns = (source->image_width + width - 1) / width;
    JDIMENSION rows = (source->image_height + height - 1) / height;

    int prediction[4];
    bool is_predicted[4] = {false};
    for (JDIMENSION y = 0; y < rows; y++) {
        if (!is_near_boxes(run, y, height)) {
            memset(is_predicted, 0, sizeof is_predicted);
            continue;
        }
        JBLOCKROW blocks[4][4];
        for (int index = 0; index < source->num_components; index++) {
            const jpeg_component_info *component = &source->comp_info[index];
            int down = is_single ? 1 : component->v_samp_factor;
            for (int inner = 0; inner < down; inner++) {
                JDIMENSION row = y * (JDIMENSION)down + (JDIMENSION)inner;
                blocks[index][inner] =
                    row < LIBRARY_HEIGHT_IN_BLOCKS(component)
                        ? session_block_row(run, coefficients, index, row, false)
                        : NULL;
            }
        }
        for (JDIMENSION x = 0; x < columns; x++) {
            uint64_t place = (uint64_t)y * columns + x;
            bool restarts = source->restart_interval && place % source->restart_interval == 0;
            for (int index = 0; index < source->num_components; index++) {
                const jpeg_component_info *component = &source->comp_info[index];
                int across = is_single ? 1 : component->h_samp_factor;
                int down = is_single ? 1 : component->v_samp_factor;
                if (place == 0 || restarts) {
                    prediction[index] = 0;
                    is_predicted[index] = true;
                }
                for (int inner = 0; inner < across * down; inner++) {
                    JBLOCKROW row = blocks[index][inner / across];
                    JDIMENSION column = x * (JDIMENSION)across + (JDIMENSION)(inner % across);
                    // libjpeg pads an MCU at the edge with blocks of no difference.
                    if (!row || column >= LIBRARY_WIDTH_IN_BLOCKS(component)) continue;
                    int dc = row[column][0];
                    if (is_predicted[index]) {
                        needed[index] |= 1u << category_of(dc - prediction[index]);
                    }
                    prediction[index] = dc;
                    is_predicted[index] = true;
                }
            }
        }
    }
}

static table_choice session_choose_tables(session *run, jvirt_barray_ptr *coefficients) {
    bool has_all = !run->has_wide_dc;
    for (int index = 0; index < run->source.num_components; index++) {
        if (run->codes[index].is_unusable) return OPTIMAL_TABLES;
        uint32_t missing = all_dc_categories & ~run->codes[index].dc_categories;
        if (missing) has_all = false;
    }
    // The usual case, at no cost: every category has a code and no difference can go beyond.
    if (has_all) return SOURCE_TABLES;

    // Blocks of padding and inside a box have no difference.
    uint32_t needed[4] = {1, 1, 1, 1};
    read_needed_categories(run, coefficients, needed);
    table_choice choice = SOURCE_TABLES;
    for (int index = 0; index < run->source.num_components; index++) {
        // No picture has such differences.
        if (needed[index] & ~all_dc_categories) session_fail(run, PIXREDACT_JPEG_CORRUPT);
        if (needed[index] & ~run->codes[index].dc_categories) choice = STANDARD_DC_TABLES;
    }
    return choice;
}

#endif
