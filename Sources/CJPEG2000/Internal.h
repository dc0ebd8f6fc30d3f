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

/* Takes the library's messages; `*damage` becomes true on a warning that means lost samples. */
void set_silent_handlers(opj_codec_t *codec, bool *damage);

#endif
