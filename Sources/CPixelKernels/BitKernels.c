#include <string.h>

#include "CPixelKernels.h"
#include "PixelKernelClones.h"

PIXREDACT_CLONES
void pixredact_test_bits8(
    const void *restrict source, uint8_t *restrict destination, size_t count, uint32_t mask) {
    const uint8_t *from = source;
    const uint8_t bits = (uint8_t)mask;
    for (size_t index = 0; index < count; index++) destination[index] = (from[index] & bits) != 0;
}

PIXREDACT_CLONES
void pixredact_test_bits16(
    const void *restrict source, uint8_t *restrict destination, size_t count, uint32_t mask) {
    const unaligned_uint16 *from = source;
    const uint16_t bits = (uint16_t)mask;
    for (size_t index = 0; index < count; index++) destination[index] = (from[index] & bits) != 0;
}

PIXREDACT_CLONES
void pixredact_test_bits32(
    const void *restrict source, uint8_t *restrict destination, size_t count, uint32_t mask) {
    const unaligned_uint32 *from = source;
    for (size_t index = 0; index < count; index++) destination[index] = (from[index] & mask) != 0;
}

void pixredact_and_pattern(uint8_t *bytes, size_t count, const uint8_t pattern[8]) {
    uint64_t keep;
    memcpy(&keep, pattern, sizeof keep);
    size_t index = 0;
    for (; index + 8 <= count; index += 8) {
        uint64_t word;
        memcpy(&word, bytes + index, sizeof word);
        word &= keep;
        memcpy(bytes + index, &word, sizeof word);
    }
    for (; index < count; index++) bytes[index] &= pattern[index & 7];
}

// The value of a sample's sign bit, spread over the word.
#define USED_BITS(name, word)                                                                      \
    PIXREDACT_CLONES                                                                               \
    pixredact_used_bits name(const void *source, size_t count, uint32_t sign_bit) {                \
        const word *from = source;                                                                 \
        const uint32_t sign = sign_bit;                                                            \
        uint32_t positive = 0;                                                                     \
        uint32_t negative = 0;                                                                     \
        uint32_t negative_everywhere = UINT32_MAX;                                                 \
        for (size_t index = 0; index < count; index++) {                                           \
            const uint32_t value = from[index];                                                    \
            const uint32_t is_negative = (value & sign) != 0 ? UINT32_MAX : 0;                     \
            positive |= value & ~is_negative;                                                      \
            negative |= value & is_negative;                                                       \
            negative_everywhere &= value | ~is_negative;                                           \
        }                                                                                          \
        const pixredact_used_bits used = {positive, negative, negative_everywhere};                \
        return used;                                                                               \
    }

USED_BITS(pixredact_used_bits8, uint8_t)
USED_BITS(pixredact_used_bits16, unaligned_uint16)
USED_BITS(pixredact_used_bits32, unaligned_uint32)
