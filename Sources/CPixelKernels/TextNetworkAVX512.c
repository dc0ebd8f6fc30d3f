#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#define LANES 16
#define KERNELS pixredact_text_kernels_avx512
// Thirty-two registers: 24 sums, the vectors of weights; samples are broadcast from memory by the
// multiplication itself.
#define TILE(outputs)                            \
    do {                                         \
        if ((outputs) == 32) TILE_OF(12, 2);     \
        else if ((outputs) == 48) TILE_OF(8, 3); \
        else TILE_OF(6, 4);                      \
    } while (0)
#include "TextNetworkLayers.h"
#pragma clang attribute pop
#endif
