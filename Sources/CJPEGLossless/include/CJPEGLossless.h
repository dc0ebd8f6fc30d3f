// The entropy-coded segments of lossless JPEG (ISO 10918-1 annex H, Huffman coding): scans to
// samples, and scans to scans with boxes painted in. Markers are read and written by the caller.
//
// No function allocates more than a few rows, the coded bytes, and what it returns; none jumps.

#ifndef CJPEGLOSSLESS_H
#define CJPEGLOSSLESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PIXREDACT_JPEGLL_COMPONENTS = 4, PIXREDACT_JPEGLL_CATEGORIES = 17 };

typedef enum {
    PIXREDACT_JPEGLL_OK = 0,
    /// The coded bytes, or those up to a restart marker, end before the samples do.
    PIXREDACT_JPEGLL_TRUNCATED,
    /// A code that is in no table, a bad table, a wrong restart marker, bytes that are no padding.
    PIXREDACT_JPEGLL_CORRUPT,
    /// A Huffman table for writing lacks the code of a difference.
    PIXREDACT_JPEGLL_MISSING_CODE,
    PIXREDACT_JPEGLL_OUT_OF_MEMORY,
} pixredact_jpegll_status;

typedef struct {
    pixredact_jpegll_status status;
    /// The row, about where it went wrong.
    uint32_t row;
} pixredact_jpegll_result;

/// One scan. A table is the content of a DHT segment without its class and number: 16 counts, then
/// as many symbols as they add up to, all inside of readable memory.
typedef struct {
    const uint8_t *bytes;
    /// Entropy-coded bytes with their restart markers, up to the next other marker.
    size_t count;
    const uint8_t *tables[PIXREDACT_JPEGLL_COMPONENTS];
    uint32_t components;
    /// Samples of each component in an MCU; 1 x 1 in a scan of one component (A.2.2).
    uint8_t horizontal[PIXREDACT_JPEGLL_COMPONENTS];
    uint8_t vertical[PIXREDACT_JPEGLL_COMPONENTS];
    /// MCUs, across and down; neither is 0.
    uint32_t columns;
    uint32_t rows;
    /// Ss: 1 to 7.
    uint32_t predictor;
    /// P - Pt: 1 to 16.
    uint32_t bits;
    /// Rows of MCUs between restart markers; 0 is none. H.1.1: intervals are whole rows.
    uint32_t restart_rows;
} pixredact_jpegll_scan;

/// Where decoded samples go. Component `i` of the scan goes to `components[i]` of each pixel.
typedef struct {
    uint8_t *samples;
    uint32_t width;
    uint32_t height;
    uint32_t samples_per_pixel;
    /// 1 or 2; a container of native byte order.
    uint32_t bytes_per_sample;
    uint8_t components[PIXREDACT_JPEGLL_COMPONENTS];
    /// Pixels that share a sample of the component, across and down.
    uint8_t repeat_x[PIXREDACT_JPEGLL_COMPONENTS];
    uint8_t repeat_y[PIXREDACT_JPEGLL_COMPONENTS];
    uint32_t point_transform;
    /// P, 1 to 16: higher bits are cut off or, if signed, repeat the highest of these.
    uint32_t precision;
    bool is_signed;
} pixredact_jpegll_target;

/// Samples from (x, y) up to, not including, (max_x, max_y); inside the scan.
typedef struct {
    uint32_t x;
    uint32_t y;
    uint32_t max_x;
    uint32_t max_y;
} pixredact_jpegll_box;

typedef struct {
    const pixredact_jpegll_box *boxes;
    size_t box_count;
    /// Of each component of the scan, after the point transform.
    uint16_t fill[PIXREDACT_JPEGLL_COMPONENTS];
} pixredact_jpegll_paint;

/// Entropy-coded bytes with restart markers; to be freed.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    /// Whether codes were used that the tables of the scan lack.
    bool uses_new_codes;
} pixredact_jpegll_output;

/// A table with a code for every category at its longest.
enum { PIXREDACT_JPEGLL_TABLE_CAPACITY = 16 + 256 + PIXREDACT_JPEGLL_CATEGORIES };

/// Where the entropy-coded bytes that begin at `from` end: the offset of the next marker other than
/// a restart, with its fill bytes, or `count`.
size_t pixredact_jpegll_scan_end(const uint8_t *bytes, size_t from, size_t count);

/// Decodes a scan into its places of the frame. Touches nothing but these places.
pixredact_jpegll_result pixredact_jpegll_decode(
    const pixredact_jpegll_scan *scan, const pixredact_jpegll_target *target);

/// Decodes a scan whose MCUs have one sample of each component, paints, and codes again with
/// `tables`, one for each component. `keeps_codes`: they hold all codes of the scan's tables, and
/// rows that do not depend on a painted one keep their coded bits. The output may be unfinished on
/// error.
pixredact_jpegll_result pixredact_jpegll_repaint(
    const pixredact_jpegll_scan *scan, const pixredact_jpegll_paint *paint,
    const uint8_t *const *tables, bool keeps_codes, pixredact_jpegll_output *output);

/// Decodes and paints as `repaint` does, and counts the differences that are to be coded: one after
/// the other for each component of the scan, how often each category occurs.
pixredact_jpegll_result pixredact_jpegll_count(
    const pixredact_jpegll_scan *scan, const pixredact_jpegll_paint *paint, uint64_t *counts);

/// The table with codes of their own for those of the categories 0 to `highest` that it lacks; its
/// other codes stay. Returns its length; 0 where no code is left that is short enough.
size_t pixredact_jpegll_extended_table(
    const uint8_t *definition, uint32_t highest,
    uint8_t table[PIXREDACT_JPEGLL_TABLE_CAPACITY]);

/// The best table for differences so distributed (K.2): 16 counts, then at most 17 symbols.
/// Returns its length.
size_t pixredact_jpegll_best_table(
    const uint64_t counts[PIXREDACT_JPEGLL_CATEGORIES],
    uint8_t table[PIXREDACT_JPEGLL_TABLE_CAPACITY]);

void pixredact_jpegll_free(pixredact_jpegll_output *output);

#endif
