#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define KERNELS pixredact_text_kernels_avx2
// Sixteen registers: twelve sums, two or three samples, one vector of weights. Four pixels by three
// vectors would need all of them and more: the compiler loads samples ahead and spills sums.
#define TILE(outputs)                       \
    do {                                    \
        if ((outputs) == 48) TILE_OF(2, 6); \
        else TILE_OF(3, 4);                 \
    } while (0)
#include "TextNetworkLayers.h"
#pragma clang attribute pop
#endif
