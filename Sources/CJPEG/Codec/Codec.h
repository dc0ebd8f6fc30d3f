// Samples out of a codestream, boxes painted into one: the functions of CJPEG.h and CJPEG12.h.
//
// Included by one source file of a library, behind its `Library.h`.

#include "Coefficients.h"
#include "HuffmanTables.h"
#include "Session.h"
#include "SessionFunctions.h"

// MARK: decode

enum { ROWS_AT_ONCE = 16 };

/// Reads all rows into `samples`; bytes become the low bytes of wider samples.
static void read_samples(session *run) {
    struct jpeg_decompress_struct *source = &run->source;
    size_t count = (size_t)source->output_width * (size_t)source->output_components;
    size_t stride = count * run->bytes_per_sample;
    bool is_widened = sizeof(JSAMPLE) < run->bytes_per_sample;
    JSAMPARRAY narrow = NULL;
    if (is_widened) {
        narrow = source->mem->alloc_sarray(
            (j_common_ptr)source, JPOOL_IMAGE, (JDIMENSION)count, ROWS_AT_ONCE);
    }
    while (source->output_scanline < source->output_height) {
        JSAMPROW rows[ROWS_AT_ONCE];
        JDIMENSION wanted = source->output_height - source->output_scanline;
        if (wanted > ROWS_AT_ONCE) wanted = ROWS_AT_ONCE;
        uint8_t *first = (uint8_t *)run->samples + stride * source->output_scanline;
        for (JDIMENSION row = 0; row < wanted; row++) {
            rows[row] = is_widened ? narrow[row] : (JSAMPROW)(void *)(first + stride * row);
        }
        JDIMENSION found = jpeg_read_scanlines(source, rows, wanted);
        if (!is_widened) continue;
        for (JDIMENSION row = 0; row < found; row++) {
            uint16_t *wide = (uint16_t *)(void *)(first + stride * row);
            for (size_t index = 0; index < count; index++) {
                wide[index] = (uint16_t)narrow[row][index];
            }
        }
    }
}

static void decode(session *run) {
    session_open_source(run);
    struct jpeg_decompress_struct *source = &run->source;
    // The same on both sides: no conversion.
    J_COLOR_SPACE space = source->num_components == 1 ? JCS_GRAYSCALE : JCS_UNKNOWN;
    source->jpeg_color_space = space;
    source->out_color_space = space;
    source->dct_method = JDCT_ISLOW;
    // Smoothing would invent detail where a progressive picture stops early.
    source->do_block_smoothing = FALSE;
    jpeg_start_decompress(source);
    read_samples(run);
    // Reads up to EOI, so that what comes behind the last row is judged too.
    jpeg_finish_decompress(source);
}

pixredact_jpeg_result LIBRARY_FUNCTION(decode)(
    const pixredact_jpeg_source *source, void *samples, size_t bytes_per_sample) {
    session run = {.input = source, .samples = samples, .bytes_per_sample = bytes_per_sample};
    session_run(&run, decode);
    return run.result;
}

// MARK: survey

static void survey(session *run) {
    session_open_source(run);
    jvirt_barray_ptr *coefficients = jpeg_read_coefficients(&run->source);
    session_choose_fill(run);
    session_survey(run, coefficients);
    jpeg_finish_decompress(&run->source);
}

pixredact_jpeg_result LIBRARY_FUNCTION(survey_coefficients)(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    pixredact_jpeg_survey *result) {
    if (pixredact_jpeg_survey_sequential(source, paint, LIBRARY_PRECISION, result)) {
        return (pixredact_jpeg_result){.status = PIXREDACT_JPEG_OK};
    }
    session run = {.input = source, .paint = paint, .survey = result};
    session_run(&run, survey);
    return run.result;
}

// MARK: repaint

static void copy_table(j_compress_ptr destination, JHUFF_TBL **copy, const JHUFF_TBL *table) {
    if (!table) return;
    if (!*copy) *copy = jpeg_alloc_huff_table((j_common_ptr)destination);
    memcpy((*copy)->bits, table->bits, sizeof table->bits);
    memcpy((*copy)->huffval, table->huffval, sizeof table->huffval);
    (*copy)->sent_table = FALSE;
}

/// ISO 10918-1 table K.3, which has the categories of 8 bits, and goes on by its own rule: each
/// category from 6 on has a code one bit longer than the last.
static JHUFF_TBL standard_dc_table(void) {
    JHUFF_TBL table = {.bits = {0, 0, 1, 5}};
    for (int category = 0; category < DC_CATEGORIES; category++) {
        table.huffval[category] = (UINT8)category;
        if (category >= 6) table.bits[category - 2] = 1;
    }
    return table;
}

