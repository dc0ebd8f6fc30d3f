// Fuzzes the C side of the JPEG 2000 codec: what decodes is coded again and must come out the same.
//
//   clang -g -O1 -fsanitize=fuzzer,address -I Sources/CJPEG2000/include -I Sources/CJPEG2000 \
//       $(pkg-config --cflags libopenjp2) Tests/Fuzz/jpeg2000.c Sources/CJPEG2000/*.c \
//       $(pkg-config --libs libopenjp2) -o /tmp/fuzz-jpeg2000
//   mkdir -p /tmp/corpus && cp Tests/ImageCodecsTests/Fixtures/j2k/*.j2k /tmp/corpus
//   /tmp/fuzz-jpeg2000 -max_len=8192 -timeout=10 -rss_limit_mb=2048 /tmp/corpus
//
// HT code-blocks are left out: before the library sees them the Swift side has looked for what ends
// the process in OpenJPEG 2.5.0 (JPEG2000+HighThroughput.swift); so are headers that promise
// millions of packets, which the Swift side refuses (JPEG2000+TileParts.swift).

#include <stdlib.h>
#include <string.h>

#include "Internal.h"

enum { MAX_PIXELS = 1 << 14, MAX_TILES = 64, MAX_LAYERS = 8 };

static uint32_t number(const uint8_t *bytes, unsigned count)
{
    uint32_t value = 0;
    while (count-- > 0)
        value = value << 8 | *bytes++;
    return value;
}

/* SIZ at its fixed place (ISO/IEC 15444-1 A.5.1). */
static bool read_size(
    const uint8_t *data, size_t size, struct pixredact_jpeg2000_picture *picture,
    struct pixredact_jpeg2000_coding *coding)
{
    if (size < 42 || number(data, 4) != 0xFF4FFF51)
        return false;
    uint32_t right = number(data + 8, 4), bottom = number(data + 12, 4);
    picture->offset_x = number(data + 16, 4);
    picture->offset_y = number(data + 20, 4);
    picture->components = number(data + 40, 2);
    if (right > INT32_MAX || bottom > INT32_MAX || right <= picture->offset_x
        || bottom <= picture->offset_y || picture->components == 0
        || picture->components > PIXREDACT_JPEG2000_MAX_COMPONENTS
        || size < 42 + 3 * picture->components)
        return false;
    picture->width = right - picture->offset_x;
    picture->height = bottom - picture->offset_y;
    if ((uint64_t)picture->width * picture->height > MAX_PIXELS)
        return false;
    coding->tile_width = number(data + 24, 4);
    coding->tile_height = number(data + 28, 4);
    if (coding->tile_width == 0 || coding->tile_height == 0
        || ((uint64_t)right / coding->tile_width + 1) * ((uint64_t)bottom / coding->tile_height + 1)
               > MAX_TILES)
        return false;
    picture->bytes_per_sample = 4;
    for (uint32_t index = 0; index < picture->components; index++) {
        const uint8_t *component = data + 42 + 3 * index;
        picture->bits[index] = (component[0] & 0x7F) + 1;
        picture->is_signed[index] = component[0] >> 7;
        picture->step_x[index] = component[1];
        picture->step_y[index] = component[2];
        if (picture->bits[index] > PIXREDACT_JPEG2000_MAX_BITS || component[1] == 0
            || component[2] == 0
            || component_axis(picture->offset_x, picture->width, component[1]).count == 0
            || component_axis(picture->offset_y, picture->height, component[2]).count == 0)
            return false;
    }
    return true;
}

/* Wherever a COD or COC may stand. */
static bool is_left_out(const uint8_t *data, size_t size)
{
    for (size_t index = 0; index + 13 < size; index++) {
        const uint8_t *marker = data + index;
        if (marker[0] != 0xFF)
            continue;
        if (marker[1] == 0x52 && (marker[12] & 0x40 || number(marker + 6, 2) > MAX_LAYERS))
            return true;
        if (marker[1] == 0x53 && marker[9] & 0x40)
            return true;
    }
    return false;
}

/* At most three, without splitting single samples (JPEG2000+Geometry.swift: usefulLevels). */
static uint8_t resolutions(const struct pixredact_jpeg2000_picture *picture)
{
    uint32_t shortest = 4;
    for (uint32_t index = 0; index < picture->components; index++) {
        uint32_t width =
            component_axis(picture->offset_x, picture->width, picture->step_x[index]).count;
        uint32_t height =
            component_axis(picture->offset_y, picture->height, picture->step_y[index]).count;
        shortest = width < shortest ? width : shortest;
        shortest = height < shortest ? height : shortest;
    }
    return shortest < 2 ? 1 : shortest < 4 ? 2 : 3;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pixredact_jpeg2000_picture picture = {0};
    struct pixredact_jpeg2000_coding coding = {0};
    if (!read_size(data, size, &picture, &coding) || is_left_out(data, size))
        return 0;
    size_t count = (size_t)picture.width * picture.height * picture.components * 4;
    uint8_t *samples = malloc(count), *again = malloc(count);
    if (!samples || !again)
        abort();
    if (pixredact_jpeg2000_decode(data, size, &picture, samples) == PIXREDACT_JPEG2000_OK) {
        coding.resolutions = resolutions(&picture);
        coding.progression_order = data[size - 1] % 5;
        coding.block_width_exponent = 4;
        coding.block_height_exponent = 5;
        uint8_t *codestream = NULL;
        size_t length = 0;
        if (pixredact_jpeg2000_encode(&picture, &coding, samples, &codestream, &length)
                != PIXREDACT_JPEG2000_OK
            || pixredact_jpeg2000_decode(codestream, length, &picture, again)
                   != PIXREDACT_JPEG2000_OK
            || memcmp(samples, again, count) != 0)
            abort();
        pixredact_jpeg2000_free(codestream);
    }
    free(samples);
    free(again);
    return 0;
}
