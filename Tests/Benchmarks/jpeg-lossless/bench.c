// JPEG Lossless: pixredact's codec beside GDCM's libjpeg, on the same pictures in the same run.
//
//     cd Tests/Benchmarks/jpeg-lossless && make && ./bench [ROUNDS]
//
// For each picture the best of ROUNDS (default 7), taken in turns. "encode" is what a repaint that
// changes every row takes beyond decoding; GDCM writes with optimal tables, as it always does.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CJPEGLossless.h"

#define GDCM(BITS, SAMPLE)                                                                         \
    size_t gdcm_encode##BITS(                                                                      \
        const SAMPLE *, unsigned, unsigned, int, int, int, int, unsigned, uint8_t *, size_t);      \
    int gdcm_decode##BITS(const uint8_t *, size_t, SAMPLE *);
GDCM(8, uint8_t)
GDCM(12, int16_t)
GDCM(16, uint16_t)

typedef struct {
    const char *name;
    unsigned width, height;
    int components, precision, predictor;
    unsigned restart_rows;
    double noise;
} picture;

static const picture pictures[] = {
    {"CR 12 bit, SV1", 2500, 3000, 1, 12, 1, 0, 9},
    {"CR 12 bit, SV2", 2500, 3000, 1, 12, 2, 0, 9},
    {"CR 12 bit, SV3", 2500, 3000, 1, 12, 3, 0, 9},
    {"CR 12 bit, SV4", 2500, 3000, 1, 12, 4, 0, 9},
    {"CR 12 bit, SV5", 2500, 3000, 1, 12, 5, 0, 9},
    {"CR 12 bit, SV6", 2500, 3000, 1, 12, 6, 0, 9},
    {"CR 12 bit, SV7", 2500, 3000, 1, 12, 7, 0, 9},
    {"CR 12 bit, SV1, restart each row", 2500, 3000, 1, 12, 1, 1, 9},
    {"CR 16 bit, SV1, much noise", 2500, 3000, 1, 16, 1, 0, 400},
    {"CT 12 bit, SV1", 512, 512, 1, 12, 1, 0, 9},
    {"US 8 bit RGB, SV1", 1024, 768, 3, 8, 1, 0, 1.5},
    {"US 8 bit RGB, SV6, restart each row", 1024, 768, 3, 8, 6, 1, 1.5},
};

// CPU time: other jobs of the machine disturb it less.
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static uint64_t state = 1;

// Sum of four uniform numbers of a 64-bit generator: bell-shaped, standard deviation 1.
static double noise(void) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        sum += (double)(state >> 40) / (1 << 24) - 0.5;
    }
    return sum * 1.732;
}

static void draw(const picture *what, uint8_t *samples) {
    double top = (1 << what->precision) - 1;
    for (unsigned y = 0; y < what->height; y++) {
        for (unsigned x = 0; x < what->width; x++) {
            double dx = x / (double)what->width - 0.5, dy = y / (double)what->height - 0.5;
            double level = top * (0.85 - 1.4 * (dx * dx + dy * dy));
            for (int i = 0; i < what->components; i++) {
                double value = level * (1 - 0.1 * i) + noise() * what->noise;
                unsigned stored = value < 0 ? 0 : value > top ? (unsigned)top : (unsigned)value;
                size_t index = ((size_t)y * what->width + x) * (size_t)what->components + (size_t)i;
                if (what->precision == 8) samples[index] = (uint8_t)stored;
                else ((uint16_t *)samples)[index] = (uint16_t)stored;
            }
        }
    }
}

static size_t gdcm_encode(const picture *p, const uint8_t *samples, uint8_t *out, size_t size) {
    switch (p->precision) {
    case 8:
        return gdcm_encode8(samples, p->width, p->height, p->components, 8, p->predictor, 0,
                            p->restart_rows, out, size);
    case 12:
        return gdcm_encode12((const int16_t *)samples, p->width, p->height, p->components, 12,
                             p->predictor, 0, p->restart_rows, out, size);
    default:
        return gdcm_encode16((const uint16_t *)samples, p->width, p->height, p->components, 16,
                             p->predictor, 0, p->restart_rows, out, size);
    }
}

static int gdcm_decode(const picture *p, const uint8_t *codestream, size_t count, uint8_t *out) {
    switch (p->precision) {
    case 8: return gdcm_decode8(codestream, count, out);
    case 12: return gdcm_decode12(codestream, count, (int16_t *)out);
    default: return gdcm_decode16(codestream, count, (uint16_t *)out);
    }
}

