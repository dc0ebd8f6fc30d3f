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

enum {
    PIXREDACT_BLOCK_BUSY = 1,            // edges in both directions
    PIXREDACT_BLOCK_STRIPED_ACROSS = 2,  // many edges from left to right, few from top to bottom
    PIXREDACT_BLOCK_STRIPED_DOWN = 4,    // the same turned
    PIXREDACT_BLOCK_LEANING_ACROSS = 8,  // more edges from left to right, as rows of bars have
    PIXREDACT_BLOCK_LEANING_DOWN = 16,   // the same turned
    PIXREDACT_BLOCK_BILEVEL = 32,        // light and dark pixels, few between: not noise, not a ramp
};

/// Says what each block could be a part of, from its statistics; blocks of little contrast have no
/// flags.
///
/// - `contrast`: of each block and those round it, the difference of the lightest and the darkest
///   pixel.
/// - `thresholds`: the level between light and dark; 255 away from blocks that are bilevel.
/// - `scratch`: room for three numbers for each block.
/// - Returns how many blocks have a threshold.
size_t pixredact_classify_blocks(
    const uint8_t *restrict pixels, size_t width, size_t height, const uint8_t *restrict least,
    const uint8_t *restrict greatest, const uint8_t *restrict mean,
    const uint16_t *restrict across, const uint16_t *restrict down, uint8_t *restrict contrast,
    uint8_t *restrict thresholds, uint8_t *restrict flags, uint8_t *restrict scratch);

/// Sets the bit of each pixel that is lighter than the threshold of its block; `words_per_row` words
/// a row are written, bits beyond `width` and of blocks whose threshold is 255 are 0.
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
/// - `only_bars`: whether nothing but PDF417's patterns are wanted.
/// - `edges`: scratch for `width` + 1 numbers.
/// - Returns how many there are; at most `capacity` are written. A row has at most one hit for each
///   of its edges.
size_t pixredact_scan_runs(
    const uint64_t *restrict words, size_t width, int only_bars, uint32_t *restrict edges,
    pixredact_run_hit *restrict hits, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
