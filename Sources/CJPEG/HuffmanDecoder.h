// Huffman codes of sequential DCT scans (ISO 10918-1 annex F.2), for reading coefficients only.

#ifndef CJPEG_HUFFMAN_DECODER_H
#define CJPEG_HUFFMAN_DECODER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    LOOKUP_BITS = 11,
    /// How far an end of block moves: beyond all coefficients, as no run of zeros does.
    END_OF_BLOCK = 64,
    /// What a block can consume at most, rounded up: 64 codes of 16 bits with 15 more bits each.
    MAXIMUM_BYTES_OF_BLOCK = 256,
};

/// What the next bits say, in one word; 0 where the lookup knows no code.
///
///     bits 0-7    length: bits of the code, with those of the coefficient if it is whole
///     bits 8-14   advance: how far to move on in the block, the run of zeros and one more
///     bit 15      whether code and coefficient fit in the lookup
///     bits 16-31  the coefficient if it is whole, else the number of bits of it
typedef uint32_t code_entry;

enum { WHOLE = 1 << 15 };

static inline unsigned length_of(code_entry entry) { return entry & 0xFF; }
static inline unsigned advance_of(code_entry entry) { return entry >> 8 & 0x7F; }
static inline int value_of(code_entry entry) { return (int32_t)entry >> 16; }

static inline code_entry make_entry(unsigned length, unsigned advance, int value) {
    return (uint32_t)value << 16 | advance << 8 | length;
}

typedef struct {
    bool is_defined, is_dc;
    /// Of the bits of a coefficient.
    unsigned maximum_size;
    code_entry lookup[1 << LOOKUP_BITS];
    /// By length, left-aligned to 16 bits: the first code that is longer.
    uint32_t end_of_length[17];
    /// By length: place of a symbol less its code.
    int32_t offset[17];
    uint8_t symbols[256];
} huffman_table;

/// Bits of a segment without stuffing, behind which zeroes follow.
typedef struct {
    const uint8_t *next;
    /// The next bits, from the top.
    uint64_t bits;
    /// How many of them are valid.
    unsigned count;
} bit_reader;

static inline void fill_bits(bit_reader *reader) {
    uint64_t word;
    memcpy(&word, reader->next, sizeof word);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    reader->bits |= word >> reader->count;
    reader->next += (63 - reader->count) >> 3;
    reader->count |= 56;
}

static inline void drop_bits(bit_reader *reader, unsigned count) {
    reader->bits <<= count;
    reader->count -= count;
}

/// F.2.2.1, EXTEND: the number that `size` bits from the top of `bits` say.
static inline int coefficient_of(uint64_t bits, unsigned size) {
    if (size == 0) return 0;
    int value = (int)(bits >> (64 - size));
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}

/// Makes a table of `bits` (numbers of codes by length, from 1) and symbols, as C.2 says.
bool huffman_table_define(
    huffman_table *table, const uint8_t bits[16], const uint8_t *symbols, size_t count, bool is_dc,
    unsigned maximum_size);

/// The entry of the code at the front, which the lookup does not have; 0 where there is none.
code_entry huffman_table_find(const huffman_table *table, uint64_t bits);

#endif
