#include <string.h>

#include "BarcodeKernels.h"
#include "PixelKernelClones.h"

enum { BLOCK = PIXREDACT_BLOCK, CHUNK = 64 * BLOCK };

PIXREDACT_CLONES
void pixredact_halve(
    const uint8_t *restrict source, size_t width, size_t height, uint8_t *restrict destination) {
    const size_t columns = width / 2;
    for (size_t y = 0; y < height / 2; y++) {
        const uint8_t *upper = source + 2 * y * width;
        const uint8_t *lower = upper + width;
        uint8_t *row = destination + y * columns;
        for (size_t x = 0; x < columns; x++) {
            const uint32_t sum = (uint32_t)upper[2 * x] + upper[2 * x + 1] + lower[2 * x] +
                                 lower[2 * x + 1];
            row[x] = (uint8_t)((sum + 2) / 4);
        }
    }
}

static inline uint8_t difference(uint8_t a, uint8_t b) {
    return a > b ? (uint8_t)(a - b) : (uint8_t)(b - a);
}

// Columns first: what eight rows hold of a column is found for many columns at once.
PIXREDACT_CLONES
void pixredact_block_statistics(
    const uint8_t *restrict pixels, size_t width, size_t height, uint8_t *restrict least,
    uint8_t *restrict greatest, uint8_t *restrict mean, uint16_t *restrict across,
    uint16_t *restrict down) {
    const size_t columns = (width + BLOCK - 1) / BLOCK;
    uint8_t low[CHUNK], high[CHUNK];
    uint16_t sums[CHUNK], steps_across[CHUNK], steps_down[CHUNK];
    for (size_t top = 0; top < height; top += BLOCK) {
        const size_t rows = height - top < BLOCK ? height - top : BLOCK;
        for (size_t left = 0; left < width; left += CHUNK) {
            const size_t count = width - left < CHUNK ? width - left : CHUNK;
            // The last column has no neighbour to the right, the last row none below.
            const size_t pairs = left + count < width ? count : count - 1;
            memset(low, 255, sizeof low);
            memset(high, 0, sizeof high);
            memset(sums, 0, sizeof sums);
            memset(steps_across, 0, sizeof steps_across);
            memset(steps_down, 0, sizeof steps_down);
            for (size_t y = top; y < top + rows; y++) {
                const uint8_t *row = pixels + y * width + left;
                for (size_t x = 0; x < count; x++) {
                    const uint8_t level = row[x];
                    low[x] = level < low[x] ? level : low[x];
                    high[x] = level > high[x] ? level : high[x];
                    sums[x] = (uint16_t)(sums[x] + level);
                }
                for (size_t x = 0; x < pairs; x++)
                    steps_across[x] = (uint16_t)(steps_across[x] + difference(row[x], row[x + 1]));
                if (y + 1 == height) continue;
                const uint8_t *next = row + width;
                for (size_t x = 0; x < count; x++)
                    steps_down[x] = (uint16_t)(steps_down[x] + difference(row[x], next[x]));
            }
            for (size_t x = 0; x < count; x += BLOCK) {
                const size_t block_width = count - x < BLOCK ? count - x : BLOCK;
                const uint32_t area = (uint32_t)(block_width * rows);
                uint8_t block_low = 255, block_high = 0;
                uint32_t sum = 0, sum_across = 0, sum_down = 0;
                for (size_t i = x; i < x + block_width; i++) {
                    block_low = low[i] < block_low ? low[i] : block_low;
                    block_high = high[i] > block_high ? high[i] : block_high;
                    sum += sums[i];
                    sum_across += steps_across[i];
                    sum_down += steps_down[i];
                }
                const size_t block = top / BLOCK * columns + (left + x) / BLOCK;
                least[block] = block_low;
                greatest[block] = block_high;
                mean[block] = (uint8_t)(sum / area);
                across[block] = (uint16_t)(16 * sum_across / area);
                down[block] = (uint16_t)(16 * sum_down / area);
            }
        }
    }
}

static inline uint8_t lesser(uint8_t a, uint8_t b) { return a < b ? a : b; }

