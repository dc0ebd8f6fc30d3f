// What the libraries that one would use otherwise take in process, best of RUNS in milliseconds:
//
//     libraries KIND CODESTREAM RUNS WIDTH HEIGHT COMPONENTS PRECISION
//
// KIND is jpeg8, jpeg12, jll (GDCM's libjpeg), jls (CharLS) or j2k (OpenJPEG, one thread). Prints
// `decode MS`, `recode MS` (decode and encode) and, of jpeg8 and jpeg12, `copy MS` (jpegtran).
#include "libraries.h"

#include <charls/charls.h>
#include <openjpeg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

size_t gdcm_encode16(const uint16_t *, unsigned, unsigned, int, int, int, int, unsigned, uint8_t *,
    size_t);
int gdcm_decode16(const uint8_t *, size_t, uint16_t *);
size_t gdcm_encode12(const int16_t *, unsigned, unsigned, int, int, int, int, unsigned, uint8_t *,
    size_t);
int gdcm_decode12(const uint8_t *, size_t, int16_t *);
size_t gdcm_encode8(const uint8_t *, unsigned, unsigned, int, int, int, int, unsigned, uint8_t *,
    size_t);
int gdcm_decode8(const uint8_t *, size_t, uint8_t *);

_Noreturn void fail(const char *why) {
    fprintf(stderr, "libraries: %s\n", why);
    exit(1);
}

static struct {
    blob in, room;
    void *samples;
    uint32_t width, height;
    int components, precision;
} job;

static void jll_decode(void) {
    int result = job.precision > 12 ? gdcm_decode16(job.in.bytes, job.in.size, job.samples)
               : job.precision > 8  ? gdcm_decode12(job.in.bytes, job.in.size, job.samples)
                                    : gdcm_decode8(job.in.bytes, job.in.size, job.samples);
    (void)result;
}

static void jll_encode(void) {
    unsigned w = job.width, h = job.height;
    size_t size =
        job.precision > 12 ? gdcm_encode16(job.samples, w, h, job.components, job.precision, 1, 0, 0,
                                 job.room.bytes, job.room.size)
        : job.precision > 8 ? gdcm_encode12(job.samples, w, h, job.components, job.precision, 1, 0,
                                  0, job.room.bytes, job.room.size)
                            : gdcm_encode8(job.samples, w, h, job.components, job.precision, 1, 0, 0,
                                  job.room.bytes, job.room.size);
    if (size == 0) fail("GDCM's libjpeg refuses to encode");
}

static void jls_check(charls_jpegls_errc code) {
    if (code != CHARLS_JPEGLS_ERRC_SUCCESS) fail("CharLS refuses");
}

static void jls_decode(void) {
    charls_jpegls_decoder *d = charls_jpegls_decoder_create();
    jls_check(charls_jpegls_decoder_set_source_buffer(d, job.in.bytes, job.in.size));
    jls_check(charls_jpegls_decoder_read_header(d));
    jls_check(charls_jpegls_decoder_decode_to_buffer(d, job.samples, job.room.size, 0));
    charls_jpegls_decoder_destroy(d);
}

static void jls_encode(void) {
    charls_jpegls_encoder *e = charls_jpegls_encoder_create();
    charls_frame_info info = {job.width, job.height, job.precision, job.components};
    jls_check(charls_jpegls_encoder_set_frame_info(e, &info));
    if (job.components > 1)
        jls_check(charls_jpegls_encoder_set_interleave_mode(e, CHARLS_INTERLEAVE_MODE_LINE));
    jls_check(charls_jpegls_encoder_set_destination_buffer(e, job.room.bytes, job.room.size));
    size_t size = (size_t)job.width * job.height * (size_t)job.components * (job.precision > 8 ? 2 : 1);
    jls_check(charls_jpegls_encoder_encode_from_buffer(e, job.samples, size, 0));
    charls_jpegls_encoder_destroy(e);
}

static size_t position;
static OPJ_SIZE_T read_bytes(void *to, OPJ_SIZE_T count, void *unused) {
    (void)unused;
    size_t left = job.in.size - position, taken = count < left ? count : left;
    if (taken == 0) return (OPJ_SIZE_T)-1;
    memcpy(to, job.in.bytes + position, taken);
    position += taken;
    return taken;
}
static OPJ_SIZE_T write_bytes(void *from, OPJ_SIZE_T count, void *unused) {
    (void)unused;
    if (position + count > job.room.size) fail("a JPEG 2000 codestream grew beyond its room");
    memcpy(job.room.bytes + position, from, count);
    position += count;
    return count;
}
static OPJ_OFF_T skip_bytes(OPJ_OFF_T count, void *unused) {
    (void)unused;
    position += (size_t)count;
    return count;
}
static OPJ_BOOL seek_bytes(OPJ_OFF_T place, void *unused) {
    (void)unused;
    position = (size_t)place;
    return OPJ_TRUE;
}

