#include <string.h>

#include "CPixelKernels.h"
#include "PixelKernelClones.h"

// memcmp is as fast as reading is; most rows of most frames are equal as a whole.
void pixredact_changed_tiles(
    const uint8_t *restrict one, const uint8_t *restrict other, size_t row_bytes, size_t rows,
    size_t tile_bytes, size_t tile_rows, uint8_t *restrict changed) {
    const size_t columns = (row_bytes + tile_bytes - 1) / tile_bytes;
    for (size_t y = 0; y < rows; y++) {
        const uint8_t *left = one + y * row_bytes;
        const uint8_t *right = other + y * row_bytes;
        if (memcmp(left, right, row_bytes) == 0) continue;
        uint8_t *flags = changed + y / tile_rows * columns;
        for (size_t column = 0; column < columns; column++) {
            const size_t start = column * tile_bytes;
            const size_t rest = row_bytes - start;
            const size_t length = rest < tile_bytes ? rest : tile_bytes;
            if (!flags[column] && memcmp(left + start, right + start, length) != 0)
                flags[column] = 1;
        }
    }
}

PIXREDACT_CLONES
uint8_t pixredact_tile_range(const uint8_t *pixels, size_t stride, size_t width, size_t height) {
    uint8_t least = 255;
    uint8_t greatest = 0;
    for (size_t y = 0; y < height; y++) {
        const uint8_t *row = pixels + y * stride;
        for (size_t x = 0; x < width; x++) {
            least = row[x] < least ? row[x] : least;
            greatest = row[x] > greatest ? row[x] : greatest;
        }
    }
    return greatest < least ? 0 : (uint8_t)(greatest - least);
}

// 32 bits hold 65,536 squares of a byte: a row at a time.
PIXREDACT_CLONES
pixredact_tile_sums pixredact_sum_tile(
    const uint8_t *restrict one, const uint8_t *restrict other, size_t stride, size_t width,
    size_t height) {
    pixredact_tile_sums sums = {0, 0, 0, 0};
    for (size_t y = 0; y < height; y++) {
        const uint8_t *left = one + y * stride;
        const uint8_t *right = other + y * stride;
        uint32_t a = 0, b = 0, aa = 0, ab = 0;
        for (size_t x = 0; x < width; x++) {
            const uint32_t p = left[x];
            const uint32_t q = right[x];
            a += p;
            b += q;
            aa += p * p;
            ab += p * q;
        }
        sums.one += a;
        sums.other += b;
        sums.one_squared += aa;
        sums.product += ab;
    }
    return sums;
}

PIXREDACT_CLONES
int32_t pixredact_tile_residual(
    const uint8_t *restrict one, const uint8_t *restrict other, size_t stride, size_t width,
    size_t height, int32_t slope, int32_t offset) {
    int32_t greatest = 0;
    for (size_t y = 0; y < height; y++) {
        const uint8_t *left = one + y * stride;
        const uint8_t *right = other + y * stride;
        for (size_t x = 0; x < width; x++) {
            const int32_t residual = ((int32_t)right[x] << 12) - slope * left[x] - offset;
            const int32_t size = residual < 0 ? -residual : residual;
            greatest = size > greatest ? size : greatest;
        }
    }
    return greatest;
}