// The least value of each block and of those round it; with `mirror` 255, the greatest.
static void spread(
    const uint8_t *restrict values, size_t columns, size_t rows, uint8_t mirror,
    uint8_t *restrict scratch, uint8_t *restrict result) {
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *from = values + row * columns;
        uint8_t *to = scratch + row * columns;
        for (size_t x = 0; x < columns; x++) to[x] = from[x] ^ mirror;
        for (size_t x = 1; x < columns; x++) to[x] = lesser(to[x], from[x - 1] ^ mirror);
        for (size_t x = 0; x + 1 < columns; x++) to[x] = lesser(to[x], from[x + 1] ^ mirror);
    }
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *above = scratch + (row ? row - 1 : 0) * columns;
        const uint8_t *middle = scratch + row * columns;
        const uint8_t *below = scratch + (row + 1 < rows ? row + 1 : row) * columns;
        uint8_t *to = result + row * columns;
        for (size_t x = 0; x < columns; x++)
            to[x] = lesser(lesser(above[x], below[x]), middle[x]) ^ mirror;
    }
}

// The sum of the differences of a block's pixels and `level`.
static uint32_t distance(
    const uint8_t *pixels, size_t width, size_t columns, size_t rows, uint8_t level) {
    uint32_t sum = 0;
    for (size_t y = 0; y < rows; y++)
        for (size_t x = 0; x < columns; x++) sum += difference(pixels[y * width + x], level);
    return sum;
}

static uint8_t edges_of(uint32_t contrast, uint32_t across, uint32_t down) {
    uint8_t flags = 0;
    // Of modules of `n` pixels an edge lies in every second module, in either direction: the
    // differences are half of the contrast by `n`.
    if (across + down >= 2 * contrast) flags |= PIXREDACT_BLOCK_BUSY;
    if (16 * across >= 12 * contrast && 10 * across >= 12 * down)
        flags |= PIXREDACT_BLOCK_LEANING_ACROSS;
    if (16 * down >= 12 * contrast && 10 * down >= 12 * across)
        flags |= PIXREDACT_BLOCK_LEANING_DOWN;
    if (across >= contrast && 10 * across >= 17 * down) flags |= PIXREDACT_BLOCK_STRIPED_ACROSS;
    if (down >= contrast && 10 * down >= 17 * across) flags |= PIXREDACT_BLOCK_STRIPED_DOWN;
    return flags;
}

size_t pixredact_classify_blocks(
    const uint8_t *restrict pixels, size_t width, size_t height, const uint8_t *restrict least,
    const uint8_t *restrict greatest, const uint8_t *restrict mean,
    const uint16_t *restrict across, const uint16_t *restrict down, uint8_t *restrict contrast,
    uint8_t *restrict thresholds, uint8_t *restrict flags, uint8_t *restrict scratch) {
    // The least difference of light and dark modules in grey levels.
    enum { LEAST_CONTRAST = 24, BILEVEL_SHARE = 36, LEAST_NEIGHBOURS = 3 };
    const size_t columns = (width + BLOCK - 1) / BLOCK, rows = (height + BLOCK - 1) / BLOCK;
    const size_t count = columns * rows;
    uint8_t *low = scratch + count, *high = scratch + 2 * count;
    spread(least, columns, rows, 0, scratch, low);
    spread(greatest, columns, rows, 255, scratch, high);
    for (size_t block = 0; block < count; block++) {
        contrast[block] = (uint8_t)(high[block] - low[block]);
        flags[block] = contrast[block] < LEAST_CONTRAST
                           ? 0
                           : edges_of(contrast[block], across[block], down[block]);
    }
    // Of two levels, all pixels are half of the contrast away from its middle; of noise and of
    // ramps, a third of that.
    for (size_t row = 0; row < rows; row++) {
        const size_t block_rows = height - row * BLOCK < BLOCK ? height - row * BLOCK : BLOCK;
        for (size_t column = 0; column < columns; column++) {
            const size_t block = row * columns + column;
            if (!flags[block]) continue;
            const size_t left = column * BLOCK;
            const uint8_t level = (uint8_t)((low[block] + high[block] + 1) / 2);
            const uint8_t *first = pixels + row * BLOCK * width + left;
            const size_t side = width - left < BLOCK ? width - left : BLOCK;
            const uint32_t sum = side == BLOCK
                                     ? distance(first, width, BLOCK, block_rows, level)
                                     : distance(first, width, side, block_rows, level);
            if (200 * sum >= BILEVEL_SHARE * (uint32_t)(side * block_rows) * contrast[block])
                flags[block] |= PIXREDACT_BLOCK_BILEVEL;
        }
    }
    // Codes have several blocks that are bilevel; what lies beside them may be a part, too.
    memset(thresholds, 255, count);
    size_t found = 0;
    for (size_t row = 0; row < rows; row++) {
        const size_t top = row ? row - 1 : 0, bottom = row + 1 < rows ? row + 1 : row;
        for (size_t column = 0; column < columns; column++) {
            const size_t block = row * columns + column;
            if (!(flags[block] & PIXREDACT_BLOCK_BILEVEL)) continue;
            const size_t left = column ? column - 1 : 0;
            const size_t right = column + 1 < columns ? column + 1 : column;
            size_t neighbours = 0;
            for (size_t y = top; y <= bottom; y++)
                for (size_t x = left; x <= right; x++)
                    neighbours += (flags[y * columns + x] & PIXREDACT_BLOCK_BILEVEL) != 0;
            if (neighbours < LEAST_NEIGHBOURS) continue;
            for (size_t y = top; y <= bottom; y++) {
                for (size_t x = left; x <= right; x++) {
                    const size_t near = y * columns + x;
                    if (thresholds[near] != 255 || contrast[near] < LEAST_CONTRAST) continue;
                    // Light that lies beside a code shifts the middle, many dark modules the mean.
                    thresholds[near] =
                        (uint8_t)(((low[near] + high[near]) / 2 + mean[near]) / 2);
                    found++;
                }
            }
        }
    }
    return found;
}

