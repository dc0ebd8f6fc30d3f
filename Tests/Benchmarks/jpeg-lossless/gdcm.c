// GDCM's libjpeg behind two functions; compiled once for each of its precisions with -DBITS=12 or
// -DBITS=16. The library is release 6b: sources and destinations in memory are ours.

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#if BITS == 8
#include <gdcm-3.0/gdcmjpeg/8/jpeglib.h>
#elif BITS == 12
#include <gdcm-3.0/gdcmjpeg/12/jpeglib.h>
#else
#include <gdcm-3.0/gdcmjpeg/16/jpeglib.h>
#endif

#define JOIN(a, b) a##b
#define NAME_OF(name, bits) JOIN(name, bits)

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf jump;
} errors;

static void stop(j_common_ptr library) { longjmp(((errors *)library->err)->jump, 1); }
static void be_silent(j_common_ptr library) { (void)library; }

static void nothing_to_begin(j_compress_ptr library) { (void)library; }
static boolean is_full(j_compress_ptr library) { (void)library; return FALSE; }

static void nothing_to_open(j_decompress_ptr library) { (void)library; }
static boolean is_empty(j_decompress_ptr library) { (void)library; return FALSE; }
static void skip_bytes(j_decompress_ptr library, long count) {
    library->src->next_input_byte += count;
    library->src->bytes_in_buffer -= (size_t)count;
}

/// Answers the length of the codestream; 0 where it does not fit or the library fails.
size_t NAME_OF(gdcm_encode, BITS)(
    const JSAMPLE *samples, unsigned width, unsigned height, int components, int precision,
    int predictor, int point_transform, unsigned restart_rows, uint8_t *codestream,
    size_t capacity) {
    struct jpeg_compress_struct library;
    errors handler;
    library.err = jpeg_std_error(&handler.base);
    handler.base.error_exit = stop;
    handler.base.output_message = be_silent;
    if (setjmp(handler.jump)) return 0;
    jpeg_create_compress(&library);
    struct jpeg_destination_mgr destination = {
        .next_output_byte = codestream, .free_in_buffer = capacity,
        .init_destination = nothing_to_begin, .empty_output_buffer = is_full,
        .term_destination = nothing_to_begin};
    library.dest = &destination;
    library.image_width = width;
    library.image_height = height;
    library.input_components = components;
    library.in_color_space =
        components == 3 ? JCS_RGB : components == 1 ? JCS_GRAYSCALE : JCS_UNKNOWN;
    jpeg_set_defaults(&library);
    library.data_precision = precision;
    jpeg_simple_lossless(&library, predictor, point_transform);
    jpeg_set_colorspace(&library, library.in_color_space);
    library.optimize_coding = TRUE;
    library.restart_in_rows = (int)restart_rows;
    for (int i = 0; i < components; i++) {
        library.comp_info[i].h_samp_factor = 1;
        library.comp_info[i].v_samp_factor = 1;
    }
    jpeg_start_compress(&library, TRUE);
    while (library.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)samples + (size_t)library.next_scanline * width * components;
        jpeg_write_scanlines(&library, &row, 1);
    }
    jpeg_finish_compress(&library);
    size_t count = capacity - destination.free_in_buffer;
    jpeg_destroy_compress(&library);
    return count;
}

int NAME_OF(gdcm_decode, BITS)(const uint8_t *codestream, size_t count, JSAMPLE *samples) {
    struct jpeg_decompress_struct library;
    errors handler;
    library.err = jpeg_std_error(&handler.base);
    handler.base.error_exit = stop;
    handler.base.output_message = be_silent;
    if (setjmp(handler.jump)) return 0;
    jpeg_create_decompress(&library);
    struct jpeg_source_mgr source = {
        .next_input_byte = codestream, .bytes_in_buffer = count,
        .init_source = nothing_to_open, .fill_input_buffer = is_empty,
        .skip_input_data = skip_bytes, .resync_to_restart = jpeg_resync_to_restart,
        .term_source = nothing_to_open};
    library.src = &source;
    jpeg_read_header(&library, TRUE);
    library.out_color_space = library.jpeg_color_space;
    jpeg_start_decompress(&library);
    size_t stride = (size_t)library.output_width * library.output_components;
    while (library.output_scanline < library.output_height) {
        JSAMPROW row = samples + library.output_scanline * stride;
        jpeg_read_scanlines(&library, &row, 1);
    }
    jpeg_finish_decompress(&library);
    jpeg_destroy_decompress(&library);
    return 1;
}
