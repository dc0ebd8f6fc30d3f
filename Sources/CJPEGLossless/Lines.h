// The lines of samples that a scan is decoded to, one row of MCUs at a time.

#ifndef CJPEGLOSSLESS_LINES_H
#define CJPEGLOSSLESS_LINES_H

#include "Intervals.h"
#include "Prediction.h"

/// Lines of one component, or of all components side by side where MCUs have one sample of each.
typedef struct {
    line_prediction prediction;
    /// Lines in a row of MCUs.
    uint32_t lines;
    /// The last line of the row of MCUs before, then those of this one.
    uint16_t *samples;
    int16_t *differences;
} line_group;

typedef struct {
    const pixredact_jpegll_scan *scan;
    interval_reader reader;
    decoding_table *tables;
    /// By component of the scan; equal definitions share a table.
    const decoding_table *component_tables[PIXREDACT_JPEGLL_COMPONENTS];
    unsigned table_count;
    line_group groups[PIXREDACT_JPEGLL_COMPONENTS];
    unsigned group_count;
    /// Of MCUs, to be read next.
    uint32_t row;
    uint32_t restarts;
    /// Whether the row that was begun last is the first of an interval.
    bool is_first_of_interval;
} line_reader;

pixredact_jpegll_status jpegll_open_lines(line_reader *reader, const pixredact_jpegll_scan *scan);
void jpegll_close_lines(line_reader *reader);

/// Goes over the restart marker before the next row of MCUs where there has to be one.
pixredact_jpegll_status jpegll_begin_row(line_reader *reader);

/// Reads the differences of a row that was begun, and sums them up.
pixredact_jpegll_status jpegll_read_row(line_reader *reader);

/// To be called behind the last row: nothing but padding may be left.
pixredact_jpegll_status jpegll_finish_lines(const line_reader *reader);

/// Line `index` of the row of MCUs that was read last.
static inline uint16_t *group_line(const line_group *group, uint32_t index) {
    return group->samples + (size_t)(index + 1) * group->prediction.count;
}

#endif