// The one scan that GDCM writes.
static pixredact_jpegll_scan scan_of(const picture *p, const uint8_t *codestream, size_t count) {
    pixredact_jpegll_scan scan = {
        .components = (uint32_t)p->components, .horizontal = {1, 1, 1, 1},
        .vertical = {1, 1, 1, 1}, .columns = p->width, .rows = p->height,
        .predictor = (uint32_t)p->predictor, .bits = (uint32_t)p->precision,
        .restart_rows = p->restart_rows};
    const uint8_t *tables[4] = {0};
    size_t next = 2;
    while (next + 4 < count) {
        size_t at = next;
        const uint8_t *content = codestream + at + 4;
        next += 2 + (size_t)(codestream[at + 2] << 8 | codestream[at + 3]);
        if (codestream[at + 1] == 0xC4) tables[content[0] & 3] = content + 1;
        if (codestream[at + 1] != 0xDA) continue;
        for (int i = 0; i < p->components; i++) scan.tables[i] = tables[content[2 + 2 * i] >> 4];
        scan.bytes = codestream + next;
        scan.count = pixredact_jpegll_scan_end(codestream, next, count) - next;
        break;
    }
    return scan;
}

static double repaint(
    const pixredact_jpegll_scan *scan, pixredact_jpegll_box box, pixredact_jpegll_output *output) {
    pixredact_jpegll_paint paint = {.boxes = &box, .box_count = 1};
    pixredact_jpegll_free(output);
    double start = now();
    static uint8_t definitions[4][PIXREDACT_JPEGLL_TABLE_CAPACITY];
    const uint8_t *tables[4];
    for (uint32_t i = 0; i < scan->components; i++) {
        tables[i] = definitions[i];
        if (!pixredact_jpegll_extended_table(scan->tables[i], scan->bits, definitions[i])) exit(5);
    }
    pixredact_jpegll_result result = pixredact_jpegll_repaint(scan, &paint, tables, true, output);
    if (result.status != PIXREDACT_JPEGLL_OK) exit(3);
    return now() - start;
}

static void least(double *best, double found) {
    if (found < *best) *best = found;
}

static void measure(const picture *p, int rounds) {
    int bytes = p->precision == 8 ? 1 : 2;
    size_t size = (size_t)p->width * p->height * (size_t)(p->components * bytes);
    uint8_t *samples = malloc(size), *theirs = malloc(size), *ours = malloc(size);
    uint8_t *codestream = malloc(2 * size + 65536);
    pixredact_jpegll_output output = {0};
    draw(p, samples);
    double best[5] = {1e9, 1e9, 1e9, 1e9, 1e9};
    size_t count = 0;
    for (int i = 0; i < rounds; i++) {
        double start = now();
        count = gdcm_encode(p, samples, codestream, 2 * size + 65536);
        least(&best[0], now() - start);
        start = now();
        if (count == 0 || !gdcm_decode(p, codestream, count, theirs)) exit(1);
        least(&best[1], now() - start);
        pixredact_jpegll_scan scan = scan_of(p, codestream, count);
        pixredact_jpegll_target target = {
            .samples = ours, .width = p->width, .height = p->height,
            .samples_per_pixel = (uint32_t)p->components, .bytes_per_sample = (uint32_t)bytes,
            .components = {0, 1, 2, 3}, .repeat_x = {1, 1, 1, 1}, .repeat_y = {1, 1, 1, 1},
            .precision = (uint32_t)p->precision};
        start = now();
        if (pixredact_jpegll_decode(&scan, &target).status != PIXREDACT_JPEGLL_OK) exit(2);
        least(&best[2], now() - start);
        if (memcmp(samples, ours, size) || memcmp(samples, theirs, size)) exit(4);
        pixredact_jpegll_box everywhere = {0, 0, 1, p->height};
        least(&best[3], repaint(&scan, everywhere, &output));
        pixredact_jpegll_box corner = {0, 0, p->width / 4, p->height / 20};
        least(&best[4], repaint(&scan, corner, &output));
    }
    double encode = best[3] - best[2];
    printf("%-36s %5.2f bits  decode %7.2f %7.2f ms %5.2fx  encode %7.2f %7.2f ms %5.2fx  "
           "repaint a corner %7.2f ms %5.2fx\n",
           p->name, 8.0 * (double)count / (double)(size / (size_t)bytes), best[1], best[2],
           best[1] / best[2], best[0], encode, best[0] / encode, best[4],
           (best[0] + best[1]) / best[4]);
    pixredact_jpegll_free(&output);
    free(samples), free(theirs), free(ours), free(codestream);
}

int main(int count, char **arguments) {
    int rounds = count > 1 ? atoi(arguments[1]) : 7;
    printf("GDCM, pixredact, ratio\n");
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) measure(&pictures[i], rounds);
    return 0;
}
