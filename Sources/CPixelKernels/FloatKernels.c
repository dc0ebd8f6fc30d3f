#include <string.h>

#include "CPixelKernels.h"
#include "PixelKernelClones.h"

typedef uint64_t __attribute__((aligned(1), may_alias)) unaligned_uint64;

// IEEE 754 numbers in an unsigned integer's order: the sign bit flipped, all bits of negative ones.
static inline uint32_t ordered32(uint32_t bits) {
    return bits ^ ((uint32_t)-(int32_t)(bits >> 31) | 0x80000000u);
}

static inline uint64_t ordered64(uint64_t bits) {
    return bits ^ ((uint64_t)-(int64_t)(bits >> 63) | 0x8000000000000000u);
}

static inline uint32_t is_finite32(uint32_t bits) { return (bits & 0x7F800000u) != 0x7F800000u; }

static inline uint64_t is_finite64(uint64_t bits) {
    return (bits & 0x7FF0000000000000u) != 0x7FF0000000000000u;
}

PIXREDACT_CLONES
size_t pixredact_range_float32(
    const void *restrict source, size_t count, uint64_t *restrict least,
    uint64_t *restrict greatest) {
    const unaligned_uint32 *from = source;
    uint32_t low = UINT32_MAX;
    uint32_t high = 0;
    size_t finite = 0;
    for (size_t index = 0; index < count; index++) {
        const uint32_t key = ordered32(from[index]);
        const uint32_t counts = is_finite32(from[index]);
        const uint32_t mask = (uint32_t)-(int32_t)counts;
        const uint32_t lower = key | ~mask;
        const uint32_t upper = key & mask;
        low = lower < low ? lower : low;
        high = upper > high ? upper : high;
        finite += counts;
    }
    *least = low;
    *greatest = high;
    return finite;
}

PIXREDACT_CLONES
size_t pixredact_range_float64(
    const void *restrict source, size_t count, uint64_t *restrict least,
    uint64_t *restrict greatest) {
    const unaligned_uint64 *from = source;
    uint64_t low = UINT64_MAX;
    uint64_t high = 0;
    size_t finite = 0;
    for (size_t index = 0; index < count; index++) {
        const uint64_t key = ordered64(from[index]);
        const uint64_t counts = is_finite64(from[index]);
        const uint64_t mask = (uint64_t)-(int64_t)counts;
        const uint64_t lower = key | ~mask;
        const uint64_t upper = key & mask;
        low = lower < low ? lower : low;
        high = upper > high ? upper : high;
        finite += counts;
    }
    *least = low;
    *greatest = high;
    return finite;
}

PIXREDACT_CLONES
void pixredact_order_float32(
    const void *restrict source, uint16_t *restrict destination, size_t count) {
    const unaligned_uint32 *from = source;
    for (size_t index = 0; index < count; index++) {
        destination[index] = (uint16_t)(ordered32(from[index]) >> 16);
    }
}

PIXREDACT_CLONES
void pixredact_order_float64(
    const void *restrict source, uint16_t *restrict destination, size_t count) {
    const unaligned_uint64 *from = source;
    for (size_t index = 0; index < count; index++) {
        destination[index] = (uint16_t)(ordered64(from[index]) >> 48);
    }
}

// Neither comparison holds for what is not a number: it becomes 0.
static inline uint16_t level(double value, double unit, double low, double scale) {
    double place = (value * unit - low) * scale;
    place = place > 0 ? place : 0;
    place = place < 65535 ? place : 65535;
    return (uint16_t)(place + 0.5);
}

PIXREDACT_CLONES
void pixredact_window_float32(
    const void *restrict source, uint16_t *restrict destination, size_t count, double unit,
    double low, double scale) {
    const unaligned_uint32 *from = source;
    for (size_t index = 0; index < count; index++) {
        const uint32_t bits = from[index];
        float value;
        memcpy(&value, &bits, sizeof value);
        destination[index] = level((double)value, unit, low, scale);
    }
}

PIXREDACT_CLONES
void pixredact_window_float64(
    const void *restrict source, uint16_t *restrict destination, size_t count, double unit,
    double low, double scale) {
    const unaligned_uint64 *from = source;
    for (size_t index = 0; index < count; index++) {
        const uint64_t bits = from[index];
        double value;
        memcpy(&value, &bits, sizeof value);
        destination[index] = level(value, unit, low, scale);
    }
}

void pixredact_classes_float32(
    const void *restrict source, uint8_t *restrict destination, size_t count) {
    const unaligned_uint32 *from = source;
    for (size_t index = 0; index < count; index++) {
        const uint32_t bits = from[index];
        const uint8_t other = (bits & 0x007FFFFFu) != 0 ? 255 : (bits >> 31) != 0 ? 85 : 170;
        destination[index] = is_finite32(bits) ? 0 : other;
    }
}

void pixredact_classes_float64(
    const void *restrict source, uint8_t *restrict destination, size_t count) {
    const unaligned_uint64 *from = source;
    for (size_t index = 0; index < count; index++) {
        const uint64_t bits = from[index];
        const uint8_t other =
            (bits & 0x000FFFFFFFFFFFFFu) != 0 ? 255 : (bits >> 63) != 0 ? 85 : 170;
        destination[index] = is_finite64(bits) ? 0 : other;
    }
}

PIXREDACT_CLONES
void pixredact_swap64(const void *restrict source, void *restrict destination, size_t count) {
    const unaligned_uint64 *from = source;
    unaligned_uint64 *to = destination;
    for (size_t index = 0; index < count; index++) to[index] = __builtin_bswap64(from[index]);
}
