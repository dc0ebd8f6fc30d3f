#include "Text.h"

#include <errno.h>
#include <iconv.h>

static const uint32_t replacement = 0xFFFD;

long pixredact_decode_text(
    const char *name, const uint8_t *bytes, size_t count, uint32_t *scalars, size_t capacity,
    size_t *lost)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    iconv_t converter = iconv_open("UTF-32BE", name);
#else
    iconv_t converter = iconv_open("UTF-32LE", name);
#endif
    if (converter == (iconv_t)-1) return -1;
    char *input = (char *)bytes;
    size_t left = count;
    char *output = (char *)scalars;
    size_t room = capacity * sizeof *scalars;
    *lost = 0;
    while (left > 0 && iconv(converter, &input, &left, &output, &room) == (size_t)-1) {
        if (errno == E2BIG || room < sizeof *scalars) {
            *lost += left;
            break;
        }
        // EILSEQ, or EINVAL where the end is cut: one byte is given up, the rest may be good.
        *(uint32_t *)output = replacement;
        output += sizeof *scalars;
        room -= sizeof *scalars;
        input += 1;
        left -= 1;
        *lost += 1;
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    iconv_close(converter);
    return (long)(capacity - room / sizeof *scalars);
}
