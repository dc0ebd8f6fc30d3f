#include "TextNetwork.h"

#include <pthread.h>
#include <stdlib.h>

#include "TextNetworkStream.h"

static const struct {
    const char *name;
    const struct text_kernels *kernels;
} instruction_sets[] = {
#if defined(__x86_64__)
    {"avx512", &pixredact_text_kernels_avx512},
    {"avx2", &pixredact_text_kernels_avx2},
    {"sse2", &pixredact_text_kernels_base},
#elif defined(__aarch64__)
    {"neon", &pixredact_text_kernels_base},
#else
    {"portable", &pixredact_text_kernels_base},
#endif
};

enum { INSTRUCTION_SETS = sizeof instruction_sets / sizeof instruction_sets[0] };

size_t pixredact_text_instruction_set_count(void) { return INSTRUCTION_SETS; }

const char *pixredact_text_instruction_set_name(size_t index) {
    return instruction_sets[index].name;
}

int pixredact_text_instruction_set_runs(size_t index) {
    if (index >= INSTRUCTION_SETS) return 0;
#if defined(__x86_64__)
    const struct text_kernels *kernels = instruction_sets[index].kernels;
    __builtin_cpu_init();
    if (kernels == &pixredact_text_kernels_avx512) return __builtin_cpu_supports("x86-64-v4") != 0;
    if (kernels == &pixredact_text_kernels_avx2) return __builtin_cpu_supports("x86-64-v3") != 0;
#endif
    return 1;
}

// A stripe of a part, evaluated on a thread of its own.
struct stripe {
    struct text_stream stream;
    pixredact_text_part part;  // with what the stripe depends on above and below
    size_t first;              // rows of cells of `part`
    size_t end;
    uint8_t *cells;
    float *logits;
    int status;
};

struct pixredact_text_network {
    struct text_weights weights[TEXT_LAYERS];
    void *memory;  // of the weights
    size_t threads;
    struct stripe stripes[PIXREDACT_TEXT_MOST_THREADS];
};

static size_t thread_count(int threads) {
    if (threads < 1) return 1;
    return threads < PIXREDACT_TEXT_MOST_THREADS ? (size_t)threads : PIXREDACT_TEXT_MOST_THREADS;
}

pixredact_text_network *pixredact_text_network_create(
    const float *weights, size_t instruction_set, int threads) {
    if (!pixredact_text_instruction_set_runs(instruction_set)) return NULL;
    struct pixredact_text_network *network = calloc(1, sizeof *network);
    if (!network) return NULL;
    struct text_arena arena = {0};
    pixredact_text_lay_out_weights(network->weights, &arena);
    arena.base = network->memory = aligned_alloc(64, arena.used);
    if (!network->memory) {
        free(network);
        return NULL;
    }
    arena.used = 0;
    pixredact_text_lay_out_weights(network->weights, &arena);
    pixredact_text_pack_weights(network->weights, weights);
    network->threads = thread_count(threads);
    for (size_t index = 0; index < network->threads; index++) {
        network->stripes[index].stream.kernels = instruction_sets[instruction_set].kernels;
        network->stripes[index].stream.weights = network->weights;
    }
    return network;
}

void pixredact_text_network_destroy(pixredact_text_network *network) {
    if (!network) return;
    for (size_t index = 0; index < network->threads; index++) {
        free(network->stripes[index].stream.memory);
    }
    free(network->memory);
    free(network);
}

size_t pixredact_text_workspace_bytes(size_t width, int threads) {
    if (width > PIXREDACT_TEXT_LARGEST_SIDE) return 0;
    return pixredact_text_stream_bytes(width) * thread_count(threads);
}

size_t pixredact_text_network_workspace(const pixredact_text_network *network) {
    size_t bytes = 0;
    for (size_t index = 0; index < network->threads; index++) {
        bytes += network->stripes[index].stream.capacity;
    }
    return bytes;
}

// Whether `count` pixels from `origin` on are a part of `side` pixels that may be evaluated.
static int is_allowed(size_t origin, size_t count, size_t side) {
    const size_t multiple = PIXREDACT_TEXT_MULTIPLE;
    return side > 0 && side <= PIXREDACT_TEXT_LARGEST_SIDE && origin % multiple == 0
        && count % multiple == 0 && count > 0 && origin < side
        && count <= (side + multiple - 1) / multiple * multiple - origin;
}

static void *run_stripe(void *context) {
    struct stripe *stripe = context;
    stripe->status = pixredact_text_stream_run(
        &stripe->stream, &stripe->part, stripe->first, stripe->end, stripe->cells, stripe->logits);
    return NULL;
}

int pixredact_text_network_run(
    pixredact_text_network *network, const pixredact_text_part *part, uint8_t *cells,
    float *logits) {
    if (!is_allowed(part->x, part->width, part->view_width)
        || !is_allowed(part->y, part->height, part->view_height)) {
        return -1;
    }
    // A stripe that is hardly higher than what it looks at beyond its edges would gain nothing.
    const size_t reach = PIXREDACT_TEXT_REACH;
    const size_t columns = part->width / PIXREDACT_TEXT_CELL;
    const size_t blocks = part->height / PIXREDACT_TEXT_MULTIPLE;
    size_t count = part->height / (2 * reach);
    count = count < 1 ? 1 : count < network->threads ? count : network->threads;
    for (size_t index = 0; index < count; index++) {
        struct stripe *stripe = &network->stripes[index];
        const size_t top = blocks * index / count * PIXREDACT_TEXT_MULTIPLE;
        const size_t bottom = blocks * (index + 1) / count * PIXREDACT_TEXT_MULTIPLE;
        const size_t from = top > reach ? top - reach : 0;
        const size_t to = part->height - bottom > reach ? bottom + reach : part->height;
        stripe->part = *part;
        stripe->part.y = part->y + from;
        stripe->part.height = to - from;
        stripe->first = (top - from) / PIXREDACT_TEXT_CELL;
        stripe->end = (bottom - from) / PIXREDACT_TEXT_CELL;
        stripe->cells = cells + top / PIXREDACT_TEXT_CELL * columns;
        stripe->logits = logits ? logits + top / PIXREDACT_TEXT_CELL * columns : NULL;
    }
    pthread_t threads[PIXREDACT_TEXT_MOST_THREADS];
    size_t started = 1;
    while (started < count) {
        if (pthread_create(&threads[started], NULL, run_stripe, &network->stripes[started]) != 0) break;
        started++;
    }
    run_stripe(&network->stripes[0]);
    for (size_t index = started; index < count; index++) run_stripe(&network->stripes[index]);
    int status = 0;
    for (size_t index = 1; index < started; index++) pthread_join(threads[index], NULL);
    for (size_t index = 0; index < count; index++) status |= network->stripes[index].status;
    return status;
}
