/* Fuzzes the writer of HTJ2K with sizes, layouts and samples: what OpenJPH writes, OpenJPEG reads back.
 * (OpenJPH 0.9 misreads some of its own streams: many levels, small precincts, more than 16 bits. Later
 * versions read them, and so does OpenJPEG, which is what decodes in pixredact.)
 *
 *   clang++ -std=c++17 -g -O1 -fsanitize=fuzzer,address,undefined -ISources/COpenJPH/include \
 *       Tests/Fuzz/htj2k.cpp $(pkg-config --cflags --libs libopenjp2) -lopenjph -o fuzz-htj2k
 *   ./fuzz-htj2k CORPUS
 *
 * The library of the system is a black box to the fuzzer. To look inside, build OpenJPH's sources of the
 * same version with -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=alignment and name its
 * objects instead. */
#include "../../Sources/COpenJPH/COpenJPH.cpp"

#include <vector>

#include <openjpeg.h>

namespace {

/* Numbers out of the input; zeroes behind its end. */
class source {
public:
    source(const uint8_t *data, size_t size) : data(data), left(size) {}

    uint32_t byte()
    {
        if (left == 0)
            return 0;
        left--;
        return *data++;
    }

    uint32_t up_to(uint32_t greatest) { return (byte() << 8 | byte()) % (greatest + 1); }

private:
    const uint8_t *data;
    size_t left;
};

struct memory {
    const uint8_t *bytes;
    size_t left;
};

OPJ_SIZE_T read_bytes(void *target, OPJ_SIZE_T count, void *user_data)
{
    memory *input = static_cast<memory *>(user_data);
    if (input->left == 0)
        return static_cast<OPJ_SIZE_T>(-1);
    count = std::min<size_t>(count, input->left);
    std::memcpy(target, input->bytes, count);
    input->bytes += count;
    input->left -= count;
    return count;
}

OPJ_OFF_T skip_bytes(OPJ_OFF_T count, void *user_data)
{
    memory *input = static_cast<memory *>(user_data);
    size_t step = std::min<size_t>(static_cast<size_t>(count), input->left);
    input->bytes += step;
    input->left -= step;
    return static_cast<OPJ_OFF_T>(step);
}

bool is_same(
    const pixredact_openjph_picture &picture, const std::vector<uint8_t> &samples,
    const opj_image_t &image)
{
    const size_t step = static_cast<size_t>(picture.components) * picture.bytes_per_sample;
    for (uint32_t component = 0; component < picture.components; component++) {
        const opj_image_comp_t &plane = image.comps[component];
        if (plane.w != picture.width || plane.h != picture.height)
            return false;
        for (size_t pixel = 0; pixel < static_cast<size_t>(plane.w) * plane.h; pixel++)
            if (plane.data[pixel]
                != number(
                    &samples[pixel * step + component * picture.bytes_per_sample],
                    picture.bytes_per_sample, picture.bits[component],
                    picture.is_signed[component] != 0))
                return false;
    }
    return true;
}

bool reads_back(
    const pixredact_openjph_picture &picture, const std::vector<uint8_t> &samples,
    const uint8_t *bytes, size_t size)
{
    memory input{bytes, size};
    opj_stream_t *stream = opj_stream_create(1 << 16, OPJ_TRUE);
    opj_stream_set_user_data(stream, &input, nullptr);
    opj_stream_set_user_data_length(stream, size);
    opj_stream_set_read_function(stream, read_bytes);
    opj_stream_set_skip_function(stream, skip_bytes);
    opj_codec_t *codec = opj_create_decompress(OPJ_CODEC_J2K);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t *image = nullptr;
    bool is_good = opj_setup_decoder(codec, &parameters)
        && opj_read_header(stream, codec, &image) && opj_decode(codec, stream, image)
        && image->numcomps == picture.components && is_same(picture, samples, *image);
    if (image)
        opj_image_destroy(image);
    opj_destroy_codec(codec);
    opj_stream_destroy(stream);
    return is_good;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    source numbers(data, size);
    pixredact_openjph_picture picture{};
    picture.width = 1 + numbers.up_to(90);
    picture.height = 1 + numbers.up_to(90);
    picture.components = 1 + numbers.up_to(3);
    picture.bytes_per_sample = 1u << numbers.up_to(2);
    uint32_t most = std::min<uint32_t>(8 * picture.bytes_per_sample, PIXREDACT_OPENJPH_MAX_BITS);
    uint32_t shared = numbers.byte();
    for (uint32_t index = 0; index < picture.components; index++) {
        picture.bits[index] = static_cast<uint8_t>(1 + (shared & 1 ? shared : numbers.byte()) % most);
        picture.is_signed[index] = (shared & 1 ? shared >> 1 : numbers.byte()) & 1;
    }
    pixredact_openjph_coding coding{};
    coding.uses_colour_transform = (shared & 5) == 5 && picture.components == 3;
    coding.tile_width = picture.width;
    coding.tile_height = picture.height;
    if (shared & 8) {
        /* The first tile holds part of the picture (B.3), as the reader of the source checked. */
        coding.image_offset_x = numbers.up_to(20);
        coding.image_offset_y = numbers.up_to(20);
        coding.tile_offset_x = numbers.up_to(coding.image_offset_x);
        coding.tile_offset_y = numbers.up_to(coding.image_offset_y);
        coding.tile_width = coding.image_offset_x - coding.tile_offset_x + 1 + numbers.up_to(60);
        coding.tile_height = coding.image_offset_y - coding.tile_offset_y + 1 + numbers.up_to(60);
    }
    /* HTJ2K asks for no level that splits nothing: OpenJPEG 2.5.0 misreads many of them. */
    uint32_t most_levels = 0;
    while (1u << most_levels < std::max(coding.tile_width, coding.tile_height))
        most_levels++;
    coding.levels = numbers.up_to(most_levels);
    uint32_t width = 2 + numbers.up_to(8);
    coding.block_width = 1u << width;
    coding.block_height = 1u << (2 + numbers.up_to(std::min<uint32_t>(8, 10 - width)));
    bool has_precincts = numbers.byte() & 1;
    for (uint32_t level = 0; level <= coding.levels; level++) {
        coding.precinct_x[level] = has_precincts ? static_cast<uint8_t>(1 + numbers.up_to(14)) : 15;
        coding.precinct_y[level] = has_precincts ? static_cast<uint8_t>(1 + numbers.up_to(14)) : 15;
    }
    std::vector<uint8_t> samples(
        static_cast<size_t>(picture.width) * picture.height * picture.components
        * picture.bytes_per_sample);
    for (size_t index = 0; index < samples.size(); index++)
        samples[index] = size ? static_cast<uint8_t>(data[index % size] + index / size) : 0;

    uint8_t *codestream = nullptr;
    size_t length = 0;
    if (!pixredact_openjph_encode(&picture, &coding, samples.data(), &codestream, &length)
        || !reads_back(picture, samples, codestream, length))
        abort();
    pixredact_openjph_free(codestream);
    return 0;
}
