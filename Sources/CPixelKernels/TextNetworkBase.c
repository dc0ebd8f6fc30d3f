// Four lanes: SSE2, which every x86-64 has, and NEON, which every aarch64 has.
#define LANES 4
#define KERNELS pixredact_text_kernels_base
#if defined(__x86_64__)
// Sixteen registers, and a product needs one of its own: there is no fused multiply-add.
#define TILE(outputs) TILE_OF(2, 4)
#else
// Thirty-two registers: 24 sums, four vectors of weights, samples.
#define TILE(outputs) TILE_OF(6, 4)
#endif
#include "TextNetworkLayers.h"