static opj_stream_t *stream(OPJ_BOOL is_input) {
    opj_stream_t *s = opj_stream_default_create(is_input);
    position = 0;
    opj_stream_set_user_data(s, &job, NULL);
    opj_stream_set_user_data_length(s, job.in.size);
    opj_stream_set_read_function(s, read_bytes);
    opj_stream_set_write_function(s, write_bytes);
    opj_stream_set_skip_function(s, skip_bytes);
    opj_stream_set_seek_function(s, seek_bytes);
    return s;
}

static opj_image_t *picture;
static void j2k_decode(void) {
    if (picture) opj_image_destroy(picture);
    opj_codec_t *codec = opj_create_decompress(OPJ_CODEC_J2K);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_stream_t *s = stream(OPJ_TRUE);
    if (!opj_setup_decoder(codec, &parameters) || !opj_read_header(s, codec, &picture)
        || !opj_decode(codec, s, picture))
        fail("OpenJPEG refuses");
    opj_stream_destroy(s);
    opj_destroy_codec(codec);
}

static void j2k_encode(void) {
    opj_codec_t *codec = opj_create_compress(OPJ_CODEC_J2K);
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_mct = job.components == 3;
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    opj_stream_t *s = stream(OPJ_FALSE);
    if (!opj_setup_encoder(codec, &parameters, picture) || !opj_start_compress(codec, picture, s)
        || !opj_encode(codec, s) || !opj_end_compress(codec, s))
        fail("OpenJPEG refuses to encode");
    opj_stream_destroy(s);
    opj_destroy_codec(codec);
}

static void jpeg8_decode(void) { lossy_decode8(job.in, job.samples); }
static void jpeg8_recode(void) { lossy_recode8(job.in, job.samples, job.room); }
static void jpeg8_copy(void) { lossy_copy8(job.in, job.room); }
static void jpeg12_decode(void) { lossy_decode12(job.in, job.samples); }
static void jpeg12_recode(void) { lossy_recode12(job.in, job.samples, job.room); }
static void jpeg12_copy(void) { lossy_copy12(job.in, job.room); }
static void jll_recode(void) { jll_decode(); jll_encode(); }
static void jls_recode(void) { jls_decode(); jls_encode(); }
static void j2k_recode(void) { j2k_decode(); j2k_encode(); }

static const struct {
    const char *name;
    void (*decode)(void), (*recode)(void), (*copy)(void);
} kinds[] = {
    {"jpeg8", jpeg8_decode, jpeg8_recode, jpeg8_copy},
    {"jpeg12", jpeg12_decode, jpeg12_recode, jpeg12_copy},
    {"jll", jll_decode, jll_recode, NULL},
    {"jls", jls_decode, jls_recode, NULL},
    {"j2k", j2k_decode, j2k_recode, NULL},
};

// Processor time: other jobs of the machine disturb it less.
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static void measure(const char *what, void (*work)(void), int runs) {
    if (!work) return;
    double best = 1e30;
    for (int run = 0; run < runs; run++) {
        double start = now();
        work();
        double took = now() - start;
        if (took < best) best = took;
    }
    printf("%s %f\n", what, best);
}

int main(int count, char **words) {
    if (count != 8) fail("usage: libraries KIND CODESTREAM RUNS WIDTH HEIGHT COMPONENTS PRECISION");
    job.width = (uint32_t)atoi(words[4]);
    job.height = (uint32_t)atoi(words[5]);
    job.components = atoi(words[6]);
    job.precision = atoi(words[7]);
    FILE *file = fopen(words[2], "rb");
    if (!file || fseek(file, 0, SEEK_END)) fail("cannot open the codestream");
    job.in.size = (size_t)ftell(file);
    rewind(file);
    job.in.bytes = malloc(job.in.size);
    job.room.size = (size_t)job.width * job.height * (size_t)job.components * 2 + (1 << 20);
    job.room.bytes = malloc(job.room.size);
    job.samples = malloc(job.room.size);
    if (!job.in.bytes || !job.room.bytes || !job.samples
        || fread(job.in.bytes, 1, job.in.size, file) != job.in.size)
        fail("cannot read the codestream");
    fclose(file);
    int runs = atoi(words[3]);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, words[1]) != 0) continue;
        measure("decode", kinds[i].decode, runs);
        measure("recode", kinds[i].recode, runs);
        measure("copy", kinds[i].copy, runs);
        return 0;
    }
    fail("no such kind");
}
