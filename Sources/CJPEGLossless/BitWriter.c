#include "BitWriter.h"

#include <stdlib.h>

// Bits of one difference and its code at most (31), with those left from before and a whole store.
enum { BYTES_PER_DIFFERENCE = 8 };

bool jpegll_open_writer(bit_writer *writer, pixredact_jpegll_output *output, size_t differences) {
    size_t capacity = differences * BYTES_PER_DIFFERENCE + 16;
    *writer = (bit_writer){
        .output = output, .line = malloc(capacity), .line_capacity = capacity};
    return writer->line != NULL;
}

void jpegll_close_writer(bit_writer *writer) { free(writer->line); }

void pixredact_jpegll_free(pixredact_jpegll_output *output) {
    free(output->bytes);
    *output = (pixredact_jpegll_output){0};
}

static bool reserve(pixredact_jpegll_output *output, size_t count) {
    if (count > SIZE_MAX / 4 || output->count > SIZE_MAX / 4) return false;
    if (output->capacity - output->count >= count) return true;
    size_t capacity = output->capacity + output->capacity / 2;
    if (capacity < output->count + count) capacity = output->count + count;
    uint8_t *bytes = realloc(output->bytes, capacity);
    if (!bytes) return false;
    output->bytes = bytes;
    output->capacity = capacity;
    return true;
}

static inline void store_big_endian(uint8_t *bytes, uint64_t value) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    memcpy(bytes, &value, sizeof value);
}

static inline bool has_ff(uint64_t word) {
    const uint64_t low = 0x0101010101010101u;
    return ((~word - low) & word & low << 7) != 0;
}

// Appends bytes, a zero behind each FF.
static pixredact_jpegll_status append_stuffed(
    pixredact_jpegll_output *output, const uint8_t *bytes, size_t count) {
    if (!reserve(output, 2 * count + 8)) return PIXREDACT_JPEGLL_OUT_OF_MEMORY;
    uint8_t *out = output->bytes + output->count;
    size_t i = 0;
    while (i < count) {
        uint64_t word;
        if (count - i >= sizeof word) {
            memcpy(&word, bytes + i, sizeof word);
            if (!has_ff(word)) {
                memcpy(out, &word, sizeof word);
                out += sizeof word;
                i += sizeof word;
                continue;
            }
        }
        size_t end = count - i >= sizeof word ? i + sizeof word : count;
        for (; i < end; i++) {
            *out++ = bytes[i];
            if (bytes[i] == 0xFF) *out++ = 0;
        }
    }
    output->count = (size_t)(out - output->bytes);
    return PIXREDACT_JPEGLL_OK;
}

/// The bits of a line on their way to memory.
typedef struct {
    uint64_t bits;
    uint64_t count;
    uint8_t *next;
} bit_sink;

// `length` is 56 at most; every call stores, and moves on by the bytes that are whole.
static inline __attribute__((always_inline)) void put(
    bit_sink *sink, uint64_t value, unsigned length) {
    uint64_t count = sink->count + length;
    uint64_t bits = sink->bits | value << ((64 - count) & 63);
    store_big_endian(sink->next, bits);
    sink->next += count >> 3;
    sink->bits = bits << (count & 56);
    sink->count = count & 7;
}

// Answers the length with its flags.
static inline __attribute__((always_inline)) unsigned put_difference(
    bit_sink *sink, const coding_table *table, int32_t difference) {
    category_code code = table->codes[difference_category(difference)];
    // Table H.2: negative differences are their bits less one.
    uint32_t bits = (uint32_t)(difference + (difference >> 31));
    uint64_t value = code.code | (bits & code.difference_mask);
    put(sink, value, code.length & LENGTH);
    return code.length;
}

pixredact_jpegll_status jpegll_write_differences(
    bit_writer *writer, const coding_table *const *tables, unsigned period,
    const int16_t *differences, size_t count) {
    bit_sink sink = {.bits = writer->bits, .count = writer->count, .next = writer->line};
    unsigned flags = 0;
    if (period == 1) {
        const coding_table *table = tables[0];
        for (size_t i = 0; i < count; i++) {
            flags |= put_difference(&sink, table, differences[i]);
        }
    } else {
        for (size_t i = 0; i + period <= count; i += period) {
            for (unsigned j = 0; j < period; j++) {
                flags |= put_difference(&sink, tables[j], differences[i + j]);
            }
        }
    }
    if (flags & NO_CODE) return PIXREDACT_JPEGLL_MISSING_CODE;
    if (flags & NEW_CODE) writer->output->uses_new_codes = true;
    writer->bits = sink.bits;
    writer->count = (unsigned)sink.count;
    return append_stuffed(writer->output, writer->line, (size_t)(sink.next - writer->line));
}

pixredact_jpegll_status jpegll_copy_bits(
    bit_writer *writer, const uint8_t *bytes, uint64_t from, uint64_t to) {
    while (from < to) {
        bit_sink sink = {.bits = writer->bits, .count = writer->count, .next = writer->line};
        // What the line buffer holds, at 6 bytes each.
        size_t words = writer->line_capacity / 6 - 2;
        for (; words > 0 && from < to; words--) {
            unsigned length = to - from < 48 ? (unsigned)(to - from) : 48;
            uint64_t value = load_big_endian(bytes + from / 8) << (from % 8) >> (64 - length);
            put(&sink, value, length);
            from += length;
        }
        writer->bits = sink.bits;
        writer->count = (unsigned)sink.count;
        pixredact_jpegll_status status = append_stuffed(
            writer->output, writer->line, (size_t)(sink.next - writer->line));
        if (status != PIXREDACT_JPEGLL_OK) return status;
    }
    return PIXREDACT_JPEGLL_OK;
}

pixredact_jpegll_status jpegll_end_interval(bit_writer *writer) {
    if (writer->count == 0) return PIXREDACT_JPEGLL_OK;
    uint8_t byte = (uint8_t)(writer->bits >> 56 | 0xFFu >> writer->count);
    writer->bits = 0;
    writer->count = 0;
    return append_stuffed(writer->output, &byte, 1);
}

pixredact_jpegll_status jpegll_write_restart(bit_writer *writer, unsigned number) {
    if (!reserve(writer->output, 2)) return PIXREDACT_JPEGLL_OUT_OF_MEMORY;
    writer->output->bytes[writer->output->count++] = 0xFF;
    writer->output->bytes[writer->output->count++] = (uint8_t)(0xD0 + (number & 7));
    return PIXREDACT_JPEGLL_OK;
}
