#ifndef CJPEG_FILL_LEVEL_H
#define CJPEG_FILL_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

/// The quantised DC coefficient whose block shows `value`; a block without AC shows
/// round(DC x q / 8) + centre (ISO 10918-1 A.3.3), clamped to the range of samples.
///
/// False where no level shows it. `quantizer` is at least 1.
static inline bool fill_level_of(int value, int quantizer, int precision, int *level) {
    int centre = 1 << (precision - 1);
    int maximum = 2 * centre - 1;
    // Unquantised coefficients have three bits more than samples, and a sign.
    int limit = 8 * centre;
    // Out-of-range levels wrap in libjpeg's clamping table beyond four times the sample range.
    int furthest = 8 * (4 * centre - 1);
    if (value <= 0 || value >= maximum) {
        // Up, not to the nearest: a level short of the end of the range would show dark grey.
        int far = (limit + quantizer - 1) / quantizer;
        // +limit differs from -limit by more than the DC categories can say.
        if (value > 0 && far > limit - 1) far = limit - 1;
        *level = value <= 0 ? -far : far;
        return far * quantizer <= furthest;
    }
    int wanted = 8 * (value - centre);
    int half = quantizer / 2;
    *level = (wanted + (wanted < 0 ? -half : half)) / quantizer;
    int error = *level * quantizer - wanted;
    // Less than half a sample off, so that any rounding arrives at `value`.
    return error <= 3 && error >= -3;
}

/// Whether a block of 64 coefficients is the fill and nothing else.
static inline bool is_fill(const int16_t *block, int level) {
    int others = 0;
    for (int index = 1; index < 64; index++) others |= block[index];
    return block[0] == level && others == 0;
}

#endif
