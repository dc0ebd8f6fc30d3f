#include "CPixelKernels.h"
#include "PixelKernelClones.h"

static inline uint8_t clamp(int32_t value) {
    value = value < 0 ? 0 : value;
    return (uint8_t)(value > 255 ? 255 : value);
}

PIXREDACT_CLONES
void pixredact_luma8(
    const uint8_t *restrict source, uint8_t *restrict destination, size_t pixels) {
    for (size_t index = 0; index < pixels; index++) {
        const uint8_t *pixel = source + 3 * index;
        // 0.299, 0.587 and 0.114 in 256ths; their sum is 256.
        destination[index] =
            (uint8_t)((77u * pixel[0] + 150u * pixel[1] + 29u * pixel[2] + 128u) >> 8);
    }
}

PIXREDACT_CLONES
void pixredact_maximum8(
    const uint8_t *restrict source, uint8_t *restrict destination, size_t pixels) {
    for (size_t index = 0; index < pixels; index++) {
        const uint8_t *pixel = source + 3 * index;
        const uint8_t greater = pixel[0] > pixel[1] ? pixel[0] : pixel[1];
        destination[index] = greater > pixel[2] ? greater : pixel[2];
    }
}

PIXREDACT_CLONES
void pixredact_ybr_full_to_rgb(
    const uint8_t *restrict source, uint8_t *restrict destination, size_t pixels) {
    for (size_t index = 0; index < pixels; index++) {
        const uint8_t *pixel = source + 3 * index;
        uint8_t *to = destination + 3 * index;
        const int32_t y = ((int32_t)pixel[0] << 16) + 0x8000;
        const int32_t cb = (int32_t)pixel[1] - 128;
        const int32_t cr = (int32_t)pixel[2] - 128;
        // 1.402, 0.344136, 0.714136 and 1.772 in 65,536ths.
        to[0] = clamp((y + 91881 * cr) >> 16);
        to[1] = clamp((y - 22554 * cb - 46802 * cr) >> 16);
        to[2] = clamp((y + 116130 * cb) >> 16);
    }
}

PIXREDACT_CLONES
void pixredact_ybr_partial_to_rgb(
    const uint8_t *restrict source, uint8_t *restrict destination, size_t pixels) {
    for (size_t index = 0; index < pixels; index++) {
        const uint8_t *pixel = source + 3 * index;
        uint8_t *to = destination + 3 * index;
        // 1.1644, 1.5960, 0.3918, 0.8130 and 2.0172 in 65,536ths.
        const int32_t y = 76309 * ((int32_t)pixel[0] - 16) + 0x8000;
        const int32_t cb = (int32_t)pixel[1] - 128;
        const int32_t cr = (int32_t)pixel[2] - 128;
        to[0] = clamp((y + 104597 * cr) >> 16);
        to[1] = clamp((y - 25675 * cb - 53279 * cr) >> 16);
        to[2] = clamp((y + 132201 * cb) >> 16);
    }
}

PIXREDACT_CLONES
uint8_t pixredact_greatest_difference(
    const uint8_t *restrict one, const uint8_t *restrict other, size_t count) {
    uint8_t greatest = 0;
    for (size_t index = 0; index < count; index++) {
        const uint8_t a = one[index];
        const uint8_t b = other[index];
        const uint8_t difference = a > b ? (uint8_t)(a - b) : (uint8_t)(b - a);
        greatest = difference > greatest ? difference : greatest;
    }
    return greatest;
}

PIXREDACT_CLONES
uint8_t pixredact_contrast(const uint8_t *restrict source, size_t count) {
    uint8_t least = 255;
    uint8_t greatest = 0;
    for (size_t index = 0; index < count; index++) {
        const uint8_t value = source[index];
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
    }
    return greatest > least ? (uint8_t)(greatest - least) : 0;
}
