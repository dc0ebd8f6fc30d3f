/* A narrow door to OpenJPEG: a whole codestream in memory in, interleaved samples out, and back.
 *
 * OpenJPEG's parameter structs are thousands of bytes of arrays and its streams are callbacks, both
 * awkward from Swift. Nothing here prints: the library's messages are counted, never shown, since
 * they may hold values of the file. */
#ifndef CJPEG2000_H
#define CJPEG2000_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PIXREDACT_JPEG2000_MAX_COMPONENTS = 4,
    PIXREDACT_JPEG2000_MAX_RESOLUTIONS = 33,
    /* OpenJPEG keeps coefficients in 32 bits, of which its encoder takes 6 for itself. The 5/3
     * wavelet can make them 8.3 times as great as the samples, RCT twice that: so many bits are
     * exact whatever the picture. (Noise was exact up to 23, and 24 without RCT.) */
    PIXREDACT_JPEG2000_MAX_BITS = 21
};

/* The samples of a picture: pixels side by side, components within a pixel, little endian. Every
 * pixel has a sample of every component, subsampled or not. */
struct pixredact_jpeg2000_picture {
    uint32_t offset_x, offset_y; /* XOsiz, YOsiz */
    uint32_t width;
    uint32_t height;
    uint32_t components;       /* 1 to PIXREDACT_JPEG2000_MAX_COMPONENTS */
    uint32_t bytes_per_sample; /* 1, 2 or 4 */
    /* 1 to PIXREDACT_JPEG2000_MAX_BITS, and within the container */
    uint8_t bits[PIXREDACT_JPEG2000_MAX_COMPONENTS];
    uint8_t is_signed[PIXREDACT_JPEG2000_MAX_COMPONENTS]; /* 0 or 1 */
    /* XRsiz, YRsiz: 1 to 255, and a sample lies in the picture */
    uint8_t step_x[PIXREDACT_JPEG2000_MAX_COMPONENTS];
    uint8_t step_y[PIXREDACT_JPEG2000_MAX_COMPONENTS];
};

/* How to code a picture reversibly. */
struct pixredact_jpeg2000_coding {
    uint32_t tile_offset_x, tile_offset_y; /* XTOsiz, YTOsiz; used when is_tiled */
    uint32_t tile_width, tile_height;      /* XTsiz, YTsiz; used when is_tiled */
    bool is_tiled;
    bool uses_colour_transform; /* RCT; needs three components alike */
    uint8_t progression_order;  /* SGcod: 0 to 4 */
    uint8_t resolutions;        /* decomposition levels plus one, at most PIXREDACT_..._RESOLUTIONS */
    uint8_t block_width_exponent, block_height_exponent; /* 2 to 10, together at most 12 */
    bool has_precincts;
    /* SPcod: PPx in the low, PPy in the high half; lowest resolution first */
    uint8_t precincts[PIXREDACT_JPEG2000_MAX_RESOLUTIONS];
};

enum pixredact_jpeg2000_result {
    PIXREDACT_JPEG2000_OK = 0,
    PIXREDACT_JPEG2000_NO_MEMORY,
    PIXREDACT_JPEG2000_BAD_HEADER,   /* OpenJPEG refused the main header */
    PIXREDACT_JPEG2000_BAD_DATA,     /* OpenJPEG refused a tile */
    PIXREDACT_JPEG2000_DAMAGED_DATA, /* OpenJPEG went on, but a check inside the data failed */
    PIXREDACT_JPEG2000_MISMATCH,     /* the decoded picture is not the announced one */
    PIXREDACT_JPEG2000_NOT_ENCODED
};

/* Decodes a codestream (from SOC to EOC, no JP2 boxes) in strict mode, on one thread.
 *
 * `samples` holds width x height x components x bytes_per_sample bytes; it is written only when
 * every tile was decoded. A signed sample is sign-extended to its container. A sample of a
 * subsampled component is repeated for the pixels up to the next one. */
enum pixredact_jpeg2000_result pixredact_jpeg2000_decode(
    const uint8_t *codestream, size_t size, const struct pixredact_jpeg2000_picture *picture,
    uint8_t *samples);

/* Codes a picture with the 5/3 wavelet in one quality layer, nothing discarded, on one thread.
 *
 * Of each sample the low `bits` count. A subsampled component takes the samples of the pixels that
 * lie on its grid. `*codestream` is allocated here and released by
 * pixredact_jpeg2000_free. */
enum pixredact_jpeg2000_result pixredact_jpeg2000_encode(
    const struct pixredact_jpeg2000_picture *picture,
    const struct pixredact_jpeg2000_coding *coding, const uint8_t *samples, uint8_t **codestream,
    size_t *size);

void pixredact_jpeg2000_free(uint8_t *codestream);

#endif
