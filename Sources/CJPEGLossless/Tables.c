// ISO 10918-1 annex C and K.2
//   BITS      definition[0..15]   codes of each length
//   HUFFVAL   definition[16...]   their symbols: here difference categories SSSS (table H.2)
//   HUFFCODE  code

#include "Tables.h"

#include <string.h>

static unsigned symbol_count(const uint8_t *definition) {
    unsigned count = 0;
    for (int i = 0; i < LONGEST_CODE; i++) count += definition[i];
    return count;
}

static bool is_valid(const uint8_t *definition) {
    unsigned count = symbol_count(definition);
    if (count == 0 || count > 256) return false;
    uint32_t space = 1u << LONGEST_CODE;
    for (int length = 1; length <= LONGEST_CODE; length++) {
        // C.2 leaves the code of all ones free; some encoders use it, and it is no ambiguity.
        uint32_t taken = (uint32_t)definition[length - 1] << (LONGEST_CODE - length);
        if (taken > space) return false;
        space -= taken;
    }
    for (unsigned i = 0; i < count; i++) {
        if (definition[16 + i] >= PIXREDACT_JPEGLL_CATEGORIES) return false;
    }
    return true;
}

// H.1.2.2: categories 1 to 15 are followed by as many bits; 16 means 32768 and has none.
static unsigned difference_bits(unsigned category) { return category == 16 ? 0 : category; }

static int difference_of(unsigned category, unsigned bits) {
    if (category == 0) return 0;
    if (category == 16) return -32768;
    int value = (int)bits;
    return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
}

static void fill_lookup(decoding_table *table, unsigned code, unsigned length, unsigned category) {
    if (length > LOOKUP_BITS) return;
    unsigned free_bits = LOOKUP_BITS - length;
    unsigned extra = difference_bits(category);
    for (unsigned rest = 0; rest < 1u << free_bits; rest++) {
        uint32_t entry;
        if (extra <= free_bits) {
            int difference = difference_of(category, rest >> (free_bits - extra));
            entry = (uint32_t)(uint16_t)difference << 16 | (length + extra);
        } else {
            entry = category << 16 | length << 8;
        }
        table->lookup[code << free_bits | rest] = entry;
    }
}

bool jpegll_make_decoding_table(const uint8_t *definition, decoding_table *table) {
    if (!is_valid(definition)) return false;
    memset(table, 0, sizeof *table);
    memcpy(table->symbols, definition + 16, symbol_count(definition));
    unsigned code = 0;
    unsigned index = 0;
    for (unsigned length = 1; length <= LONGEST_CODE; length++) {
        table->offset[length] = (int32_t)index - (int32_t)code;
        for (unsigned i = 0; i < definition[length - 1]; i++) {
            fill_lookup(table, code++, length, table->symbols[index++]);
        }
        table->limit[length] = code << (LONGEST_CODE - length);
        code <<= 1;
    }
    return true;
}

static bool has_category(const uint8_t *definition, unsigned category) {
    return memchr(definition + 16, (int)category, symbol_count(definition)) != NULL;
}

bool jpegll_make_coding_table(
    const uint8_t *definition, const uint8_t *source, coding_table *table) {
    if (!is_valid(definition)) return false;
    for (unsigned i = 0; i < PIXREDACT_JPEGLL_CATEGORIES; i++) {
        table->codes[i] = (category_code){.length = NO_CODE};
    }
    unsigned code = 0;
    unsigned index = 0;
    for (unsigned length = 1; length <= LONGEST_CODE; length++) {
        for (unsigned i = 0; i < definition[length - 1]; i++, code++, index++) {
            unsigned category = definition[16 + index];
            unsigned extra = difference_bits(category);
            // Two codes for one category are odd, but no ambiguity.
            if (table->codes[category].length != NO_CODE) continue;
            table->codes[category] = (category_code){
                .code = code << extra,
                .difference_mask = (1u << extra) - 1,
                .length = (length + extra) | (has_category(source, category) ? 0 : NEW_CODE),
            };
        }
        code <<= 1;
    }
    return true;
}

