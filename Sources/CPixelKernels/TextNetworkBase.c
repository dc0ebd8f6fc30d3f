// SSE2, NEON, or whatever four lanes become.
#define LANES 4
#define KERNELS pixredact_text_kernels_base
#if defined(__aarch64__)
#define TILE(outputs) TILE_OF(6, 4)
#else
#define TILE(outputs) TILE_OF(3, 4)
#endif
#include "TextNetworkLayers.h"
