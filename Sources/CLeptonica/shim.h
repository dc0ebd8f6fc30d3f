#ifndef PIXREDACT_CLEPTONICA_SHIM_H
#define PIXREDACT_CLEPTONICA_SHIM_H

#include <stdbool.h>
#include <stdint.h>

#include <allheaders.h>

// Pix is an open struct up to leptonica 1.82 and an opaque one from 1.83 on, which Swift imports as
// two different pointer types. It stays on this side: bytes go in, bytes come out.

/// An 8-bit Pix of tightly packed bytes, or NULL. Pix rows are 32-bit words, first pixel in the
/// highest byte, whatever the byte order of the machine.
static inline PIX *pixredact_pix(const uint8_t *pixels, int32_t width, int32_t height) {
    PIX *pix = pixCreate(width, height, 8);
    if (!pix) return NULL;
    uint32_t *row = pixGetData(pix);
    const int32_t words = pixGetWpl(pix);
    for (int32_t y = 0; y < height; y++, row += words, pixels += width) {
        for (int32_t x = 0; x < width; x++) {
            SET_DATA_BYTE(row, x, pixels[x]);
        }
    }
    return pix;
}

/// The grey top-hat of `pixels` with a square of `size` x `size`: what is brighter than its
/// surroundings and narrower than the square, or, with `findsDark`, what is darker.
/// `pixels` and `result` hold width x height bytes. False where memory ran out.
static inline bool pixredact_top_hat(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t size, bool findsDark,
    uint8_t *result) {
    PIX *source = pixredact_pix(pixels, width, height);
    if (!source) return false;
    PIX *hat = pixTophat(source, size, size, findsDark ? L_TOPHAT_BLACK : L_TOPHAT_WHITE);
    pixDestroy(&source);
    if (!hat) return false;
    const uint32_t *row = pixGetData(hat);
    const int32_t words = pixGetWpl(hat);
    for (int32_t y = 0; y < height; y++, row += words, result += width) {
        for (int32_t x = 0; x < width; x++) {
            result[x] = GET_DATA_BYTE(row, x);
        }
    }
    pixDestroy(&hat);
    return true;
}

/// Leptonica reports on stderr: nothing of it may mix with our messages.
static inline void pixredact_silence_leptonica(void) {
    setMsgSeverity(L_SEVERITY_NONE);
}

#endif
