#ifndef CPixelKernels_H
#define CPixelKernels_H

/// The hot loops over samples: one source for several instruction sets, and integer arithmetic
/// only but where samples are floating point numbers.
///
/// Multi-byte samples are little endian and need no alignment. Source and destination never
/// overlap. Sizes are counts of samples or pixels, never of bytes, unless the name says so; the
/// callers have checked them. `table` holds one byte for every value that a sample can have.

#include <stddef.h>
#include <stdint.h>

#include "BarcodeKernels.h"
#include "TextNetwork.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Reverses the bytes of each of `count` 16-bit words.
void pixredact_swap16(const void *source, void *destination, size_t count);
/// Reverses the bytes of each of `count` 32-bit words.
void pixredact_swap32(const void *source, void *destination, size_t count);
/// Reverses the bytes of each of `count` 64-bit words.
void pixredact_swap64(const void *source, void *destination, size_t count);

/// Puts three planes of `count` samples side by side, pixel by pixel.
void pixredact_interleave8(const void *planes, void *destination, size_t count);
void pixredact_interleave16(const void *planes, void *destination, size_t count);
void pixredact_interleave32(const void *planes, void *destination, size_t count);

/// Spreads `pairs` groups Y1 Y2 Cb Cr to Y1 Cb Cr Y2 Cb Cr.
void pixredact_spread422(const uint8_t *source, uint8_t *destination, size_t pairs);

/// Unpacks `count` bits, least significant first, from bit `first_bit` of `source` on; a byte each.
void pixredact_unpack_bits(
    const uint8_t *source, size_t first_bit, uint8_t *destination, size_t count);

/// Adds to `bins` (256 or 65,536) how often each value occurs.
void pixredact_histogram8(const uint8_t *source, size_t count, uint32_t *bins);
void pixredact_histogram16(const void *source, size_t count, uint32_t *bins);
/// Takes the samples of a part of one frame out of `bins` and puts in those of another; rows of
/// `width` samples begin `stride` apart.
void pixredact_recount8(
    const uint8_t *old, const uint8_t *other, size_t stride, size_t width, size_t height,
    uint32_t *bins);
void pixredact_recount16(
    const void *old, const void *other, size_t stride, size_t width, size_t height, uint32_t *bins);

/// Replaces each sample by the byte that `table` (256 or 65,536 bytes) has for it.
void pixredact_lookup8(
    const uint8_t *source, uint8_t *destination, size_t count, const uint8_t *table);
void pixredact_lookup16(
    const void *source, uint8_t *destination, size_t count, const uint8_t *table);

/// The least and the greatest of `count` (> 0) words after an exclusive or with `flip`, which is
/// 0x80000000 for two's complement numbers: their order becomes that of unsigned ones.
void pixredact_range32(
    const void *source, size_t count, uint32_t flip, uint32_t *least, uint32_t *greatest);
/// Maps `low`...`high` (of flipped words, `low` < `high`) to 0...65,535, clamping what lies outside.
void pixredact_window32(
    const void *source, uint16_t *destination, size_t count, uint32_t flip, uint32_t low,
    uint32_t high);

/// 1 for each sample that has a bit of `mask` set, else 0.
void pixredact_test_bits8(const void *source, uint8_t *destination, size_t count, uint32_t mask);
void pixredact_test_bits16(const void *source, uint8_t *destination, size_t count, uint32_t mask);
void pixredact_test_bits32(const void *source, uint8_t *destination, size_t count, uint32_t mask);

/// Keeps of each byte the bits that `pattern` has for it, which repeats every eight bytes.
void pixredact_and_pattern(uint8_t *bytes, size_t count, const uint8_t pattern[8]);

