#ifndef PIXREDACT_BARCODE_KERNELS_H
#define PIXREDACT_BARCODE_KERNELS_H

/// The first pass over a view that looks for barcodes: what blocks of 8 x 8 pixels hold, a picture of
/// one bit a pixel, and the sequences of runs in it that only codes have.
///
/// Bits are packed into 64-bit words, the leftmost pixel in the least significant one; a row begins
/// with a word. Callers have checked sizes; no size is 0.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PIXREDACT_BLOCK = 8 };

/// Halves a picture: each pixel is the mean of four. An odd last column or row is left out.
void pixredact_halve(
    const uint8_t *restrict source, size_t width, size_t height, uint8_t *restrict destination);

/// For each block: its least and greatest level, its mean, and the mean differences of neighbours
/// `across` and `down` in 1/16 of a level. Blocks at the right and the lower edge may be cut.
void pixredact_block_statistics(
    const uint8_t *restrict pixels, size_t width, size_t height, uint8_t *restrict least,
    uint8_t *restrict greatest, uint8_t *restrict mean, uint16_t *restrict across,
    uint16_t *restrict down);

/// Sets the bit of each pixel that is lighter than the threshold of its block; `words_per_row` words
/// a row are written, bits beyond `width` are 0.
void pixredact_binarize(
    const uint8_t *restrict pixels, size_t width, size_t height,
    const uint8_t *restrict thresholds, uint64_t *restrict words, size_t words_per_row);

/// Mirrors bits at the main diagonal: `height` rows of `words_per_row` words become
/// 64 x `words_per_row` rows of `target_words_per_row` (at least `height` / 64, rounded up) words.
void pixredact_transpose_bits(
    const uint64_t *restrict words, size_t words_per_row, size_t height,
    uint64_t *restrict target, size_t target_words_per_row);

typedef enum {
    PIXREDACT_RUNS_QR = 1,        // 1:3:1 inside runs that are not narrower: the finder of QR codes
    PIXREDACT_RUNS_BULLSEYE = 2,  // seven equal runs, the middle of Aztec's finder
    PIXREDACT_RUNS_PDF417 = 3,    // PDF417's start or stop pattern, read either way
} pixredact_run_pattern;

typedef struct {
    uint32_t start;
    uint32_t end;
    uint32_t pattern;
} pixredact_run_hit;

/// Finds patterns of runs of either polarity in a row of bits.
///
/// - `edges`: scratch for `width` + 1 numbers.
/// - Returns how many there are; at most `capacity` are written. A row has at most one hit for each
///   of its edges.
size_t pixredact_scan_runs(
    const uint64_t *restrict words, size_t width, uint32_t *restrict edges,
    pixredact_run_hit *restrict hits, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
