#include "Library.h"

#include "Codec/Codec.h"

size_t pixredact_jpeg_scan_end(
    const uint8_t *bytes, size_t from, size_t count, bool is_jpeg_ls) {
    uint8_t highest_data = is_jpeg_ls ? 0x7F : 0;
    while (from < count) {
        const uint8_t *found = memchr(bytes + from, 0xFF, count - from);
        if (!found) return count;
        from = (size_t)(found - bytes);
        if (from + 1 >= count) return count;
        uint8_t next = bytes[from + 1];
        if (next == 0xFF) {
            from += 1;
        } else if (next <= highest_data || (next >= 0xD0 && next <= 0xD7)) {
            from += 2;
        } else {
            return from;
        }
    }
    return count;
}
