/* Raw samples on stdin to a lossless codestream on stdout, by GDCM's libjpeg (Debian: libgdcm-dev).
   usage: encode WIDTH HEIGHT COMPONENTS PRECISION PREDICTOR POINT_TRANSFORM RESTART_ROWS SCANS
                 FACTOR
   SCANS: 0 one interleaved, 1 one a component, 2 one interleaved with a table a component;
   FACTOR: sampling factors of the first component. */
#include <stdio.h>
#include <stdlib.h>
#if BITS == 8
#include <gdcm-3.0/gdcmjpeg/8/jpeglib.h>
#elif BITS == 12
#include <gdcm-3.0/gdcmjpeg/12/jpeglib.h>
#else
#include <gdcm-3.0/gdcmjpeg/16/jpeglib.h>
#endif

int main(int count, char **arguments) {
    int values[9];
    for (int i = 0; i < 9; i++) values[i] = count > i + 1 ? atoi(arguments[i + 1]) : 0;
    int components = values[2];
    struct jpeg_compress_struct library;
    struct jpeg_error_mgr errors;
    library.err = jpeg_std_error(&errors);
    jpeg_create_compress(&library);
    jpeg_stdio_dest(&library, stdout);
    library.image_width = (JDIMENSION)values[0];
    library.image_height = (JDIMENSION)values[1];
    library.input_components = components;
    library.in_color_space =
        components == 3 ? JCS_RGB : components == 1 ? JCS_GRAYSCALE : JCS_UNKNOWN;
    jpeg_set_defaults(&library);
    library.data_precision = values[3];
    jpeg_simple_lossless(&library, values[4], values[5]);
    jpeg_set_colorspace(&library, library.in_color_space);
    library.optimize_coding = TRUE;
    library.restart_in_rows = values[6];
    for (int i = 0; i < components; i++) {
        library.comp_info[i].h_samp_factor = i == 0 ? values[8] : 1;
        library.comp_info[i].v_samp_factor = i == 0 ? values[8] : 1;
        library.comp_info[i].dc_tbl_no = values[7] == 2 ? i & 3 : 0;
    }
    jpeg_scan_info scans[4];
    if (values[7] == 1) {
        for (int i = 0; i < components; i++) {
            jpeg_scan_info scan = {1, {i}, values[4], 0, 0, values[5]};
            scans[i] = scan;
        }
        library.scan_info = scans;
        library.num_scans = components;
    }
    jpeg_start_compress(&library, TRUE);
    JSAMPROW row = malloc((size_t)values[0] * (size_t)components * sizeof(JSAMPLE));
    while (library.next_scanline < library.image_height) {
        if (fread(row, sizeof(JSAMPLE), (size_t)(values[0] * components), stdin) == 0) return 1;
        jpeg_write_scanlines(&library, &row, 1);
    }
    jpeg_finish_compress(&library);
    return 0;
}