/// The bits that occur in samples: in those without the sign bit, in those with it, and in every
/// one of the latter (all bits where there is none). No sample has a sign bit of 0.
typedef struct {
    uint32_t positive;
    uint32_t negative;
    uint32_t negative_everywhere;
} pixredact_used_bits;
pixredact_used_bits pixredact_used_bits8(const void *source, size_t count, uint32_t sign_bit);
pixredact_used_bits pixredact_used_bits16(const void *source, size_t count, uint32_t sign_bit);
pixredact_used_bits pixredact_used_bits32(const void *source, size_t count, uint32_t sign_bit);

// IEEE 754 numbers. In the order of an unsigned integer: the sign bit flipped, or all bits of a
// negative number.

/// How many samples are finite; the least and the greatest of them in that order (of 32 or 64
/// bits), which mean nothing where there is none.
size_t pixredact_range_float32(
    const void *source, size_t count, uint64_t *least, uint64_t *greatest);
size_t pixredact_range_float64(
    const void *source, size_t count, uint64_t *least, uint64_t *greatest);
/// The upper 16 bits of each sample in that order.
void pixredact_order_float32(const void *source, uint16_t *destination, size_t count);
void pixredact_order_float64(const void *source, uint16_t *destination, size_t count);
/// (sample x `unit` - `low`) x `scale`, clamped to 0...65,535; 0 for what is not a number.
void pixredact_window_float32(
    const void *source, uint16_t *destination, size_t count, double unit, double low,
    double scale);
void pixredact_window_float64(
    const void *source, uint16_t *destination, size_t count, double unit, double low,
    double scale);
/// 0 for finite samples, 85 and 170 for infinite ones below and above, 255 for no number.
void pixredact_classes_float32(const void *source, uint8_t *destination, size_t count);
void pixredact_classes_float64(const void *source, uint8_t *destination, size_t count);

/// Luma of R, G, B (ITU-R BT.601), and the greatest of the three.
void pixredact_luma8(const uint8_t *source, uint8_t *destination, size_t pixels);
void pixredact_maximum8(const uint8_t *source, uint8_t *destination, size_t pixels);
/// YBR_FULL and YBR_PARTIAL to R, G, B (PS3.3 C.7.6.3.1.2).
void pixredact_ybr_full_to_rgb(const uint8_t *source, uint8_t *destination, size_t pixels);
void pixredact_ybr_partial_to_rgb(const uint8_t *source, uint8_t *destination, size_t pixels);

/// The difference of the greatest and the least of `count` bytes; 0 for none.
uint8_t pixredact_contrast(const uint8_t *source, size_t count);
/// The greatest absolute difference of two rows of bytes.
uint8_t pixredact_greatest_difference(const uint8_t *one, const uint8_t *other, size_t count);

/// Sets in `changed`, one flag a tile of `tile_bytes` x `tile_rows` bytes (row by row, those at the
/// edges may be cut), where two arrays of `rows` x `row_bytes` bytes differ.
void pixredact_changed_tiles(
    const uint8_t *one, const uint8_t *other, size_t row_bytes, size_t rows, size_t tile_bytes,
    size_t tile_rows, uint8_t *changed);

// A tile begins at its first pixel; `stride` is the width of the picture. At most 65,536 pixels wide.

/// The difference of the greatest and the least pixel of a tile; 0 for none.
uint8_t pixredact_tile_range(const uint8_t *pixels, size_t stride, size_t width, size_t height);
/// What a straight line through the pixels of one tile and those of another is fitted with.
typedef struct {
    uint64_t one;
    uint64_t other;
    uint64_t one_squared;
    uint64_t product;
} pixredact_tile_sums;
pixredact_tile_sums pixredact_sum_tile(
    const uint8_t *one, const uint8_t *other, size_t stride, size_t width, size_t height);
/// The greatest |other - (slope x one + offset)|; result, slope and offset in 1/4096, the latter two
/// at most 2^20 and 2^28.
int32_t pixredact_tile_residual(
    const uint8_t *one, const uint8_t *other, size_t stride, size_t width, size_t height,
    int32_t slope, int32_t offset);

#ifdef __cplusplus
}
#endif

#endif
