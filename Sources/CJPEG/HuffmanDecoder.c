#include "HuffmanDecoder.h"

/// The entry of a symbol's code, not whole; 0 where the symbol has no meaning.
static code_entry entry_of_symbol(const huffman_table *table, uint8_t symbol, unsigned length) {
    unsigned run = table->is_dc ? 0 : symbol >> 4;
    unsigned size = table->is_dc ? symbol : symbol & 15;
    if (size > table->maximum_size) return 0;
    if (table->is_dc || size > 0 || run == 15) return make_entry(length, run + 1, (int)size);
    return run == 0 ? make_entry(length, END_OF_BLOCK, 0) : 0;
}

/// Gives all fronts that begin with `code` what it says.
static void fill_lookup(huffman_table *table, uint32_t code, code_entry entry) {
    unsigned length = length_of(entry);
    unsigned free_bits = LOOKUP_BITS - length;
    unsigned size = (unsigned)value_of(entry);
    for (uint32_t rest = 0; rest < 1u << free_bits; rest++) {
        uint32_t front = code << free_bits | rest;
        code_entry whole = entry;
        if (size <= free_bits) {
            uint64_t bits = (uint64_t)front << (64 - LOOKUP_BITS) << length;
            int value = coefficient_of(bits, size);
            whole = WHOLE | make_entry(length + size, advance_of(entry), value);
        }
        table->lookup[front] = whole;
    }
}

code_entry huffman_table_find(const huffman_table *table, uint64_t bits) {
    uint32_t front = (uint32_t)(bits >> 48);
    // From the shortest: the lookup lacks short codes too, those of symbols without meaning.
    for (unsigned length = 1; length <= 16; length++) {
        if (front >= table->end_of_length[length]) continue;
        int32_t place = table->offset[length] + (int32_t)(front >> (16 - length));
        if (place < 0 || place > 255) return 0;
        return entry_of_symbol(table, table->symbols[place], length);
    }
    return 0;
}

bool huffman_table_define(
    huffman_table *table, const uint8_t bits[16], const uint8_t *symbols, size_t count, bool is_dc,
    unsigned maximum_size) {
    memset(table, 0, sizeof *table);
    table->is_dc = is_dc;
    table->maximum_size = maximum_size;
    if (count > 256) return false;
    memcpy(table->symbols, symbols, count);
    uint32_t code = 0;
    size_t place = 0;
    for (unsigned length = 1; length <= 16; length++) {
        table->offset[length] = (int32_t)place - (int32_t)code;
        for (unsigned index = 0; index < bits[length - 1]; index++) {
            if (place >= count || code >= 1u << length) return false;
            if (length <= LOOKUP_BITS) {
                // A symbol without meaning stays without an entry: nothing may use it.
                code_entry entry = entry_of_symbol(table, symbols[place], length);
                if (entry) fill_lookup(table, code, entry);
            }
            code++;
            place++;
        }
        table->end_of_length[length] = code << (16 - length);
        code <<= 1;
    }
    table->is_defined = place == count;
    return table->is_defined;
}
