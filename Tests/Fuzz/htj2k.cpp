/* Fuzzes the writer of HTJ2K with sizes, layouts and samples: what it writes, OpenJPH reads back.
 *
 *   clang++ -std=c++17 -g -O1 -fsanitize=fuzzer,address,undefined -ISources/COpenJPH/include \
 *       Tests/Fuzz/htj2k.cpp -lopenjph -o fuzz-htj2k
 *   ./fuzz-htj2k CORPUS
 *
 * The library of the system is a black box to the fuzzer. To look inside, build OpenJPH's sources of the
 * same version with -fsanitize=fuzzer-no-link,address,undefined and name its objects instead. */
#include "../../Sources/COpenJPH/COpenJPH.cpp"

#include <vector>

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

bool differs(
    const pixredact_openjph_picture &picture, const std::vector<uint8_t> &samples,
    const uint8_t *bytes, size_t size)
{
    ojph::mem_infile file;
    file.open(bytes, size);
    ojph::codestream codestream;
    codestream.read_headers(&file);
    codestream.set_planar(false);
    codestream.create();
    const size_t step = static_cast<size_t>(picture.components) * picture.bytes_per_sample;
    for (uint32_t y = 0; y < picture.height; y++)
        for (uint32_t turn = 0; turn < picture.components; turn++) {
            ojph::ui32 component = 0;
            ojph::line_buf *line = codestream.pull(component);
            const uint8_t *row =
                samples.data() + y * step * picture.width + component * picture.bytes_per_sample;
            for (uint32_t x = 0; x < picture.width; x++)
                if (line->i32[x]
                    != number(
                        row + x * step, picture.bytes_per_sample, picture.bits[component],
                        picture.is_signed[component] != 0))
                    return true;
        }
    codestream.close();
    return false;
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
    coding.levels = numbers.up_to(PIXREDACT_OPENJPH_MAX_LEVELS);
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
        || differs(picture, samples, codestream, length))
        abort();
    pixredact_openjph_free(codestream);
    return 0;
}
