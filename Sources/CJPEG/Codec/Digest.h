// A digest of the blocks of a component, which may come in any order.

#ifndef CJPEG_DIGEST_H
#define CJPEG_DIGEST_H

#include <stdint.h>
#include <string.h>

/// Sixteen sums of products of 32-bit halves, after XXH3: all lanes at once in vector registers.
/// Keys made of a block's place make the sums depend on the places of the blocks.
typedef struct {
    uint64_t sums[16];
} digest;

/// The place of the quantisation table, where no block can be.
#define DIGEST_OF_QUANTIZATION UINT64_MAX

static const uint64_t digest_keys[16] = {
    0x9E3779B97F4A7C15, 0x3C6EF372FE94F82A, 0xDAA66D2C7DDF743F, 0x78DDE6E5FD29F054,
    0x1715609F7C746C69, 0xB54CDA58FBBEE87E, 0x538454127B096493, 0xF1BBCDCBFA53E0A8,
    0x8FF34785799E5CBD, 0x2E2AC13EF8E8D8D2, 0xCC623AF8783354E7, 0x6A99B4B1F77DD0FC,
    0x08D12E6B76C84D11, 0xA708A824F612C926, 0x454021DE755D453B, 0xE3779B97F4A7C150};

/// Adds 128 bytes: 64 coefficients of the block at `place`, or a quantisation table.
static inline void add_to_digest(digest *sum, uint64_t place, const void *bytes) {
    uint64_t words[16];
    memcpy(words, bytes, sizeof words);
    uint64_t key = place * 0xD6E8FEB86659FD93;
    for (int index = 0; index < 16; index++) {
        uint64_t mixed = words[index] ^ (digest_keys[index] + key);
        sum->sums[index] += (mixed & 0xFFFFFFFF) * (mixed >> 32) + words[index];
    }
}

static inline uint64_t value_of_digest(const digest *sum) {
    uint64_t value = 0;
    for (int index = 0; index < 16; index++) {
        value = (value ^ sum->sums[index]) * 0x9E3779B185EBCA87;
        value ^= value >> 29;
    }
    return value;
}

#endif
