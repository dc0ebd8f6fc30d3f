#include "Prediction.h"

// `left` is a sample, within 16 bits: the halves of 5, 6 and 7 are of whole differences (H.1.2.1:
// arithmetic shifts), and of samples modulo 2^16.
static inline __attribute__((always_inline)) int32_t predict(
    const uint32_t predictor, int32_t left, int32_t above, int32_t above_left) {
    switch (predictor) {
    case 1: return left;
    case 2: return above;
    case 3: return above_left;
    case 4: return left + above - above_left;
    case 5: return left + ((above - above_left) >> 1);
    case 6: return above + ((left - above_left) >> 1);
    default: return (left + above) >> 1;
    }
}

static inline __attribute__((always_inline)) void sum_with(
    const uint32_t predictor, const line_prediction *line, const uint16_t *restrict above,
    const int16_t *restrict differences, uint16_t *restrict samples) {
    const size_t step = line->step;
    for (size_t component = 0; component < step; component++) {
        uint16_t left = samples[component];
        for (size_t i = component + step; i < line->count; i += step) {
            int32_t prediction = predict(predictor, left, above[i], above[i - step]);
            left = (uint16_t)(prediction + differences[i]);
            samples[i] = left;
        }
    }
}

// Predictors 2 and 3, which look at no sample of the same line.
static void add_to(
    const uint16_t *restrict predictions, const line_prediction *line,
    const int16_t *restrict differences, uint16_t *restrict samples) {
    for (size_t i = line->step; i < line->count; i++) {
        samples[i] = (uint16_t)(predictions[i - line->step] + differences[i]);
    }
}

// Predictor 1, and the first line of all: it knows only left neighbours.
static void sum_from_left(
    const line_prediction *line, const int16_t *restrict differences, uint16_t *restrict samples) {
    const size_t step = line->step;
    for (size_t component = 0; component < step; component++) {
        uint16_t left = samples[component];
        for (size_t i = component + step; i < line->count; i += step) {
            left = (uint16_t)(left + differences[i]);
            samples[i] = left;
        }
    }
}

void jpegll_samples_of_differences(
    const line_prediction *line, const uint16_t *above, const int16_t *differences,
    uint16_t *samples) {
    for (size_t i = 0; i < line->step; i++) {
        uint16_t prediction = above ? above[i] : line->origin;
        samples[i] = (uint16_t)(prediction + differences[i]);
    }
    switch (above ? line->predictor : 1) {
    case 2: add_to(above + line->step, line, differences, samples); return;
    case 3: add_to(above, line, differences, samples); return;
    case 4: sum_with(4, line, above, differences, samples); return;
    case 5: sum_with(5, line, above, differences, samples); return;
    case 6: sum_with(6, line, above, differences, samples); return;
    case 7: sum_with(7, line, above, differences, samples); return;
    default: sum_from_left(line, differences, samples); return;
    }
}

static inline __attribute__((always_inline)) void subtract_with(
    const uint32_t predictor, const line_prediction *line, const uint16_t *restrict above,
    const uint16_t *restrict samples, int16_t *restrict differences) {
    const size_t step = line->step;
    for (size_t i = step; i < line->count; i++) {
        int32_t prediction = predict(predictor, samples[i - step], above[i], above[i - step]);
        differences[i] = (int16_t)(samples[i] - prediction);
    }
}

void jpegll_differences_of_samples(
    const line_prediction *line, const uint16_t *above, const uint16_t *samples,
    int16_t *differences) {
    for (size_t i = 0; i < line->step; i++) {
        differences[i] = (int16_t)(samples[i] - (above ? above[i] : line->origin));
    }
    switch (above ? line->predictor : 1) {
    case 2: subtract_with(2, line, above, samples, differences); return;
    case 3: subtract_with(3, line, above, samples, differences); return;
    case 4: subtract_with(4, line, above, samples, differences); return;
    case 5: subtract_with(5, line, above, samples, differences); return;
    case 6: subtract_with(6, line, above, samples, differences); return;
    case 7: subtract_with(7, line, above, samples, differences); return;
    default: break;
    }
    for (size_t i = line->step; i < line->count; i++) {
        differences[i] = (int16_t)(samples[i] - samples[i - line->step]);
    }
}