PIXREDACT_CLONES
void pixredact_binarize(
    const uint8_t *restrict pixels, size_t width, size_t height,
    const uint8_t *restrict thresholds, uint64_t *restrict words, size_t words_per_row) {
    const size_t columns = (width + BLOCK - 1) / BLOCK;
    for (size_t top = 0; top < height; top += BLOCK) {
        const size_t rows = height - top < BLOCK ? height - top : BLOCK;
        const uint8_t *row_thresholds = thresholds + top / BLOCK * columns;
        for (size_t word = 0; word < words_per_row; word++) {
            uint8_t limits[64];
            const size_t count = width - 64 * word < 64 ? width - 64 * word : 64;
            int is_used = 0;
            for (size_t block = 0; block * BLOCK < count; block++) {
                const uint8_t limit = row_thresholds[8 * word + block];
                memset(limits + block * BLOCK, limit, BLOCK);
                is_used |= limit != 255;
            }
            for (size_t y = top; y < top + rows; y++) {
                uint64_t bits = 0;
                const uint8_t *row = pixels + y * width + 64 * word;
                if (is_used && count == 64) {
                    uint8_t lighter[64];
                    for (size_t x = 0; x < 64; x++) lighter[x] = row[x] > limits[x];
                    for (size_t byte = 0; byte < 8; byte++) {
                        uint64_t eight = 0;
                        for (size_t i = 0; i < 8; i++)
                            eight |= (uint64_t)lighter[8 * byte + i] << (8 * i);
                        // Gathers the lowest bits of eight bytes in the highest byte.
                        bits |= (eight * UINT64_C(0x0102040810204080) >> 56) << (8 * byte);
                    }
                } else if (is_used) {
                    for (size_t x = 0; x < count; x++)
                        bits |= (uint64_t)(row[x] > limits[x]) << x;
                }
                words[y * words_per_row + word] = bits;
            }
        }
    }
}

// Swaps ever smaller off-diagonal squares.
static void transpose64(uint64_t rows[64]) {
    uint64_t mask = UINT64_C(0x00000000FFFFFFFF);
    for (unsigned side = 32; side != 0; side >>= 1, mask ^= mask << side) {
        for (unsigned row = 0; row < 64; row = ((row | side) + 1) & ~side) {
            const uint64_t swap = (rows[row] >> side ^ rows[row | side]) & mask;
            rows[row] ^= swap << side;
            rows[row | side] ^= swap;
        }
    }
}

void pixredact_transpose_bits(
    const uint64_t *restrict words, size_t words_per_row, size_t height,
    uint64_t *restrict target, size_t target_words_per_row) {
    uint64_t square[64];
    for (size_t top = 0; top < height; top += 64) {
        const size_t rows = height - top < 64 ? height - top : 64;
        for (size_t word = 0; word < words_per_row; word++) {
            memset(square, 0, sizeof square);
            uint64_t any = 0;
            for (size_t y = 0; y < rows; y++) {
                square[y] = words[(top + y) * words_per_row + word];
                any |= square[y];
            }
            if (any) transpose64(square);
            for (size_t x = 0; x < 64; x++)
                target[(64 * word + x) * target_words_per_row + top / 64] = square[x];
        }
    }
}

