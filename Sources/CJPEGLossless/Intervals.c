// ISO 10918-1 F.2.2.3 (codes), H.2.2 (differences), B.1.1.5 (stuffing), E.2.4 (restarts)
//   SSSS  category      DIFF  difference

#include "Intervals.h"

#include <stdlib.h>

enum { STUFFED = 0x00, FIRST_RESTART = 0xD0, LAST_RESTART = 0xD7 };

static bool is_restart(uint8_t code) { return code >= FIRST_RESTART && code <= LAST_RESTART; }

size_t pixredact_jpegll_scan_end(const uint8_t *bytes, size_t from, size_t count) {
    size_t position = from;
    while (position < count) {
        const uint8_t *found = memchr(bytes + position, 0xFF, count - position);
        if (!found) return count;
        size_t start = (size_t)(found - bytes);
        position = start + 1;
        // B.1.1.2: a marker may have fill bytes before it.
        while (position < count && bytes[position] == 0xFF) position++;
        if (position == count) return count;
        if (bytes[position] != STUFFED && !is_restart(bytes[position])) return start;
        position++;
    }
    return count;
}

bool jpegll_open_intervals(interval_reader *reader, const pixredact_jpegll_scan *scan) {
    *reader = (interval_reader){.coded = scan->bytes, .coded_end = scan->bytes + scan->count};
    if (scan->count > SIZE_MAX - INTERVAL_PADDING) return false;
    reader->bytes = malloc(scan->count + INTERVAL_PADDING);
    return reader->bytes != NULL;
}

void jpegll_close_intervals(interval_reader *reader) { free(reader->bytes); }

// Copies without stuffing up to a marker or the end.
void jpegll_first_interval(interval_reader *reader) {
    uint8_t *out = reader->bytes;
    const uint8_t *in = reader->coded;
    while (in < reader->coded_end) {
        const uint8_t *found = memchr(in, 0xFF, (size_t)(reader->coded_end - in));
        size_t plain = (size_t)((found ? found : reader->coded_end) - in);
        memcpy(out, in, plain);
        out += plain;
        in += plain;
        if (!found) break;
        const uint8_t *code = found + 1;
        while (code < reader->coded_end && *code == 0xFF) code++;
        if (code == reader->coded_end || *code != STUFFED) {
            in = found;
            break;
        }
        *out++ = 0xFF;
        in = code + 1;
    }
    reader->coded = in;
    reader->count = (size_t)(out - reader->bytes);
    memset(out, 0, INTERVAL_PADDING);
    reader->position = (bit_position){.next = reader->bytes};
}

bool jpegll_next_interval(interval_reader *reader, unsigned number) {
    const uint8_t *in = reader->coded;
    while (in < reader->coded_end && *in == 0xFF) in++;
    if (in == reader->coded || in == reader->coded_end) return false;
    if (*in != FIRST_RESTART + (number & 7)) return false;
    reader->coded = in + 1;
    jpegll_first_interval(reader);
    return true;
}

bool jpegll_is_at_end_of_interval(const interval_reader *reader) {
    size_t byte = (size_t)((bit_offset(reader) + 7) / 8);
    for (; byte < reader->count; byte++) {
        if (reader->bytes[byte] != 0 && reader->bytes[byte] != 0xFF) return false;
    }
    return true;
}

// 56 bits at least; no branch.
static inline __attribute__((always_inline)) void refill(bit_position *at) {
    at->bits |= load_big_endian(at->next) >> at->count;
    at->next += (63 - at->count) >> 3;
    at->count |= 56;
}

static inline __attribute__((always_inline)) void skip(bit_position *at, unsigned length) {
    at->bits <<= length & 63;
    at->count -= length;
}

// A code longer than the look-up, by the next 16 bits: its length, and its category above eight
// bits; 0 where it is in no table. With plain numbers the position below stays in registers.
static __attribute__((noinline)) uint32_t long_code(uint32_t window, const decoding_table *table) {
    for (uint32_t length = LOOKUP_BITS + 1; length <= LONGEST_CODE; length++) {
        if (window >= table->limit[length]) continue;
        int32_t code = (int32_t)(window >> (LONGEST_CODE - length));
        return (uint32_t)table->symbols[(code + table->offset[length]) & 255] << 8 | length;
    }
    return 0;
}

// One difference; `at` has 12 bits at least before, and as many less as a look-up takes behind, or
// is full. False at a code that is in no table.
static inline __attribute__((always_inline)) bool read_difference(
    bit_position *at, const decoding_table *table, int16_t *difference) {
    uint32_t entry = table->lookup[at->bits >> (64 - LOOKUP_BITS)];
    if (__builtin_expect((entry & 0xFF) != 0, 1)) {
        skip(at, entry & 0xFF);
        *difference = (int16_t)(entry >> 16);
        return true;
    }
    refill(at);
    unsigned category = entry >> 16;
    unsigned code_length = entry >> 8 & 0xFF;
    if (__builtin_expect(code_length == 0, 0)) {
        uint32_t code = long_code((uint32_t)(at->bits >> 48), table);
        if (code == 0) return false;
        skip(at, code & 0xFF);
        category = code >> 8;
        if (category == 0 || category == 16) {
            *difference = category == 0 ? 0 : INT16_MIN;
            refill(at);
            return true;
        }
    } else {
        skip(at, code_length);
    }
    // Table H.2: the upper half of a category's numbers are the positive differences.
    int32_t value = (int32_t)(at->bits >> (64 - category));
    int32_t is_negative = (int32_t)(~at->bits >> 63);
    *difference = (int16_t)(value - (is_negative << category) + is_negative);
    skip(at, category);
    refill(at);
    return true;
}

// `count` differences, refilled once for `period` of them: 4 x 12 bits are less than 56.
static inline __attribute__((always_inline)) bool read_run(
    bit_position *position, const decoding_table *const *tables, const unsigned period,
    int16_t *differences, size_t count) {
    bit_position at = *position;
    size_t index = 0;
    for (; index + period <= count; index += period) {
        refill(&at);
        for (unsigned i = 0; i < period; i++) {
            if (!read_difference(&at, tables[i], differences + index + i)) goto stop;
        }
    }
    for (unsigned i = 0; index < count; index++, i++) {
        refill(&at);
        if (!read_difference(&at, tables[i], differences + index)) goto stop;
    }
stop:
    *position = at;
    return index == count;
}

pixredact_jpegll_status jpegll_read_differences(
    interval_reader *reader, const decoding_table *const *tables, unsigned period,
    int16_t *differences, size_t count) {
    // Four at a time where the period allows it.
    const decoding_table *turns[4];
    for (unsigned i = 0; i < 4; i++) turns[i] = tables[i % period];
    size_t run = period == 3 ? RUN / 3 * 3 : RUN;
    while (count > 0) {
        size_t length = count < run ? count : run;
        bool is_read = period == 3
            ? read_run(&reader->position, turns, 3, differences, length)
            : read_run(&reader->position, turns, 4, differences, length);
        // Beyond the end stand zeroes, which may be a code or none.
        uint64_t needed = bit_offset(reader) + (is_read ? 0 : LONGEST_CODE);
        if (needed > (uint64_t)reader->count * 8) return PIXREDACT_JPEGLL_TRUNCATED;
        if (!is_read) return PIXREDACT_JPEGLL_CORRUPT;
        differences += length;
        count -= length;
    }
    return PIXREDACT_JPEGLL_OK;
}
