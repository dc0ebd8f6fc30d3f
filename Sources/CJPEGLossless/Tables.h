// Huffman tables in the shapes that decoding and coding want.

#ifndef CJPEGLOSSLESS_TABLES_H
#define CJPEGLOSSLESS_TABLES_H

#include "CJPEGLossless.h"

enum {
    /// A look-up by this many bits finds code and difference together. With 12 the table (16 KiB)
    /// stays in a first-level cache beside the rows.
    LOOKUP_BITS = 12,
    LONGEST_CODE = 16,
};

typedef struct {
    /// By the next 12 bits. Bits 0-7: the length of code and difference together, 0 where that is
    /// more than 12; bits 16-31: the difference. Where the length is 0: bits 8-15 the length of
    /// the code, 0 where that too is more than 12; bits 16-31 the category.
    uint32_t lookup[1 << LOOKUP_BITS];
    /// Codes of each length, left-aligned in 16 bits: the first that is greater than all of them.
    uint32_t limit[LONGEST_CODE + 1];
    /// Index of a code's symbol, less the code.
    int32_t offset[LONGEST_CODE + 1];
    uint8_t symbols[256];
} decoding_table;

/// The code of one category; its difference's bits follow the code.
typedef struct {
    uint32_t code;
    uint32_t difference_mask;
    /// Of code and difference together, in the bits of `LENGTH`; then the flags below.
    uint32_t length;
} category_code;

enum {
    LENGTH = 0x3F,
    /// There is no code.
    NO_CODE = 0x40,
    /// The source's table has no such code.
    NEW_CODE = 0x80,
};

typedef struct {
    category_code codes[PIXREDACT_JPEGLL_CATEGORIES];
} coding_table;

/// False where the counts are of no prefix code, or a symbol is no category.
bool jpegll_make_decoding_table(const uint8_t *definition, decoding_table *table);

/// `source` is the table whose codes are no new ones.
bool jpegll_make_coding_table(
    const uint8_t *definition, const uint8_t *source, coding_table *table);

/// SSSS: the bits that the difference's magnitude takes.
static inline unsigned difference_category(int32_t difference) {
    int32_t sign = difference >> 31;
    uint32_t magnitude = (uint32_t)((difference ^ sign) - sign);
    return 31u ^ (unsigned)__builtin_clz(2 * magnitude + 1);
}

#endif
