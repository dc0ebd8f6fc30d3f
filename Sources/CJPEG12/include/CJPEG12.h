// What 12-bit JPEG needs of GDCM's libjpeg: the functions of CJPEG.h for the other precision.

#ifndef CJPEG12_H
#define CJPEG12_H

#include <CJPEG.h>

/// Decodes to pixel-interleaved samples without colour conversion, two bytes each in the order of
/// this machine. `samples` is aligned to two bytes and has room for width x height x components.
pixredact_jpeg_result pixredact_jpeg12_decode(
    const pixredact_jpeg_source *source, void *samples, size_t bytes_per_sample);

/// As `pixredact_jpeg_repaint`; `output` is to be freed by `pixredact_jpeg12_free`.
pixredact_jpeg_result pixredact_jpeg12_repaint(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    const pixredact_jpeg_writing *writing, pixredact_jpeg_survey *survey, uint8_t **output,
    size_t *output_count);

/// As `pixredact_jpeg_survey_coefficients`.
pixredact_jpeg_result pixredact_jpeg12_survey_coefficients(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    pixredact_jpeg_survey *survey);

void pixredact_jpeg12_free(uint8_t *output);

#endif
