/* Codestream to samples. */
#include "Internal.h"

/* The planes of the library as interleaved samples: each plane holds one 32-bit number a pixel,
 * already clipped to its precision and, if signed, negative where it must be. */
static void interleave(
    const opj_image_t *image, const struct pixredact_jpeg2000_picture *picture, uint8_t *samples)
{
    size_t count = (size_t)picture->width * picture->height;
    size_t step = picture->components;
    for (size_t component = 0; component < step; component++) {
        const OPJ_INT32 *plane = image->comps[component].data;
        switch (picture->bytes_per_sample) {
        case 1: {
            uint8_t *target = samples + component;
            for (size_t index = 0; index < count; index++)
                target[index * step] = (uint8_t)plane[index];
            break;
        }
        case 2: {
            uint8_t *target = samples + 2 * component;
            for (size_t index = 0; index < count; index++) {
                target[2 * index * step] = (uint8_t)plane[index];
                target[2 * index * step + 1] = (uint8_t)((uint32_t)plane[index] >> 8);
            }
            break;
        }
        default: {
            uint8_t *target = samples + 4 * component;
            for (size_t index = 0; index < count; index++)
                for (unsigned byte = 0; byte < 4; byte++)
                    target[4 * index * step + byte] =
                        (uint8_t)((uint32_t)plane[index] >> (8 * byte));
        }
        }
    }
}

static bool is_announced(
    const opj_image_t *image, const struct pixredact_jpeg2000_picture *picture)
{
    if (image->numcomps != picture->components)
        return false;
    for (OPJ_UINT32 index = 0; index < image->numcomps; index++) {
        const opj_image_comp_t *component = &image->comps[index];
        if (component->w != picture->width || component->h != picture->height
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
    interleave(*image, picture, samples);
    return PIXREDACT_JPEG2000_OK;
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
