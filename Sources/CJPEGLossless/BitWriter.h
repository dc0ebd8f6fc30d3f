// Bits of codes to entropy-coded bytes with stuffing (ISO 10918-1 F.1.2.3, B.1.1.5).

#ifndef CJPEGLOSSLESS_BITWRITER_H
#define CJPEGLOSSLESS_BITWRITER_H

#include "Intervals.h"

typedef struct {
    pixredact_jpegll_output *output;
    /// Bits that are no whole byte yet, left-aligned; `count` is less than 8.
    uint64_t bits;
    unsigned count;
    /// Whole bytes without stuffing, of one line at most.
    uint8_t *line;
    size_t line_capacity;
} bit_writer;

/// For lines of at most `differences` differences.
bool jpegll_open_writer(bit_writer *writer, pixredact_jpegll_output *output, size_t differences);
void jpegll_close_writer(bit_writer *writer);

/// Codes differences, the tables of `period` components in turn.
pixredact_jpegll_status jpegll_write_differences(
    bit_writer *writer, const coding_table *const *tables, unsigned period,
    const int16_t *differences, size_t count);

/// Copies bits `from` to `to` of a buffer with 8 readable bytes behind them.
pixredact_jpegll_status jpegll_copy_bits(
    bit_writer *writer, const uint8_t *bytes, uint64_t from, uint64_t to);

/// Pads with ones to a whole byte.
pixredact_jpegll_status jpegll_end_interval(bit_writer *writer);
/// Writes RSTm.
pixredact_jpegll_status jpegll_write_restart(bit_writer *writer, unsigned number);

#endif
