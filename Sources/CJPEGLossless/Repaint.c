#include <stdlib.h>

#include "BitWriter.h"
#include "Lines.h"

/// A scan that is being painted, row by row.
typedef struct {
    line_reader reader;
    const pixredact_jpegll_paint *paint;
    /// The row before and this one as painted, and their differences.
    uint16_t *above;
    uint16_t *samples;
    int16_t *differences;
    /// Whether a box reached the row that was read last, and the one before it.
    bool is_painted;
    bool was_painted;
    /// Where the bits of the row that was read last begin.
    uint64_t first_bit;
} row_painter;

static pixredact_jpegll_status open_painter(
    row_painter *painting, const pixredact_jpegll_scan *scan, const pixredact_jpegll_paint *paint) {
    *painting = (row_painter){.paint = paint};
    pixredact_jpegll_status status = jpegll_open_lines(&painting->reader, scan);
    if (status != PIXREDACT_JPEGLL_OK) return status;
    size_t count = painting->reader.groups[0].prediction.count;
    painting->above = calloc(count, sizeof *painting->above);
    painting->samples = calloc(count, sizeof *painting->samples);
    painting->differences = calloc(count, sizeof *painting->differences);
    bool is_made = painting->above && painting->samples && painting->differences;
    return is_made ? PIXREDACT_JPEGLL_OK : PIXREDACT_JPEGLL_OUT_OF_MEMORY;
}

static void close_painter(row_painter *painting) {
    jpegll_close_lines(&painting->reader);
    free(painting->above);
    free(painting->samples);
    free(painting->differences);
}

static void paint_box(row_painter *painting, const pixredact_jpegll_box *box) {
    uint32_t components = painting->reader.scan->components;
    for (size_t x = box->x; x < box->max_x; x++) {
        for (uint32_t i = 0; i < components; i++) {
            painting->samples[x * components + i] = painting->paint->fill[i];
        }
    }
}

// Reads a row and paints it.
static pixredact_jpegll_status next_row(row_painter *painting) {
    const line_group *group = &painting->reader.groups[0];
    pixredact_jpegll_status status = jpegll_begin_row(&painting->reader);
    if (status != PIXREDACT_JPEGLL_OK) return status;
    painting->first_bit = bit_offset(&painting->reader.reader);
    status = jpegll_read_row(&painting->reader);
    if (status != PIXREDACT_JPEGLL_OK) return status;
    uint16_t *above = painting->samples;
    painting->samples = painting->above;
    painting->above = above;
    painting->was_painted = painting->is_painted;
    painting->is_painted = false;
    memcpy(painting->samples, group_line(group, 0), group->prediction.count * sizeof *above);
    uint32_t y = painting->reader.row - 1;
    for (size_t i = 0; i < painting->paint->box_count; i++) {
        const pixredact_jpegll_box *box = &painting->paint->boxes[i];
        if (y < box->y || y >= box->max_y) continue;
        paint_box(painting, box);
        painting->is_painted = true;
    }
    return PIXREDACT_JPEGLL_OK;
}

// The differences of a row depend on it and, but for the first of an interval, on the one above.
static bool keeps_differences(const row_painter *painting) {
    return !painting->is_painted
        && (painting->reader.is_first_of_interval || !painting->was_painted);
}

static const int16_t *painted_differences(row_painter *painting) {
    const line_group *group = &painting->reader.groups[0];
    if (keeps_differences(painting)) return group->differences;
    jpegll_differences_of_samples(
        &group->prediction, painting->reader.is_first_of_interval ? NULL : painting->above,
        painting->samples, painting->differences);
    return painting->differences;
}

/// What codes the rows of a painter.
typedef struct {
    bit_writer writer;
    coding_table *tables;
    const coding_table *component_tables[PIXREDACT_JPEGLL_COMPONENTS];
    bool keeps_codes;
} row_coder;