// Where the row changes: 0, the first pixel of each further run, `width`.
static size_t find_edges(const uint64_t *words, size_t width, uint32_t *edges) {
    size_t count = 0;
    uint64_t last = words[0] & 1;
    edges[count++] = 0;
    for (size_t word = 0; word * 64 < width; word++) {
        const uint64_t bits = words[word];
        uint64_t changes = bits ^ (bits << 1 | last);
        last = bits >> 63;
        const size_t left = width - 64 * word;
        if (left < 64) changes &= (UINT64_C(1) << left) - 1;
        while (changes) {
            edges[count++] = (uint32_t)(64 * word + (size_t)__builtin_ctzll(changes));
            changes &= changes - 1;
        }
    }
    edges[count++] = (uint32_t)width;
    return count;
}

// Whether runs have the given widths in modules, each within a half of a module and 0.3 pixels.
static int fits(
    const uint32_t *edges, const int *pattern, size_t runs, int32_t modules, int reversed) {
    const int32_t total = (int32_t)(edges[runs] - edges[0]);
    // Modules of less than 1.6 pixels cannot be told from noise.
    if (10 * total < 16 * modules) return 0;
    const int32_t tolerance = total * 5 + modules * 3;
    for (size_t i = 0; i < runs; i++) {
        const int32_t run = (int32_t)(edges[i + 1] - edges[i]);
        const int32_t expected = pattern[reversed ? runs - 1 - i : i] * total;
        const int32_t error = run * modules - expected;
        if (10 * (error < 0 ? -error : error) > tolerance) return 0;
    }
    return 1;
}

// Whether the outer ones of five runs are as wide as modules: without a quiet zone, the dark ring
// of a finder pattern ends where the dark surroundings do.
static int is_ringed(const uint32_t *edges) {
    const uint32_t inner = edges[4] - edges[1];
    return 10 * (edges[1] - edges[0]) >= inner && 10 * (edges[5] - edges[4]) >= inner;
}

// Whether neighbouring runs could be of one width.
static int are_alike(uint32_t one, uint32_t other) {
    return one <= 3 * other && other <= 3 * one;
}

size_t pixredact_scan_runs(
    const uint64_t *restrict words, size_t width, int only_bars, uint32_t *restrict edges,
    pixredact_run_hit *restrict hits, size_t capacity) {
    static const int qr[] = {1, 3, 1};
    static const int bullseye[] = {1, 1, 1, 1, 1, 1, 1};
    // ISO/IEC 15438 5.3.1: 81111113 and 711311121, in modules.
    static const int start[] = {8, 1, 1, 1, 1, 1, 1, 3};
    static const int stop[] = {7, 1, 1, 3, 1, 1, 1, 2, 1};
    const size_t count = find_edges(words, width, edges);
    size_t found = 0;
    for (size_t i = 0; i + 5 < count; i++) {
        const uint32_t *at = edges + i;
        const uint32_t first = at[1] - at[0], second = at[2] - at[1], third = at[3] - at[2];
        pixredact_run_hit hit = {0, 0, 0};
        // Few of the runs in a picture pass these first comparisons.
        if (!only_bars && third > second && third > at[4] - at[3] && is_ringed(at) &&
            fits(at + 1, qr, 3, 5, 0)) {
            hit = (pixredact_run_hit){at[1], at[4], PIXREDACT_RUNS_QR};
        } else if (
            !only_bars && i + 7 < count && are_alike(first, second) && are_alike(second, third) &&
            are_alike(third, at[4] - at[3]) && fits(at, bullseye, 7, 7, 0)) {
            hit = (pixredact_run_hit){at[0], at[7], PIXREDACT_RUNS_BULLSEYE};
        } else if (first > 3 * second && i + 8 < count && fits(at, start, 8, 17, 0)) {
            hit = (pixredact_run_hit){at[0], at[8], PIXREDACT_RUNS_PDF417};
        } else if (first > 3 * second && i + 9 < count && fits(at, stop, 9, 18, 0)) {
            hit = (pixredact_run_hit){at[0], at[9], PIXREDACT_RUNS_PDF417};
        } else if (
            i + 8 < count && at[8] - at[7] > 3 * (at[7] - at[6]) && fits(at, start, 8, 17, 1)) {
            hit = (pixredact_run_hit){at[0], at[8], PIXREDACT_RUNS_PDF417};
        } else if (
            i + 9 < count && at[9] - at[8] > 3 * (at[8] - at[7]) && fits(at, stop, 9, 18, 1)) {
            hit = (pixredact_run_hit){at[0], at[9], PIXREDACT_RUNS_PDF417};
        }
        if (!hit.pattern) continue;
        if (found < capacity) hits[found] = hit;
        found++;
    }
    return found;
}
