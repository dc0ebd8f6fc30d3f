// ISO 10918-1 H.1.2.1, table H.1. Lines of samples, those of `step` components side by side.
//   Ra  left        Rb  above       Rc  above left      Px  prediction

#ifndef CJPEGLOSSLESS_PREDICTION_H
#define CJPEGLOSSLESS_PREDICTION_H

#include "CJPEGLossless.h"

typedef struct {
    uint32_t predictor;
    /// What the first sample of a scan or restart interval is predicted to be: 2^(P - Pt - 1).
    uint16_t origin;
    uint32_t step;
    /// Samples of a line.
    size_t count;
} line_prediction;

/// Sums differences up to samples, modulo 2^16. `above` is null in the first line of an interval.
void jpegll_samples_of_differences(
    const line_prediction *line, const uint16_t *above, const int16_t *differences,
    uint16_t *samples);

/// The reverse.
void jpegll_differences_of_samples(
    const line_prediction *line, const uint16_t *above, const uint16_t *samples,
    int16_t *differences);

#endif
