#include "CPixelKernels.h"

#include <string.h>

#include "PixelKernelClones.h"

PIXREDACT_CLONES
void pixredact_swap16(const void *restrict source, void *restrict destination, size_t count) {
    const unaligned_uint16 *from = source;
    unaligned_uint16 *to = destination;
    for (size_t index = 0; index < count; index++) to[index] = __builtin_bswap16(from[index]);
}

PIXREDACT_CLONES
void pixredact_swap32(const void *restrict source, void *restrict destination, size_t count) {
    const unaligned_uint32 *from = source;
    unaligned_uint32 *to = destination;
    for (size_t index = 0; index < count; index++) to[index] = __builtin_bswap32(from[index]);
}

PIXREDACT_CLONES
void pixredact_interleave8(const void *restrict planes, void *restrict destination, size_t count) {
    const uint8_t *from = planes;
    uint8_t *to = destination;
    for (size_t index = 0; index < count; index++) {
        to[3 * index] = from[index];
        to[3 * index + 1] = from[count + index];
        to[3 * index + 2] = from[2 * count + index];
    }
}

PIXREDACT_CLONES
void pixredact_interleave16(const void *restrict planes, void *restrict destination, size_t count) {
    const unaligned_uint16 *from = planes;
    unaligned_uint16 *to = destination;
    for (size_t index = 0; index < count; index++) {
        to[3 * index] = from[index];
        to[3 * index + 1] = from[count + index];
        to[3 * index + 2] = from[2 * count + index];
    }
}

PIXREDACT_CLONES
void pixredact_interleave32(const void *restrict planes, void *restrict destination, size_t count) {
    const unaligned_uint32 *from = planes;
    unaligned_uint32 *to = destination;
    for (size_t index = 0; index < count; index++) {
        to[3 * index] = from[index];
        to[3 * index + 1] = from[count + index];
        to[3 * index + 2] = from[2 * count + index];
    }
}

PIXREDACT_CLONES
void pixredact_spread422(
    const uint8_t *restrict source, uint8_t *restrict destination, size_t pairs) {
    for (size_t index = 0; index < pairs; index++) {
        const uint8_t *from = source + 4 * index;
        uint8_t *to = destination + 6 * index;
        to[0] = from[0];
        to[1] = from[2];
        to[2] = from[3];
        to[3] = from[1];
        to[4] = from[2];
        to[5] = from[3];
    }
}

void pixredact_unpack_bits(
    const uint8_t *restrict source, size_t first_bit, uint8_t *restrict destination,
    size_t count) {
    for (size_t index = 0; index < count; index++) {
        const size_t bit = first_bit + index;
        destination[index] = (source[bit >> 3] >> (bit & 7)) & 1;
    }
}

// Equal neighbours would wait for each other's increment; two tables take turns.
void pixredact_histogram8(const uint8_t *source, size_t count, uint32_t *bins) {
    uint32_t other[256];
    memset(other, 0, sizeof other);
    size_t index = 0;
    for (; index + 2 <= count; index += 2) {
        bins[source[index]]++;
        other[source[index + 1]]++;
    }
    if (index < count) bins[source[index]]++;
    for (size_t bin = 0; bin < 256; bin++) bins[bin] += other[bin];
}

void pixredact_histogram16(const void *source, size_t count, uint32_t *bins) {
    const unaligned_uint16 *from = source;
    for (size_t index = 0; index < count; index++) bins[from[index]]++;
}

void pixredact_recount8(
    const uint8_t *old, const uint8_t *other, size_t stride, size_t width, size_t height,
    uint32_t *bins) {
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
            bins[old[y * stride + x]]--;
            bins[other[y * stride + x]]++;
        }
    }
}

void pixredact_recount16(
    const void *old, const void *other, size_t stride, size_t width, size_t height, uint32_t *bins) {
    const unaligned_uint16 *gone = old;
    const unaligned_uint16 *come = other;
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
            bins[gone[y * stride + x]]--;
            bins[come[y * stride + x]]++;
        }
    }
}

void pixredact_lookup8(
    const uint8_t *restrict source, uint8_t *restrict destination, size_t count,
    const uint8_t *restrict table) {
    for (size_t index = 0; index < count; index++) destination[index] = table[source[index]];
}

void pixredact_lookup16(
    const void *restrict source, uint8_t *restrict destination, size_t count,
    const uint8_t *restrict table) {
    const unaligned_uint16 *from = source;
    for (size_t index = 0; index < count; index++) destination[index] = table[from[index]];
}

PIXREDACT_CLONES
void pixredact_range32(
    const void *restrict source, size_t count, uint32_t flip, uint32_t *restrict least,
    uint32_t *restrict greatest) {
    const unaligned_uint32 *from = source;
    uint32_t low = UINT32_MAX;
    uint32_t high = 0;
    for (size_t index = 0; index < count; index++) {
        const uint32_t value = from[index] ^ flip;
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    *least = low;
    *greatest = high;
}

PIXREDACT_CLONES
void pixredact_window32(
    const void *restrict source, uint16_t *restrict destination, size_t count, uint32_t flip,
    uint32_t low, uint32_t high) {
    const unaligned_uint32 *from = source;
    // 2^32 / 65,535 x span fits 48 bits; the product with a value of 32 bits would not fit 64, so
    // wide spans lose bits that 16 could not show anyway.
    const uint32_t span = high - low;
    uint32_t shift = 0;
    while ((span >> shift) > 0xFFFF) shift++;
    const uint32_t narrow = span >> shift;
    const uint64_t scale = ((uint64_t)65535 << 16) / narrow;
    for (size_t index = 0; index < count; index++) {
        uint32_t value = from[index] ^ flip;
        value = value < low ? low : value;
        value = value > high ? high : value;
        destination[index] = (uint16_t)(((uint64_t)((value - low) >> shift) * scale + 0x8000) >> 16);
    }
}
