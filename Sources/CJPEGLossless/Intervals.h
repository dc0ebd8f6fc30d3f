// The coded bytes of a scan, one restart interval after the other, and the bits in them.

#ifndef CJPEGLOSSLESS_INTERVALS_H
#define CJPEGLOSSLESS_INTERVALS_H

#include <string.h>

#include "Tables.h"

enum {
    /// Differences between two checks whether the bits have run out.
    RUN = 64,
    /// Zeroes behind an interval: what a run of differences and a refill can read beyond it.
    INTERVAL_PADDING = RUN * 4 + 16,
};

/// Bits of an interval without byte stuffing.
typedef struct {
    /// The next bits, left-aligned; below `count` of them stand more, but not all of a byte.
    uint64_t bits;
    uint64_t count;
    const uint8_t *next;
} bit_position;

typedef struct {
    const uint8_t *coded;
    const uint8_t *coded_end;
    /// One restart interval, unstuffed, then `INTERVAL_PADDING` zeroes.
    uint8_t *bytes;
    size_t count;
    bit_position position;
} interval_reader;

bool jpegll_open_intervals(interval_reader *reader, const pixredact_jpegll_scan *scan);
void jpegll_close_intervals(interval_reader *reader);

/// Goes to the first interval.
void jpegll_first_interval(interval_reader *reader);
/// Goes over the restart marker `number` to the next; false where it is not there.
bool jpegll_next_interval(interval_reader *reader, unsigned number);

/// Whether nothing but padding is left (F.1.2.3: ones up to a byte; bytes 0 or FF are tolerated).
bool jpegll_is_at_end_of_interval(const interval_reader *reader);

/// Reads `count` differences, the tables of `period` components in turn.
pixredact_jpegll_status jpegll_read_differences(
    interval_reader *reader, const decoding_table *const *tables, unsigned period,
    int16_t *differences, size_t count);

/// Where the reader stands, in bits of the interval.
static inline uint64_t bit_offset(const interval_reader *reader) {
    return (uint64_t)(reader->position.next - reader->bytes) * 8 - reader->position.count;
}

static inline uint64_t load_big_endian(const uint8_t *bytes) {
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

#endif
