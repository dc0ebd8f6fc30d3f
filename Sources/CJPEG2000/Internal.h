/* What the decoding and the encoding half share. */
#ifndef CJPEG2000_INTERNAL_H
#define CJPEG2000_INTERNAL_H

#include <openjpeg.h>

#include "CJPEG2000.h"

/* Before 2.5 a truncated codestream decoded to half a picture and a warning. */
#if OPJ_VERSION_MAJOR < 2 || (OPJ_VERSION_MAJOR == 2 && OPJ_VERSION_MINOR < 5)
#error "OpenJPEG 2.5 or later is needed: strict mode came with it"
#endif

/* Bytes in memory, read or written by OpenJPEG's callbacks. */
struct memory_stream {
    uint8_t *bytes;
    size_t size;     /* bytes that hold data */
    size_t capacity; /* bytes allocated; writing only */
    size_t position;
};

/* A stream over `memory`, which must outlive it; NULL when there is no memory. */
opj_stream_t *open_memory_stream(struct memory_stream *memory, OPJ_BOOL is_input);

/* The grid of one component along one axis (ISO/IEC 15444-1 B.2): samples lie at the multiples of
 * `step` on the reference grid. */
struct component_axis {
    uint32_t step;
    uint32_t offset; /* of the picture on the reference grid */
    uint32_t first;  /* the sample at or behind the offset */
    uint32_t count;
};

static inline struct component_axis component_axis(uint32_t offset, uint32_t size, uint32_t step)
{
    uint64_t first = ((uint64_t)offset + step - 1) / step;
    uint64_t end = ((uint64_t)offset + size + step - 1) / step;
    return (struct component_axis){step, offset, (uint32_t)first, (uint32_t)(end - first)};
}

/* Which sample a pixel shows: the last one at or before it, or the first. */
static inline size_t sample_of_pixel(const struct component_axis *axis, uint32_t pixel)
{
    uint32_t sample = (uint32_t)(((uint64_t)axis->offset + pixel) / axis->step);
    return sample < axis->first ? 0 : sample - axis->first;
}

/* The pixel that a sample lies on. */
static inline size_t pixel_of_sample(const struct component_axis *axis, uint32_t sample)
{
    return (size_t)((uint64_t)(axis->first + sample) * axis->step - axis->offset);
}

/* Takes the library's messages; `*damage` becomes true on a warning that means lost samples. */
void set_silent_handlers(opj_codec_t *codec, bool *damage);

#endif
