// One run of libjpeg over one codestream: its objects, its way out, its result.
//
// Each of our two libraries is libjpeg built for one precision, under names of its own. The sources
// of this folder are compiled once for each of them, behind a `Library.h` that says what differs:
//
//     LIBRARY_FUNCTION(name)           the name of one of our functions
//     LIBRARY_PRECISION                bits a sample
//     LIBRARY_WIDTH_IN_BLOCKS(c)       of a component, and LIBRARY_HEIGHT_IN_BLOCKS(c)
//     LIBRARY_MAXIMUM_BLOCKS_IN_MCU    what libjpeg writes in an interleaved scan
//     LIBRARY_OTHER_UNSUPPORTED        cases of messages that only one library has
//     LIBRARY_OTHER_HARMLESS_WARNINGS  the same

#ifndef CJPEG_SESSION_H
#define CJPEG_SESSION_H

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "Limits.h"

enum {
    /// Of an AC coefficient, without its sign (ISO 10918-1 table F.2 and F.1.2.2.1).
    AC_BITS = LIBRARY_PRECISION + 2,
    /// Categories of DC differences: 0...11 with 8 bits, 0...15 with 12 (table F.1).
    DC_CATEGORIES = LIBRARY_PRECISION + 4,
};

/// The Huffman codes that a component has, and whether they do for its own blocks.
typedef struct {
    bool has_ac_code[256];
    /// Bit n: the table has a code for DC differences of n bits.
    uint32_t dc_categories;
    /// Whether every symbol that AC coefficients can need has a code.
    bool has_all_ac_codes;
    /// Whether something needs a code that there is not, or the table cannot be written.
    bool is_unusable;
} component_codes;

typedef struct session {
    struct jpeg_decompress_struct source;
    struct jpeg_compress_struct destination;
    struct jpeg_error_mgr source_errors;
    struct jpeg_error_mgr destination_errors;
    struct jpeg_source_mgr source_manager;
    struct jpeg_destination_mgr destination_manager;
    jmp_buf exit;
    pixredact_jpeg_result result;

    const pixredact_jpeg_source *input;
    void *samples;
    size_t bytes_per_sample;
    const pixredact_jpeg_paint *paint;
    const pixredact_jpeg_writing *writing;
    pixredact_jpeg_survey *survey;

    /// The quantised DC coefficient that shows the fill, by component.
    JCOEF fill_level[4];
    /// Whether a DC coefficient outside the boxes is wider than `AC_BITS`.
    bool has_wide_dc;
    /// The source's Huffman codes, where it keeps its tables.
    component_codes codes[4];
    /// Which blocks of the row at hand lie under a box.
    uint8_t is_painted[MAXIMUM_BLOCKS_IN_ROW];

    uint8_t *output;
    size_t output_capacity;
    size_t output_count;
} session;

/// Runs `body`, which leaves early through `fail` or libjpeg's error exit, and frees what libjpeg
/// holds. `output` is freed too unless all went well.
static void session_run(session *run, void (*body)(session *));

/// Leaves the running `body`.
static _Noreturn void session_fail(session *run, pixredact_jpeg_status status);

/// Opens the source, reads its header and compares it with what is expected.
static void session_open_source(session *run);

/// Opens the destination; its bytes gather in `output`.
static void session_open_destination(session *run);

/// Chooses the DC level of each component.
static void session_choose_fill(session *run);

/// Blocks [x, max_x) x [y, max_y) of a component.
typedef struct {
    JDIMENSION x, y, max_x, max_y;
} block_range;

/// The blocks of a component that a box touches.
static block_range session_blocks_under(
    const session *run, const jpeg_component_info *component, const pixredact_jpeg_box *box);

/// One row of a component's blocks.
static JBLOCKROW session_block_row(
    session *run, jvirt_barray_ptr *coefficients, int component, JDIMENSION row, bool is_written);

/// Fills in `survey` and `has_wide_dc`, and shows blocks to `session_look_at_last`.
static void session_survey(session *run, jvirt_barray_ptr *coefficients);

/// Overwrites the blocks under the boxes.
static void session_paint(session *run, jvirt_barray_ptr *coefficients);

typedef enum {
    SOURCE_TABLES,
    /// The source's AC tables; for DC one that has all categories.
    STANDARD_DC_TABLES,
    /// Made for the picture in a pass of their own, which takes as long as writing.
    OPTIMAL_TABLES,
} table_choice;

/// Reads the codes of the source's tables into `codes`.
static void session_read_codes(session *run);

/// Sees whether the tables can code a block whose last coefficient is not zero.
static void session_look_at_last(session *run, int component, const JCOEF *block);

/// What can code the picture after the survey and after painting.
static table_choice session_choose_tables(session *run, jvirt_barray_ptr *coefficients);

#endif
