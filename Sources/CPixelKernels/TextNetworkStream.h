#ifndef PIXREDACT_TEXT_NETWORK_STREAM_H
#define PIXREDACT_TEXT_NETWORK_STREAM_H

// The rows of a part of a view on their way through the network.
//
// A row of cells is asked for; each layer makes the rows that it is asked for from rows of the layer
// before, which it asks for in turn. A layer keeps its last rows in a ring: three where a 3 x 3 window
// reads them, more where it is dilated, and as many as the way down and up again takes where what
// comes up is added.

#include "TextNetworkArchitecture.h"

// Stages that make rows. FROM16 and FROM8 have none of their own: what comes up is added to the rows of
// DOWN8_2 and DOWN4 in place, whose other reader has read them by then.
enum text_stage {
    AT_PLANES, AT_STEM2, AT_STEM4, AT_DOWN4, AT_TO8, AT_DOWN8_1, AT_DOWN8_2, AT_TO16, AT_DOWN16_1,
    AT_DOWN16_2, AT_DOWN16_4, AT_FROM16, AT_UP8, AT_FROM8, AT_UP4, TEXT_STAGES,
};

struct text_ring {
    float *first;    // pixel 0 of the row in place 0
    size_t stride;   // floats between rows
    size_t plane;    // floats between the channels of a planar row
    ptrdiff_t next;  // the row that is made next
};

struct text_stream {
    const struct text_kernels *kernels;
    const struct text_weights *weights;
    const pixredact_text_part *part;
    struct text_ring rings[TEXT_STAGES];
    float *zeros;     // a row outside of the part
    float *buffer;    // of a chunk between depthwise and pointwise
    float *differences;  // of rows of STEM2
    float *logits;    // of a row
    uint8_t *cells;   // of a row
    uint8_t *grey;    // the last TEXT_WINDOW + 1 rows, with what the window reaches on both sides
    size_t grey_stride;
    uint16_t *sums;     // of the TEXT_WINDOW rows round the one that is made, for each column
    uint32_t *squares;  // likewise
    void *scratch;
    void *memory;  // all of the above
    size_t capacity;
    size_t width;
};

// What a stream needs for parts that are `width` pixels wide.
size_t pixredact_text_stream_bytes(size_t width);

// Evaluates `part` and writes the rows of cells from `first` up to, not including, `end`, to `cells`
// and `logits` (may be NULL), which begin with row `first`. 0: done; else memory is short.
int pixredact_text_stream_run(
    struct text_stream *stream, const pixredact_text_part *part, size_t first, size_t end,
    uint8_t *cells, float *logits);

#endif
