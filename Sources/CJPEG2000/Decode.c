/* Codestream to samples. */
#include <stdlib.h>

#include "Internal.h"

/* One plane of the library into the samples: it holds a 32-bit number a pixel, already clipped to
 * its precision and, if signed, negative where it must be. */
static void spread(
    const OPJ_INT32 *plane, size_t count, size_t step, uint32_t bytes_per_sample, uint8_t *target)
{
    switch (bytes_per_sample) {
    case 1:
        for (size_t index = 0; index < count; index++)
            target[index * step] = (uint8_t)plane[index];
        break;
    case 2:
        for (size_t index = 0; index < count; index++) {
            target[2 * index * step] = (uint8_t)plane[index];
            target[2 * index * step + 1] = (uint8_t)((uint32_t)plane[index] >> 8);
        }
        break;
    default:
        for (size_t index = 0; index < count; index++)
            for (unsigned byte = 0; byte < 4; byte++)
                target[4 * index * step + byte] = (uint8_t)((uint32_t)plane[index] >> (8 * byte));
    }
}

/* The same for a subsampled component, row by row through `row`, which holds a row of pixels. */
static void spread_subsampled(
    const OPJ_INT32 *plane, const struct pixredact_jpeg2000_picture *picture, uint32_t component,
    OPJ_INT32 *row, uint8_t *target)
{
    struct component_axis horizontal = component_axis(
        picture->offset_x, picture->width, picture->step_x[component]);
    struct component_axis vertical = component_axis(
        picture->offset_y, picture->height, picture->step_y[component]);
    size_t row_size = (size_t)picture->width * picture->components * picture->bytes_per_sample;
    for (uint32_t y = 0; y < picture->height; y++) {
        const OPJ_INT32 *source = plane + sample_of_pixel(&vertical, y) * horizontal.count;
        for (uint32_t x = 0; x < picture->width; x++)
            row[x] = source[sample_of_pixel(&horizontal, x)];
        spread(
            row, picture->width, picture->components, picture->bytes_per_sample,
            target + y * row_size);
    }
}

static bool interleave(
    const opj_image_t *image, const struct pixredact_jpeg2000_picture *picture, uint8_t *samples)
{
    OPJ_INT32 *row = malloc(picture->width * sizeof *row);
    if (!row)
        return false;
    for (uint32_t index = 0; index < picture->components; index++) {
        const OPJ_INT32 *plane = image->comps[index].data;
        uint8_t *target = samples + (size_t)index * picture->bytes_per_sample;
        if (picture->step_x[index] == 1 && picture->step_y[index] == 1)
            spread(
                plane, (size_t)picture->width * picture->height, picture->components,
                picture->bytes_per_sample, target);
        else
            spread_subsampled(plane, picture, index, row, target);
    }
    free(row);
    return true;
}

static bool is_announced(
    const opj_image_t *image, const struct pixredact_jpeg2000_picture *picture)
{
    if (image->numcomps != picture->components)
        return false;
    for (OPJ_UINT32 index = 0; index < image->numcomps; index++) {
        const opj_image_comp_t *component = &image->comps[index];
        if (component->dx != picture->step_x[index] || component->dy != picture->step_y[index]
            || component->w
                   != component_axis(picture->offset_x, picture->width, component->dx).count
            || component->h
                   != component_axis(picture->offset_y, picture->height, component->dy).count
            || component->prec != picture->bits[index]
            || (component->sgnd != 0) != (picture->is_signed[index] != 0))
            return false;
    }
    return true;
}

static enum pixredact_jpeg2000_result decode_with(
    opj_codec_t *codec, opj_stream_t *stream, opj_image_t **image,
    const struct pixredact_jpeg2000_picture *picture, uint8_t *samples)
{
    bool damage = false;
    set_silent_handlers(codec, &damage);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    if (!opj_setup_decoder(codec, &parameters) || !opj_decoder_set_strict_mode(codec, OPJ_TRUE))
        return PIXREDACT_JPEG2000_NO_MEMORY;
    /* One thread even if OPJ_NUM_THREADS asks for more: frames are what runs side by side. It
     * fails only in a library built without threads. */
    (void)opj_codec_set_threads(codec, 0);
    if (!opj_read_header(stream, codec, image))
        return PIXREDACT_JPEG2000_BAD_HEADER;
    /* Before a plane is allocated. */
    if (!is_announced(*image, picture))
        return PIXREDACT_JPEG2000_MISMATCH;
    if (!opj_decode(codec, stream, *image))
        return PIXREDACT_JPEG2000_BAD_DATA;
    if (damage)
        return PIXREDACT_JPEG2000_DAMAGED_DATA;
    if (!is_announced(*image, picture))
        return PIXREDACT_JPEG2000_MISMATCH;
    for (OPJ_UINT32 index = 0; index < (*image)->numcomps; index++)
        if (!(*image)->comps[index].data)
            return PIXREDACT_JPEG2000_BAD_DATA;
    return interleave(*image, picture, samples) ? PIXREDACT_JPEG2000_OK
                                                : PIXREDACT_JPEG2000_NO_MEMORY;
}

enum pixredact_jpeg2000_result pixredact_jpeg2000_decode(
    const uint8_t *codestream, size_t size, const struct pixredact_jpeg2000_picture *picture,
    uint8_t *samples)
{
    /* Reading callbacks never write through the pointer. */
    struct memory_stream memory = {.bytes = (uint8_t *)codestream, .size = size};
    opj_codec_t *codec = opj_create_decompress(OPJ_CODEC_J2K);
    opj_stream_t *stream = open_memory_stream(&memory, OPJ_TRUE);
    opj_image_t *image = NULL;
    enum pixredact_jpeg2000_result result = PIXREDACT_JPEG2000_NO_MEMORY;
    if (codec && stream)
        result = decode_with(codec, stream, &image, picture, samples);
    if (image)
        opj_image_destroy(image);
    if (stream)
        opj_stream_destroy(stream);
    if (codec)
        opj_destroy_codec(codec);
    return result;
}
