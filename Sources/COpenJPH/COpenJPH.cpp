#include "COpenJPH.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

/* The other headers expect it before them. */
#include <openjph/ojph_arch.h>

#include <openjph/ojph_codestream.h>
#include <openjph/ojph_file.h>
#include <openjph/ojph_mem.h>
#include <openjph/ojph_message.h>
#include <openjph/ojph_params.h>

namespace {

/* What OpenJPH writes, in memory of malloc. Its own class does not notice that memory is short. */
class memory_file final : public ojph::outfile_base {
public:
    ~memory_file() override { std::free(bytes); }

    size_t write(const void *source, size_t count) override
    {
        if (count > SIZE_MAX / 2 - used)
            throw std::bad_alloc();
        if (used + count > capacity) {
            size_t wanted = std::max(used + count, capacity + capacity / 2);
            void *grown = std::realloc(bytes, wanted);
            if (!grown)
                throw std::bad_alloc();
            bytes = static_cast<uint8_t *>(grown);
            capacity = wanted;
        }
        std::memcpy(bytes + used, source, count);
        used += count;
        return count;
    }

    ojph::si64 tell() override { return static_cast<ojph::si64>(used); }

    uint8_t *release(size_t &size)
    {
        uint8_t *result = bytes;
        size = used;
        bytes = nullptr;
        used = capacity = 0;
        return result;
    }

private:
    uint8_t *bytes = nullptr;
    size_t used = 0;
    size_t capacity = 0;
};

/* OpenJPH prints its messages, which could hold a value of the file. configure_error() and its like do
 * nothing in 0.9, and there must be a stream: this one drops what it is given, and needs no file. */
bool silence()
{
    static FILE *const nowhere = [] {
        FILE *stream = fopencookie(nullptr, "w", cookie_io_functions_t{});
        if (stream) {
            ojph::set_info_stream(stream);
            ojph::set_warning_stream(stream);
            ojph::set_error_stream(stream);
        }
        return stream;
    }();
    return nowhere != nullptr;
}

/* The low `bits` of the little-endian sample at `bytes`, as the number they stand for. */
inline ojph::si32 number(
    const uint8_t *bytes, uint32_t bytes_per_sample, unsigned bits, bool is_signed)
{
    uint32_t value = bytes[0];
    if (bytes_per_sample > 1)
        value |= static_cast<uint32_t>(bytes[1]) << 8;
    if (bytes_per_sample > 2)
        value |= static_cast<uint32_t>(bytes[2]) << 16 | static_cast<uint32_t>(bytes[3]) << 24;
    value &= (1u << bits) - 1;
    if (is_signed && value >> (bits - 1))
        return static_cast<ojph::si32>(value) - static_cast<ojph::si32>(1u << bits);
    return static_cast<ojph::si32>(value);
}

void set_parameters(
    ojph::codestream &codestream, const pixredact_openjph_picture &picture,
    const pixredact_openjph_coding &coding)
{
    ojph::param_siz size = codestream.access_siz();
    size.set_image_offset(ojph::point(coding.image_offset_x, coding.image_offset_y));
    size.set_image_extent(ojph::point(
        coding.image_offset_x + picture.width, coding.image_offset_y + picture.height));
    size.set_tile_offset(ojph::point(coding.tile_offset_x, coding.tile_offset_y));
    size.set_tile_size(ojph::size(coding.tile_width, coding.tile_height));
    size.set_num_components(picture.components);
    for (uint32_t index = 0; index < picture.components; index++)
        size.set_component(
            index, ojph::point(1, 1), picture.bits[index], picture.is_signed[index] != 0);

    ojph::param_cod style = codestream.access_cod();
    style.set_num_decomposition(coding.levels);
    style.set_block_dims(coding.block_width, coding.block_height);
    ojph::size precincts[PIXREDACT_OPENJPH_MAX_LEVELS + 1];
    bool has_precincts = false;
    for (uint32_t level = 0; level <= coding.levels; level++) {
        precincts[level] =
            ojph::size(1u << coding.precinct_x[level], 1u << coding.precinct_y[level]);
        has_precincts = has_precincts || coding.precinct_x[level] != 15
            || coding.precinct_y[level] != 15;
    }
    if (has_precincts)
        style.set_precinct_size(static_cast<int>(coding.levels) + 1, precincts);
    style.set_progression_order("RPCL");
    style.set_color_transform(coding.uses_colour_transform);
    style.set_reversible(true);
    codestream.set_planar(false);
}

void encode(
    const pixredact_openjph_picture &picture, const pixredact_openjph_coding &coding,
    const uint8_t *samples, memory_file &file)
{
    ojph::codestream codestream;
    set_parameters(codestream, picture, coding);
    codestream.write_headers(&file);
    const size_t step = static_cast<size_t>(picture.components) * picture.bytes_per_sample;
    ojph::ui32 component = 0;
    ojph::line_buf *line = codestream.exchange(nullptr, component);
    for (uint32_t y = 0; y < picture.height; y++) {
        const uint8_t *row = samples + y * step * picture.width;
        for (uint32_t turn = 0; turn < picture.components; turn++) {
            /* OpenJPH says which component it wants; all have the width of the picture. */
            if (!line || component >= picture.components || line->size < picture.width)
                throw std::runtime_error("OpenJPH");
            const uint8_t *source = row + component * picture.bytes_per_sample;
            for (uint32_t x = 0; x < picture.width; x++)
                line->i32[x] = number(
                    source + x * step, picture.bytes_per_sample, picture.bits[component],
                    picture.is_signed[component] != 0);
            line = codestream.exchange(line, component);
        }
    }
    codestream.flush();
}

bool is_valid(
    const pixredact_openjph_picture &picture, const pixredact_openjph_coding &coding)
{
    if (picture.width == 0 || picture.height == 0 || picture.components == 0
        || picture.components > PIXREDACT_OPENJPH_MAX_COMPONENTS
        || (picture.bytes_per_sample != 1 && picture.bytes_per_sample != 2
            && picture.bytes_per_sample != 4)
        || coding.levels > PIXREDACT_OPENJPH_MAX_LEVELS)
        return false;
    for (uint32_t index = 0; index < picture.components; index++)
        if (picture.bits[index] == 0 || picture.bits[index] > PIXREDACT_OPENJPH_MAX_BITS
            || picture.bits[index] > 8 * picture.bytes_per_sample)
            return false;
    for (uint32_t level = 0; level <= coding.levels; level++)
        if (coding.precinct_x[level] > 15 || coding.precinct_y[level] > 15)
            return false;
    return picture.width <= UINT32_MAX - coding.image_offset_x
        && picture.height <= UINT32_MAX - coding.image_offset_y;
}

} // namespace

bool pixredact_openjph_encode(
    const pixredact_openjph_picture *picture, const pixredact_openjph_coding *coding,
    const uint8_t *samples, uint8_t **codestream, size_t *size)
{
    if (!is_valid(*picture, *coding))
        return false;
    /* OpenJPH throws exceptions, and strings where memory is short. */
    try {
        if (!silence())
            return false;
        memory_file file;
        encode(*picture, *coding, samples, file);
        *codestream = file.release(*size);
        return true;
    } catch (...) {
        return false;
    }
}

void pixredact_openjph_free(uint8_t *codestream)
{
    std::free(codestream);
}