size_t pixredact_jpegll_extended_table(
    const uint8_t *definition, uint32_t highest, uint8_t table[PIXREDACT_JPEGLL_TABLE_CAPACITY]) {
    if (!is_valid(definition)) return 0;
    unsigned count = symbol_count(definition);
    memcpy(table, definition, 16 + count);
    size_t size = 16 + count;
    uint32_t missing = 0;
    for (unsigned category = 0; category <= highest; category++) {
        if (has_category(definition, category)) continue;
        table[size++] = (uint8_t)category;
        missing++;
    }
    // The first code behind all others, by length: as C.2 numbers codes, one that is appended to
    // the longest of them, or is longer, changes none.
    uint32_t code = 0;
    unsigned longest = 0;
    for (unsigned length = 1; length <= LONGEST_CODE; length++) {
        code = code << 1;
        code += definition[length - 1];
        if (definition[length - 1] > 0) longest = length;
    }
    if (missing == 0) return size;
    for (unsigned length = longest; length <= LONGEST_CODE; length++) {
        uint32_t first = code >> (LONGEST_CODE - length);
        uint32_t free_codes = (1u << length) - first;
        // The code of all ones stays free.
        if (free_codes <= missing || table[length - 1] + missing > 255) continue;
        table[length - 1] = (uint8_t)(table[length - 1] + missing);
        return size;
    }
    return 0;
}

// The two least frequent of the trees that are left, the second first: ties go to the higher
// index, so that the reserved code (below) becomes the longest.
static int least(const uint64_t *frequency, int count, int other) {
    int found = -1;
    for (int i = 0; i < count; i++) {
        if (i == other || frequency[i] == 0) continue;
        if (found < 0 || frequency[i] <= frequency[found]) found = i;
    }
    return found;
}

size_t pixredact_jpegll_best_table(
    const uint64_t counts[PIXREDACT_JPEGLL_CATEGORIES],
    uint8_t table[PIXREDACT_JPEGLL_TABLE_CAPACITY]) {
    // One symbol more than there are, that gets the code of all ones and is then left out.
    enum { SYMBOLS = PIXREDACT_JPEGLL_CATEGORIES + 1 };
    uint64_t frequency[SYMBOLS];
    int parent[2 * SYMBOLS];
    uint64_t tree[2 * SYMBOLS] = {0};
    memcpy(frequency, counts, sizeof frequency - sizeof frequency[0]);
    frequency[SYMBOLS - 1] = 1;
    memcpy(tree, frequency, sizeof frequency);
    for (int i = 0; i < 2 * SYMBOLS; i++) parent[i] = -1;
    int nodes = SYMBOLS;
    for (;;) {
        int first = least(tree, nodes, -1);
        int second = least(tree, nodes, first);
        if (second < 0) break;
        tree[nodes] = tree[first] + tree[second];
        tree[first] = tree[second] = 0;
        parent[first] = parent[second] = nodes++;
    }
    // 18 symbols make codes of 17 bits at most.
    unsigned bits[SYMBOLS + 1] = {0};
    for (int i = 0; i < SYMBOLS; i++) {
        if (frequency[i] == 0) continue;
        unsigned length = 0;
        for (int node = i; parent[node] >= 0; node = parent[node]) length++;
        bits[length]++;
    }
    // Figure K.3: two codes of 17 bits become one of 16 and, with the code of some shorter
    // length, two one bit longer.
    for (unsigned length = SYMBOLS; length > LONGEST_CODE; length--) {
        while (bits[length] > 0) {
            unsigned shorter = length - 2;
            while (bits[shorter] == 0) shorter--;
            bits[length] -= 2;
            bits[length - 1]++;
            bits[shorter + 1] += 2;
            bits[shorter]--;
        }
    }
    unsigned longest = LONGEST_CODE;
    while (longest > 1 && bits[longest] == 0) longest--;
    bits[longest]--;
    size_t size = LONGEST_CODE;
    for (unsigned i = 0; i < LONGEST_CODE; i++) table[i] = (uint8_t)bits[i + 1];
    // The more frequent a symbol, the shorter its code.
    bool is_used[PIXREDACT_JPEGLL_CATEGORIES] = {false};
    for (;;) {
        int best = -1;
        for (int i = 0; i < PIXREDACT_JPEGLL_CATEGORIES; i++) {
            if (is_used[i] || counts[i] == 0) continue;
            if (best < 0 || counts[i] > counts[best]) best = i;
        }
        if (best < 0) return size;
        is_used[best] = true;
        table[size++] = (uint8_t)best;
    }
}
