/* Samples to codestream. */
#include <stdlib.h>

#include "Internal.h"

/* The low `bits` of the sample at `bytes`, as the number they stand for. */
static inline OPJ_INT32 number(
    const uint8_t *bytes, uint32_t bytes_per_sample, unsigned bits, bool is_signed)
{
    uint32_t value = bytes[0];
    for (uint32_t index = 1; index < bytes_per_sample; index++)
        value |= (uint32_t)bytes[index] << (8 * index);
    value &= (1u << bits) - 1;
    if (is_signed && value >> (bits - 1))
        return (OPJ_INT32)value - (OPJ_INT32)(1u << bits);
    return (OPJ_INT32)value;
}

static void fill_plane(
    OPJ_INT32 *plane, const struct pixredact_jpeg2000_picture *picture, uint32_t component,
    const uint8_t *samples)
{
    struct component_axis horizontal = component_axis(
        picture->offset_x, picture->width, picture->step_x[component]);
    struct component_axis vertical = component_axis(
        picture->offset_y, picture->height, picture->step_y[component]);
    size_t step = (size_t)picture->components * picture->bytes_per_sample;
    const uint8_t *source = samples + (size_t)component * picture->bytes_per_sample;
    unsigned bits = picture->bits[component];
    bool is_signed = picture->is_signed[component];
    for (uint32_t y = 0; y < vertical.count; y++) {
        const uint8_t *row = source + pixel_of_sample(&vertical, y) * picture->width * step;
        for (uint32_t x = 0; x < horizontal.count; x++)
            *plane++ = number(
                row + pixel_of_sample(&horizontal, x) * step, picture->bytes_per_sample, bits,
                is_signed);
    }
}

static opj_image_t *create_image(
    const struct pixredact_jpeg2000_picture *picture, const uint8_t *samples)
{
    opj_image_cmptparm_t components[PIXREDACT_JPEG2000_MAX_COMPONENTS] = {{0}};
    for (uint32_t index = 0; index < picture->components; index++) {
        opj_image_cmptparm_t *component = &components[index];
        component->dx = picture->step_x[index];
        component->dy = picture->step_y[index];
        component->w = component_axis(picture->offset_x, picture->width, component->dx).count;
        component->h = component_axis(picture->offset_y, picture->height, component->dy).count;
        component->x0 = picture->offset_x;
        component->y0 = picture->offset_y;
        component->prec = picture->bits[index];
        component->sgnd = picture->is_signed[index];
    }
    opj_image_t *image = opj_image_create(
        picture->components, components,
        picture->components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY);
    if (!image)
        return NULL;
    image->x0 = picture->offset_x;
    image->y0 = picture->offset_y;
    image->x1 = picture->offset_x + picture->width;
    image->y1 = picture->offset_y + picture->height;
    for (uint32_t index = 0; index < picture->components; index++)
        fill_plane(image->comps[index].data, picture, index, samples);
    return image;
}

static void set_parameters(
    opj_cparameters_t *parameters, const struct pixredact_jpeg2000_picture *picture,
    const struct pixredact_jpeg2000_coding *coding)
{
    opj_set_default_encoder_parameters(parameters);
    parameters->irreversible = 0;
    parameters->tcp_numlayers = 1;
    parameters->cp_disto_alloc = 1;
    parameters->tcp_rates[0] = 0; /* 0: nothing is discarded */
    parameters->numresolution = coding->resolutions;
    parameters->prog_order = (OPJ_PROG_ORDER)coding->progression_order;
    parameters->cblockw_init = 1 << coding->block_width_exponent;
    parameters->cblockh_init = 1 << coding->block_height_exponent;
    parameters->tcp_mct = coding->uses_colour_transform ? 1 : 0;
    parameters->image_offset_x0 = (int)picture->offset_x;
    parameters->image_offset_y0 = (int)picture->offset_y;
    if (coding->has_precincts) {
        parameters->csty |= 0x01;
        parameters->res_spec = coding->resolutions;
        for (int index = 0; index < coding->resolutions; index++) {
            uint8_t exponents = coding->precincts[coding->resolutions - 1 - index];
            parameters->prcw_init[index] = 1 << (exponents & 0xF);
            parameters->prch_init[index] = 1 << (exponents >> 4);
        }
    }
    if (coding->is_tiled) {
        parameters->tile_size_on = OPJ_TRUE;
        parameters->cp_tx0 = (int)coding->tile_offset_x;
        parameters->cp_ty0 = (int)coding->tile_offset_y;
        parameters->cp_tdx = (int)coding->tile_width;
        parameters->cp_tdy = (int)coding->tile_height;
    }
}

static bool encode_with(
    opj_codec_t *codec, opj_stream_t *stream, opj_image_t *image,
    const struct pixredact_jpeg2000_picture *picture,
    const struct pixredact_jpeg2000_coding *coding)
{
    bool damage = false;
    set_silent_handlers(codec, &damage);
    opj_cparameters_t parameters;
    set_parameters(&parameters, picture, coding);
    if (!opj_setup_encoder(codec, &parameters, image))
        return false;
    (void)opj_codec_set_threads(codec, 0); /* see Decode.c */
    return opj_start_compress(codec, image, stream) && opj_encode(codec, stream)
        && opj_end_compress(codec, stream);
}

enum pixredact_jpeg2000_result pixredact_jpeg2000_encode(
    const struct pixredact_jpeg2000_picture *picture,
    const struct pixredact_jpeg2000_coding *coding, const uint8_t *samples, uint8_t **codestream,
    size_t *size)
{
    struct memory_stream memory = {0};
    opj_codec_t *codec = opj_create_compress(OPJ_CODEC_J2K);
    opj_stream_t *stream = open_memory_stream(&memory, OPJ_FALSE);
    opj_image_t *image = create_image(picture, samples);
    enum pixredact_jpeg2000_result result = PIXREDACT_JPEG2000_NO_MEMORY;
    if (codec && stream && image)
        result = encode_with(codec, stream, image, picture, coding)
                     ? PIXREDACT_JPEG2000_OK
                     : PIXREDACT_JPEG2000_NOT_ENCODED;
    if (image)
        opj_image_destroy(image);
    if (stream)
        opj_stream_destroy(stream);
    if (codec)
        opj_destroy_codec(codec);
    if (result != PIXREDACT_JPEG2000_OK) {
        free(memory.bytes);
        return result;
    }
    *codestream = memory.bytes;
    *size = memory.size;
    return result;
}

void pixredact_jpeg2000_free(uint8_t *codestream)
{
    free(codestream);
}