static pixredact_jpegll_status open_coder(
    row_coder *coding, const pixredact_jpegll_scan *scan, const uint8_t *const *tables,
    pixredact_jpegll_output *output) {
    coding->tables = calloc(scan->components, sizeof *coding->tables);
    size_t count = (size_t)scan->columns * scan->components;
    if (!coding->tables || !jpegll_open_writer(&coding->writer, output, count)) {
        return PIXREDACT_JPEGLL_OUT_OF_MEMORY;
    }
    for (uint32_t i = 0; i < scan->components; i++) {
        if (!jpegll_make_coding_table(tables[i], scan->tables[i], &coding->tables[i])) {
            return PIXREDACT_JPEGLL_CORRUPT;
        }
        coding->component_tables[i] = &coding->tables[i];
    }
    return PIXREDACT_JPEGLL_OK;
}

static void close_coder(row_coder *coding) {
    jpegll_close_writer(&coding->writer);
    free(coding->tables);
}

static pixredact_jpegll_status code_row(row_coder *coding, row_painter *painting) {
    const line_reader *lines = &painting->reader;
    if (coding->keeps_codes && keeps_differences(painting)) {
        return jpegll_copy_bits(
            &coding->writer, lines->reader.bytes, painting->first_bit,
            bit_offset(&lines->reader));
    }
    return jpegll_write_differences(
        &coding->writer, coding->component_tables,
        lines->table_count == 1 && coding->keeps_codes ? 1 : lines->scan->components,
        painted_differences(painting), lines->groups[0].prediction.count);
}

pixredact_jpegll_result pixredact_jpegll_repaint(
    const pixredact_jpegll_scan *scan, const pixredact_jpegll_paint *paint,
    const uint8_t *const *tables, bool keeps_codes, pixredact_jpegll_output *output) {
    row_painter painting;
    row_coder coding = {.keeps_codes = keeps_codes};
    pixredact_jpegll_status status = open_painter(&painting, scan, paint);
    if (status == PIXREDACT_JPEGLL_OK) status = open_coder(&coding, scan, tables, output);
    uint32_t restarts = 0;
    while (status == PIXREDACT_JPEGLL_OK && painting.reader.row < scan->rows) {
        status = next_row(&painting);
        if (status != PIXREDACT_JPEGLL_OK) break;
        if (painting.reader.is_first_of_interval && painting.reader.row > 1) {
            status = jpegll_end_interval(&coding.writer);
            if (status == PIXREDACT_JPEGLL_OK) {
                status = jpegll_write_restart(&coding.writer, restarts++);
            }
            if (status != PIXREDACT_JPEGLL_OK) break;
        }
        status = code_row(&coding, &painting);
    }
    if (status == PIXREDACT_JPEGLL_OK) status = jpegll_end_interval(&coding.writer);
    if (status == PIXREDACT_JPEGLL_OK) status = jpegll_finish_lines(&painting.reader);
    pixredact_jpegll_result result = {.status = status, .row = painting.reader.row};
    close_coder(&coding);
    close_painter(&painting);
    return result;
}

static void count_differences(
    uint64_t *counts, const int16_t *differences, size_t count, uint32_t components) {
    for (size_t i = 0; i < count; i++) {
        size_t component = i % components;
        counts[component * PIXREDACT_JPEGLL_CATEGORIES + difference_category(differences[i])]++;
    }
}

pixredact_jpegll_result pixredact_jpegll_count(
    const pixredact_jpegll_scan *scan, const pixredact_jpegll_paint *paint, uint64_t *counts) {
    memset(counts, 0, scan->components * PIXREDACT_JPEGLL_CATEGORIES * sizeof *counts);
    row_painter painting;
    pixredact_jpegll_status status = open_painter(&painting, scan, paint);
    while (status == PIXREDACT_JPEGLL_OK && painting.reader.row < scan->rows) {
        status = next_row(&painting);
        if (status != PIXREDACT_JPEGLL_OK) break;
        count_differences(
            counts, painted_differences(&painting), painting.reader.groups[0].prediction.count,
            scan->components);
    }
    if (status == PIXREDACT_JPEGLL_OK) status = jpegll_finish_lines(&painting.reader);
    pixredact_jpegll_result result = {.status = status, .row = painting.reader.row};
    close_painter(&painting);
    return result;
}
