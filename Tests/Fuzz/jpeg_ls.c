/* Fuzzes CharLS as JPEGLS calls it: decode, code again without loss, decode, compare.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined Tests/Fuzz/jpeg_ls.c -lcharls -o fuzz-jpeg-ls
 *   ./fuzz-jpeg-ls CORPUS Tests/ImageCodecsTests/Fixtures/jpegls
 *
 * The library of the system is a black box to the fuzzer. To look inside, build CharLS's sources of the
 * same version with -fsanitize=fuzzer-no-link,address,undefined -DCHARLS_STATIC and name its objects in
 * place of -lcharls, with -lstdc++. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <charls/charls.h>

enum { MAXIMUM_SIDE = 0xFFFF, MAXIMUM_SAMPLES = 1 << 12, MAXIMUM_COMPONENTS = 4 };

struct picture {
    charls_frame_info frame;
    charls_interleave_mode interleave;
    charls_color_transformation transform;
    charls_jpegls_pc_parameters preset;
    size_t size;
    uint8_t *samples;
};

static bool read_header(charls_jpegls_decoder *decoder, struct picture *picture)
{
    const charls_frame_info *frame = &picture->frame;
    return charls_jpegls_decoder_read_header(decoder) == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_decoder_get_frame_info(decoder, &picture->frame)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && frame->width <= MAXIMUM_SIDE && frame->height <= MAXIMUM_SIDE
        && frame->component_count <= MAXIMUM_COMPONENTS
        && (uint64_t)frame->width * frame->height * (uint64_t)frame->component_count
            <= MAXIMUM_SAMPLES
        && charls_jpegls_decoder_get_interleave_mode(decoder, &picture->interleave)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_decoder_get_color_transformation(decoder, &picture->transform)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_decoder_get_preset_coding_parameters(decoder, 0, &picture->preset)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_decoder_get_destination_size(decoder, 0, &picture->size)
            == CHARLS_JPEGLS_ERRC_SUCCESS;
}

/* What JPEGLS refuses before CharLS 2.4.1 reads behind a buffer. */
static bool is_safe(const struct picture *picture)
{
    int32_t components = picture->frame.component_count;
    int32_t reset = picture->preset.reset_value;
    bool is_interleaved = picture->interleave != CHARLS_INTERLEAVE_MODE_NONE;
    return (!is_interleaved || components == 3 || components == 4)
        && (picture->interleave != CHARLS_INTERLEAVE_MODE_SAMPLE || reset == 0 || reset == 64)
        && (picture->transform == CHARLS_COLOR_TRANSFORMATION_NONE
            || (is_interleaved && components == 3));
}

/* A decoded picture, whose samples the caller frees. */
static bool decode(const uint8_t *data, size_t size, struct picture *picture)
{
    charls_jpegls_decoder *decoder = charls_jpegls_decoder_create();
    picture->samples = NULL;
    bool is_decoded = false;
    if (decoder
        && charls_jpegls_decoder_set_source_buffer(decoder, data, size)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && read_header(decoder, picture) && is_safe(picture)) {
        /* Exactly the size that it asked for: the sanitizer sees the byte behind. */
        picture->samples = calloc(picture->size, 1);
        is_decoded = picture->samples
            && charls_jpegls_decoder_decode_to_buffer(
                   decoder, picture->samples, picture->size, 0)
                == CHARLS_JPEGLS_ERRC_SUCCESS;
    }
    charls_jpegls_decoder_destroy(decoder);
    return is_decoded;
}

/* What the codec refuses or changes before it writes back. */
static bool is_written_back(const struct picture *picture)
{
    int32_t maximum = picture->preset.maximum_sample_value;
    return maximum == 0 || maximum == (1 << picture->frame.bits_per_sample) - 1;
}

static size_t encode(struct picture *picture, uint8_t *target, size_t capacity)
{
    charls_jpegls_encoder *encoder = charls_jpegls_encoder_create();
    size_t size = 0;
    bool is_encoded = encoder
        && charls_jpegls_encoder_set_frame_info(encoder, &picture->frame)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_encoder_set_interleave_mode(encoder, picture->interleave)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_encoder_set_color_transformation(encoder, picture->transform)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_encoder_set_preset_coding_parameters(encoder, &picture->preset)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_encoder_set_destination_buffer(encoder, target, capacity)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_encoder_encode_from_buffer(
               encoder, picture->samples, picture->size, 0)
            == CHARLS_JPEGLS_ERRC_SUCCESS
        && charls_jpegls_encoder_get_bytes_written(encoder, &size) == CHARLS_JPEGLS_ERRC_SUCCESS;
    charls_jpegls_encoder_destroy(encoder);
    return is_encoded ? size : 0;
}

/* Decodes a codestream, and if that went well, what is written back of it. */
static void run(const uint8_t *data, size_t size)
{
    struct picture picture;
    if (decode(data, size, &picture) && is_written_back(&picture)) {
        size_t capacity = 5 * picture.size + 64;
        uint8_t *codestream = malloc(capacity);
        size_t written = codestream ? encode(&picture, codestream, capacity) : 0;
        struct picture again;
        if (written == 0 || !decode(codestream, written, &again) || again.size != picture.size
            || memcmp(again.samples, picture.samples, picture.size) != 0)
            abort();
        free(again.samples);
        free(codestream);
    }
    free(picture.samples);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* JPEGLS never lets a codestream end otherwise: where no marker follows, CharLS 2.4.1 counts on
     * through 2^31 bits that are not there (decoder_strategy.h, read_high_bits). */
    static const uint8_t end_of_image[] = {0xFF, 0xD9};
    uint8_t *codestream = malloc(size + sizeof end_of_image);
    if (!codestream)
        return 0;
    memcpy(codestream, data, size);
    memcpy(codestream + size, end_of_image, sizeof end_of_image);
    run(codestream, size + sizeof end_of_image);
    free(codestream);
    return 0;
}
