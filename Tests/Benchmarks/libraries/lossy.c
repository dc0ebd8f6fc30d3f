// DCT JPEG by libjpeg (BITS=8) or GDCM's copy of it (BITS=12): decode, code again, and copy the
// coefficients as jpegtran does.
#include "libraries.h"

#include <stdlib.h>
#include <string.h>

#if BITS == 8
#include <jpeglib.h>
#else
#include <gdcm-3.0/gdcmjpeg/12/jpeglib.h>
#endif

#define JOIN(a, b) a##b
#define NAME_OF(name, bits) JOIN(name, bits)

static void nothing(j_decompress_ptr d) { (void)d; }
static boolean empty(j_decompress_ptr d) { (void)d; fail("a JPEG ends early"); return FALSE; }
static void skip(j_decompress_ptr d, long count) {
    d->src->next_input_byte += count;
    d->src->bytes_in_buffer -= (size_t)count;
}
static void begin(j_compress_ptr c) { (void)c; }
static boolean full(j_compress_ptr c) { (void)c; fail("a JPEG grew beyond its room"); return FALSE; }
static void stop(j_common_ptr library) { (void)library; fail("libjpeg refuses a JPEG"); }

typedef struct {
    struct jpeg_decompress_struct d;
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_destination_mgr destination;
} session;

static void open_source(session *s, blob in) {
    s->d.err = jpeg_std_error(&s->errors);
    s->errors.error_exit = stop;
    jpeg_create_decompress(&s->d);
    s->source = (struct jpeg_source_mgr){.next_input_byte = in.bytes, .bytes_in_buffer = in.size,
        .init_source = nothing, .fill_input_buffer = empty, .skip_input_data = skip,
        .resync_to_restart = jpeg_resync_to_restart, .term_source = nothing};
    s->d.src = &s->source;
}

static void open_destination(session *s, blob out) {
    s->c.err = jpeg_std_error(&s->errors);
    s->errors.error_exit = stop;
    jpeg_create_compress(&s->c);
    s->destination = (struct jpeg_destination_mgr){.next_output_byte = out.bytes,
        .free_in_buffer = out.size, .init_destination = begin, .empty_output_buffer = full,
        .term_destination = begin};
    s->c.dest = &s->destination;
}

static void decode_rows(session *s, JSAMPLE *samples) {
    jpeg_read_header(&s->d, TRUE);
    s->d.out_color_space = s->d.jpeg_color_space;
    jpeg_start_decompress(&s->d);
    size_t stride = (size_t)s->d.output_width * (size_t)s->d.output_components;
    while (s->d.output_scanline < s->d.output_height) {
        JSAMPROW row = samples + s->d.output_scanline * stride;
        jpeg_read_scanlines(&s->d, &row, 1);
    }
}

void NAME_OF(lossy_decode, BITS)(blob in, void *samples) {
    session s = {0};
    open_source(&s, in);
    decode_rows(&s, samples);
    jpeg_finish_decompress(&s.d);
    jpeg_destroy_decompress(&s.d);
}

/// Decodes, and codes the samples again with the source's tables of quantization and sampling.
void NAME_OF(lossy_recode, BITS)(blob in, void *samples, blob room) {
    session s = {0};
    open_source(&s, in);
    open_destination(&s, room);
    decode_rows(&s, samples);
    s.c.image_width = s.d.output_width;
    s.c.image_height = s.d.output_height;
    s.c.input_components = s.d.output_components;
    s.c.in_color_space = s.d.jpeg_color_space;
    jpeg_set_defaults(&s.c);
    s.c.data_precision = s.d.data_precision;
    jpeg_set_colorspace(&s.c, s.d.jpeg_color_space);
    s.c.optimize_coding = BITS > 8;
    for (int i = 0; i < s.d.num_components; i++) {
        s.c.comp_info[i].h_samp_factor = s.d.comp_info[i].h_samp_factor;
        s.c.comp_info[i].v_samp_factor = s.d.comp_info[i].v_samp_factor;
    }
    for (int i = 0; i < NUM_QUANT_TBLS; i++) {
        if (!s.d.quant_tbl_ptrs[i]) continue;
        if (!s.c.quant_tbl_ptrs[i]) s.c.quant_tbl_ptrs[i] = jpeg_alloc_quant_table((j_common_ptr)&s.c);
        memcpy(s.c.quant_tbl_ptrs[i]->quantval, s.d.quant_tbl_ptrs[i]->quantval,
            sizeof s.c.quant_tbl_ptrs[i]->quantval);
    }
    jpeg_start_compress(&s.c, TRUE);
    size_t stride = (size_t)s.c.image_width * (size_t)s.c.input_components;
    while (s.c.next_scanline < s.c.image_height) {
        JSAMPROW row = (JSAMPLE *)samples + s.c.next_scanline * stride;
        jpeg_write_scanlines(&s.c, &row, 1);
    }
    jpeg_finish_compress(&s.c);
    jpeg_finish_decompress(&s.d);
    jpeg_destroy_compress(&s.c);
    jpeg_destroy_decompress(&s.d);
}

void NAME_OF(lossy_copy, BITS)(blob in, blob room) {
    session s = {0};
    open_source(&s, in);
    open_destination(&s, room);
    for (int marker = 0; marker < 16; marker++)
        jpeg_save_markers(&s.d, JPEG_APP0 + marker, 0xFFFF);
    jpeg_read_header(&s.d, TRUE);
    jvirt_barray_ptr *coefficients = jpeg_read_coefficients(&s.d);
    jpeg_copy_critical_parameters(&s.d, &s.c);
    jpeg_write_coefficients(&s.c, coefficients);
    jpeg_finish_compress(&s.c);
    jpeg_finish_decompress(&s.d);
    jpeg_destroy_compress(&s.c);
    jpeg_destroy_decompress(&s.d);
}
