/* A narrow door to OpenJPH's encoder, which is C++: interleaved samples in, a whole HTJ2K codestream
 * in memory out. No exception passes it, and nothing is printed. */
#ifndef COPENJPH_H
#define COPENJPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PIXREDACT_OPENJPH_MAX_COMPONENTS = 4,
    PIXREDACT_OPENJPH_MAX_LEVELS = 32,
    /* OpenJPH computes in 32 bits, of which transforms and block coder take their share; it aborts from
     * 27 bits on. OpenJPEG 2.5.4 and OpenJPH 0.26.3 decode 24 bits exactly. */
    PIXREDACT_OPENJPH_MAX_BITS = 24
};

/* The samples of a picture: pixels side by side, components within a pixel, little endian. */
struct pixredact_openjph_picture {
    uint32_t width;
    uint32_t height;
    uint32_t components;       /* 1 to PIXREDACT_OPENJPH_MAX_COMPONENTS */
    uint32_t bytes_per_sample; /* 1, 2 or 4 */
    uint8_t bits[PIXREDACT_OPENJPH_MAX_COMPONENTS]; /* 1 to PIXREDACT_OPENJPH_MAX_BITS */
    uint8_t is_signed[PIXREDACT_OPENJPH_MAX_COMPONENTS]; /* 0 or 1 */
};

/* How to code a picture: 5/3 wavelet, one layer, progression RPCL, a tile-part for each tile. */
struct pixredact_openjph_coding {
    uint32_t image_offset_x, image_offset_y; /* XOsiz, YOsiz */
    uint32_t tile_offset_x, tile_offset_y;   /* XTOsiz, YTOsiz */
    uint32_t tile_width, tile_height;        /* XTsiz, YTsiz */
    uint32_t levels;                         /* decompositions, to PIXREDACT_OPENJPH_MAX_LEVELS */
    uint32_t block_width, block_height;
    /* Exponents of the precinct sizes, lowest resolution first: levels + 1 of them. */
    uint8_t precinct_x[PIXREDACT_OPENJPH_MAX_LEVELS + 1];
    uint8_t precinct_y[PIXREDACT_OPENJPH_MAX_LEVELS + 1];
    bool uses_colour_transform; /* RCT; needs three components of the same bits and sign */
};

#ifdef __cplusplus
extern "C" {
#endif

/* Of each sample the low `bits` count. False where OpenJPH refuses or memory is short; else
 * `*codestream` is allocated here and released by pixredact_openjph_free. */
bool pixredact_openjph_encode(
    const struct pixredact_openjph_picture *picture, const struct pixredact_openjph_coding *coding,
    const uint8_t *samples, uint8_t **codestream, size_t *size);

void pixredact_openjph_free(uint8_t *codestream);

#ifdef __cplusplus
}
#endif

#endif
