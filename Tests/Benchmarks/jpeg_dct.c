// Painting a JPEG and checking it, against what `jpegtran -copy all` does and against decoding and
// encoding, in one process. In the root of the repository:
//
//     clang -O2 -std=gnu11 -ISources/CJPEG/include Tests/Benchmarks/jpeg_dct.c Sources/CJPEG/*.c
//         -ljpeg -o jpeg_dct
//     ./jpeg_dct picture.jpg [RUNS]
//
// Prints the least CPU milliseconds of each and the ratios that the design sets goals for.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <jpeglib.h>

#include "CJPEG.h"

typedef struct job {
    uint8_t *bytes;
    size_t count;
    pixredact_jpeg_source source;
    pixredact_jpeg_paint paint;
    pixredact_jpeg_source painted;
} job;

static void open_both(
    const job *job, struct jpeg_decompress_struct *source, struct jpeg_compress_struct *destination,
    struct jpeg_error_mgr errors[2], unsigned char **output, unsigned long *size) {
    source->err = jpeg_std_error(&errors[0]);
    destination->err = jpeg_std_error(&errors[1]);
    jpeg_create_decompress(source);
    jpeg_create_compress(destination);
    jpeg_mem_src(source, job->bytes, job->count);
    for (int code = 0; code < 16; code++) jpeg_save_markers(source, JPEG_APP0 + code, 0xFFFF);
    jpeg_save_markers(source, JPEG_COM, 0xFFFF);
    jpeg_read_header(source, TRUE);
    jpeg_mem_dest(destination, output, size);
}

static void close_both(
    struct jpeg_decompress_struct *source, struct jpeg_compress_struct *destination,
    unsigned char **output) {
    // It may move until the end.
    jpeg_finish_compress(destination);
    jpeg_finish_decompress(source);
    jpeg_destroy_compress(destination);
    jpeg_destroy_decompress(source);
    free(*output);
}

static void transcode(job *job) {
    struct jpeg_decompress_struct source;
    struct jpeg_compress_struct destination;
    struct jpeg_error_mgr errors[2];
    unsigned char *output = NULL;
    unsigned long size = 0;
    open_both(job, &source, &destination, errors, &output, &size);
    jvirt_barray_ptr *coefficients = jpeg_read_coefficients(&source);
    jpeg_copy_critical_parameters(&source, &destination);
    jpeg_write_coefficients(&destination, coefficients);
    close_both(&source, &destination, &output);
}

static void decode_and_encode(job *job) {
    struct jpeg_decompress_struct source;
    struct jpeg_compress_struct destination;
    struct jpeg_error_mgr errors[2];
    unsigned char *output = NULL;
    unsigned long size = 0;
    open_both(job, &source, &destination, errors, &output, &size);
    jpeg_start_decompress(&source);
    size_t stride = (size_t)source.output_width * (size_t)source.output_components;
    uint8_t *samples = malloc(stride * source.output_height);
    if (!samples) exit(1);
    while (source.output_scanline < source.output_height) {
        JSAMPROW row = samples + stride * source.output_scanline;
        jpeg_read_scanlines(&source, &row, 1);
    }
    destination.image_width = source.output_width;
    destination.image_height = source.output_height;
    destination.input_components = source.output_components;
    destination.in_color_space = source.out_color_space;
    jpeg_set_defaults(&destination);
    jpeg_set_quality(&destination, 90, TRUE);
    for (int index = 0; index < source.num_components; index++) {
        destination.comp_info[index].h_samp_factor = source.comp_info[index].h_samp_factor;
        destination.comp_info[index].v_samp_factor = source.comp_info[index].v_samp_factor;
    }
    jpeg_start_compress(&destination, TRUE);
    while (destination.next_scanline < destination.image_height) {
        JSAMPROW row = samples + stride * destination.next_scanline;
        jpeg_write_scanlines(&destination, &row, 1);
    }
    close_both(&source, &destination, &output);
    free(samples);
}

static void paint(job *job) {
    pixredact_jpeg_writing writing = {.keeps_tables = true};
    pixredact_jpeg_survey survey;
    uint8_t *output = NULL;
    size_t count = 0;
    pixredact_jpeg_result result =
        pixredact_jpeg_repaint(&job->source, &job->paint, &writing, &survey, &output, &count);
    if (result.status != PIXREDACT_JPEG_OK) exit(1);
    pixredact_jpeg_free((uint8_t *)(uintptr_t)job->painted.bytes);
    job->painted = job->source;
    job->painted.bytes = output;
    job->painted.count = count;
}

static void check(job *job) {
    pixredact_jpeg_survey survey;
    pixredact_jpeg_result result =
        pixredact_jpeg_survey_coefficients(&job->painted, &job->paint, &survey);
    if (result.status != PIXREDACT_JPEG_OK || !survey.inside_is_fill) exit(1);
}

static double milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

/// Reads the file and the frame that it declares.
static void read_picture(job *job, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) exit(1);
    long size = ftell(file);
    rewind(file);
    job->bytes = size > 0 ? malloc((size_t)size) : NULL;
    if (!job->bytes) exit(1);
    job->count = fread(job->bytes, 1, (size_t)size, file);
    fclose(file);
    struct jpeg_decompress_struct source;
    struct jpeg_error_mgr errors;
    source.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&source);
    jpeg_mem_src(&source, job->bytes, job->count);
    jpeg_read_header(&source, TRUE);
    job->source = (pixredact_jpeg_source){
        job->bytes, job->count, source.image_width, source.image_height, source.num_components};
    jpeg_destroy_decompress(&source);
}

int main(int count, char **arguments) {
    if (count < 2) return 64;
    job job = {0};
    read_picture(&job, arguments[1]);
    uint32_t width = job.source.width, height = job.source.height;
    pixredact_jpeg_box boxes[2] = {
        {0, 0, width / 3, (height + 15) / 16}, {width / 2, height / 2, width, height / 2 + 1}};
    int32_t chroma = job.source.components == 3 ? 128 : 0;
    job.paint = (pixredact_jpeg_paint){boxes, 2, {0, chroma, chroma, 0}};

    void (*const steps[4])(struct job *) = {transcode, paint, check, decode_and_encode};
    double best[4] = {1e9, 1e9, 1e9, 1e9};
    int runs = count > 2 ? atoi(arguments[2]) : 15;
    for (int run = 0; run < runs; run++) {
        for (int step = 0; step < 4; step++) {
            double start = milliseconds();
            steps[step](&job);
            double taken = milliseconds() - start;
            if (taken < best[step]) best[step] = taken;
        }
    }
    printf(
        "transcode %.2f ms, paint %.2f ms, check %.2f ms, decode and encode %.2f ms\n", best[0],
        best[1], best[2], best[3]);
    printf(
        "to transcoding: paint %.2f, paint and check %.2f; to decoding and encoding: paint %.2f\n",
        best[1] / best[0], (best[1] + best[2]) / best[0], best[1] / best[3]);
    return 0;
}
