// Writes a 12-bit codestream with restart markers: what the other encoders cannot be asked for.
// cc -o encode encode.c -lgdcmjpeg12; encode WIDTH HEIGHT COMPONENTS INTERVAL SAMPLING PROGRESSIVE
// Samples of two bytes from standard input, the codestream to standard output.
#include <stdio.h>
#include <stdlib.h>

#include <gdcm-3.0/gdcmjpeg/12/jpeglib.h>

int main(int count, char **arguments) {
    if (count != 7) return 1;
    struct jpeg_compress_struct encoder;
    struct jpeg_error_mgr errors;
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    jpeg_stdio_dest(&encoder, stdout);
    encoder.image_width = (JDIMENSION)atoi(arguments[1]);
    encoder.image_height = (JDIMENSION)atoi(arguments[2]);
    encoder.input_components = atoi(arguments[3]);
    encoder.in_color_space = encoder.input_components == 1 ? JCS_GRAYSCALE : JCS_YCbCr;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, 90, FALSE);
    encoder.restart_interval = (unsigned)atoi(arguments[4]);
    encoder.comp_info[0].h_samp_factor = encoder.comp_info[0].v_samp_factor = atoi(arguments[5]);
    if (atoi(arguments[6])) jpeg_simple_progression(&encoder);
    jpeg_start_compress(&encoder, TRUE);
    size_t samples = encoder.image_width * (size_t)encoder.input_components;
    JSAMPROW row = malloc(samples * sizeof *row);
    while (encoder.next_scanline < encoder.image_height) {
        if (fread(row, sizeof *row, samples, stdin) != samples) return 1;
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    return 0;
}
