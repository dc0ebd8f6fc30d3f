// What 8-bit JPEG needs of libjpeg, behind functions that never jump: setjmp and longjmp stay
// inside this target, whatever the bytes are. CJPEG12.h has the same for 12 bits.

#ifndef CJPEG_H
#define CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    PIXREDACT_JPEG_OK = 0,
    PIXREDACT_JPEG_TRUNCATED,
    PIXREDACT_JPEG_CORRUPT,
    PIXREDACT_JPEG_UNSUPPORTED,
    PIXREDACT_JPEG_LIMIT_EXCEEDED,
    PIXREDACT_JPEG_MISMATCH,
    PIXREDACT_JPEG_FILL_NOT_REPRESENTABLE,
    PIXREDACT_JPEG_ENCODING_FAILED,
} pixredact_jpeg_status;

typedef struct {
    pixredact_jpeg_status status;
    /// Where the reader stood, about: the entropy decoder reports its place once a row.
    size_t byte_offset;
} pixredact_jpeg_result;

/// The bytes of one codestream and the frame they have to hold; another frame is a mismatch, found
/// before anything of its size is allocated.
typedef struct {
    const uint8_t *bytes;
    size_t count;
    uint32_t width;
    uint32_t height;
    int32_t components;
} pixredact_jpeg_source;

/// Pixels from (x, y) up to, not including, (max_x, max_y); inside the image.
typedef struct {
    uint32_t x;
    uint32_t y;
    uint32_t max_x;
    uint32_t max_y;
} pixredact_jpeg_box;

typedef struct {
    const pixredact_jpeg_box *boxes;
    size_t box_count;
    /// The sample value wanted of each component; 0 and the maximum are reached by clamping, where
    /// every decoder agrees, the middle is a block without any coefficient.
    int32_t fill[4];
} pixredact_jpeg_paint;

typedef struct {
    /// Of each component's coefficients outside the boxes and its quantisation table.
    uint64_t outside[4];
    bool inside_is_fill;
} pixredact_jpeg_survey;

/// The header of a progressive scan (ISO 10918-1 B.2.3): Ns, components by index, Ss, Se, Ah, Al.
typedef struct {
    uint8_t component_count;
    uint8_t components[4];
    uint8_t first, last, high, low;
} pixredact_jpeg_scan;

typedef struct {
    /// Marker segments to put behind SOI.
    const uint8_t *metadata;
    size_t metadata_count;
    /// Whether the source's Huffman tables hold every code that its own blocks need.
    bool keeps_tables;
    /// The scans of a progressive codestream; none for a sequential one.
    const pixredact_jpeg_scan *scans;
    size_t scan_count;
} pixredact_jpeg_writing;

/// Where the entropy-coded data that begins at `from` ends: the offset of the next marker that is
/// neither a restart nor stuffing, or `count`. JPEG-LS stuffs bits, not bytes: any value below 80
/// may follow FF in its data.
size_t pixredact_jpeg_scan_end(
    const uint8_t *bytes, size_t from, size_t count, bool is_jpeg_ls);

/// Decodes to pixel-interleaved samples without colour conversion.
///
/// `samples` has room for width x height x components samples of `bytes_per_sample`, and is aligned
/// to it: 1, or 2 in the order of this machine.
pixredact_jpeg_result pixredact_jpeg_decode(
    const pixredact_jpeg_source *source, void *samples, size_t bytes_per_sample);

/// Surveys the coefficients, then paints the blocks under the boxes and writes a Huffman
/// codestream, sequential unless `writing` has scans. `output` is to be freed by
/// `pixredact_jpeg_free`; null unless all went well.
pixredact_jpeg_result pixredact_jpeg_repaint(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    const pixredact_jpeg_writing *writing, pixredact_jpeg_survey *survey, uint8_t **output,
    size_t *output_count);

/// Reads the coefficients and says what they hold.
pixredact_jpeg_result pixredact_jpeg_survey_coefficients(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint,
    pixredact_jpeg_survey *survey);

/// What `pixredact_jpeg_survey_coefficients` tries first: surveys a sequential Huffman codestream
/// of 8 or 12 bits while reading it, without an array of coefficients, in two thirds of the time
/// that libjpeg needs to read them, and independently of it.
///
/// False where anything is unusual, be it wrong or not; libjpeg then knows more kinds of
/// codestreams, and names the errors.
bool pixredact_jpeg_survey_sequential(
    const pixredact_jpeg_source *source, const pixredact_jpeg_paint *paint, int precision,
    pixredact_jpeg_survey *survey);

void pixredact_jpeg_free(uint8_t *output);

#endif