/// jpeg_copy_critical_parameters takes over neither tables nor table numbers.
static void copy_coding(session *run, table_choice choice) {
    struct jpeg_decompress_struct *source = &run->source;
    struct jpeg_compress_struct *destination = &run->destination;
    JHUFF_TBL **dc_tables = destination->dc_huff_tbl_ptrs;
    const JHUFF_TBL standard = standard_dc_table();
    for (int index = 0; index < NUM_HUFF_TBLS; index++) {
        const JHUFF_TBL *dc_table = source->dc_huff_tbl_ptrs[index];
        if (dc_table && choice == STANDARD_DC_TABLES) dc_table = &standard;
        copy_table(destination, &dc_tables[index], dc_table);
        copy_table(
            destination, &destination->ac_huff_tbl_ptrs[index], source->ac_huff_tbl_ptrs[index]);
    }
    for (int index = 0; index < source->num_components; index++) {
        destination->comp_info[index].dc_tbl_no = source->comp_info[index].dc_tbl_no;
        destination->comp_info[index].ac_tbl_no = source->comp_info[index].ac_tbl_no;
    }
}

/// The scans asked for; else one for all components, or one for each where an interleaved MCU would
/// be too large.
static void choose_scans(session *run) {
    struct jpeg_compress_struct *destination = &run->destination;
    const pixredact_jpeg_writing *writing = run->writing;
    int blocks = 0;
    for (int index = 0; index < destination->num_components; index++) {
        const jpeg_component_info *component = &destination->comp_info[index];
        blocks += component->h_samp_factor * component->v_samp_factor;
    }
    destination->scan_info = NULL;
    destination->num_scans = 0;
    // ISO 10918-1 B.2.3: at most ten blocks in the MCU of an interleaved scan.
    bool is_one =
        destination->num_components == 1 || blocks <= LIBRARY_MAXIMUM_BLOCKS_IN_MCU;
    if (is_one && writing->scan_count == 0) return;
    size_t count = writing->scan_count ? writing->scan_count : (size_t)destination->num_components;
    if (count > MAXIMUM_SCANS) session_fail(run, PIXREDACT_JPEG_LIMIT_EXCEEDED);
    jpeg_scan_info *scans = destination->mem->alloc_small(
        (j_common_ptr)destination, JPOOL_IMAGE, count * sizeof *scans);
    for (size_t index = 0; index < count; index++) {
        if (writing->scan_count == 0) {
            scans[index] = (jpeg_scan_info){
                .comps_in_scan = 1, .component_index = {(int)index}, .Se = DCTSIZE2 - 1};
            continue;
        }
        // libjpeg judges the script before it uses it.
        const pixredact_jpeg_scan *scan = &writing->scans[index];
        scans[index] = (jpeg_scan_info){
            .comps_in_scan = scan->component_count, .Ss = scan->first, .Se = scan->last,
            .Ah = scan->high, .Al = scan->low};
        for (int place = 0; place < 4; place++) {
            scans[index].component_index[place] = scan->components[place];
        }
    }
    destination->scan_info = scans;
    destination->num_scans = (int)count;
}

static void write_metadata(session *run) {
    const uint8_t *bytes = run->writing->metadata;
    size_t left = run->writing->metadata_count;
    // Whole marker segments, made by our caller: FF, code, length, content.
    while (left >= 4) {
        size_t length = (size_t)bytes[2] << 8 | bytes[3];
        if (length < 2 || length + 2 > left) session_fail(run, PIXREDACT_JPEG_ENCODING_FAILED);
        jpeg_write_marker(&run->destination, bytes[1], bytes + 4, (unsigned)(length - 2));
        bytes += length + 2;
        left -= length + 2;
    }
}

static void repaint(session *run) {
    session_open_source(run);
    struct jpeg_decompress_struct *source = &run->source;
    jvirt_barray_ptr *coefficients = jpeg_read_coefficients(source);
    session_choose_fill(run);
    session_read_codes(run);
    session_survey(run, coefficients);
    session_paint(run, coefficients);

    session_open_destination(run);
    struct jpeg_compress_struct *destination = &run->destination;
    jpeg_copy_critical_parameters(source, destination);
    choose_scans(run);
    destination->arith_code = FALSE;
    destination->restart_interval = source->restart_interval;
    destination->restart_in_rows = 0;
    // The metadata brings the markers that the source had.
    destination->write_JFIF_header = FALSE;
    destination->write_Adobe_marker = FALSE;
    table_choice choice = session_choose_tables(run, coefficients);
    destination->optimize_coding = choice == OPTIMAL_TABLES ? TRUE : FALSE;
    if (choice != OPTIMAL_TABLES) copy_coding(run, choice);
    jpeg_write_coefficients(destination, coefficients);
    write_metadata(run);
    jpeg_finish_compress(destination);
    jpeg_finish_decompress(source);
}

pixredact_jpeg_result LIBRARY_FUNCTION(repaint)(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    const pixredact_jpeg_writing *writing, pixredact_jpeg_survey *result, uint8_t **output,
    size_t *output_count) {
    session run = {.input = source, .paint = paint, .writing = writing, .survey = result};
    session_run(&run, repaint);
    *output = run.output;
    *output_count = run.output_count;
    return run.result;
}

void LIBRARY_FUNCTION(free)(uint8_t *output) { free(output); }
