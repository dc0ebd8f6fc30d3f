/* Memory streams and message handlers. */
#include <stdlib.h>
#include <string.h>

#include "Internal.h"

/* OpenJPEG reads and writes through a buffer of its own of this size. */
enum { STREAM_BUFFER_SIZE = 64 * 1024 };

static const OPJ_SIZE_T END_OF_STREAM = (OPJ_SIZE_T)-1;

static OPJ_SIZE_T read_bytes(void *buffer, OPJ_SIZE_T count, void *user_data)
{
    struct memory_stream *memory = user_data;
    size_t left = memory->size - memory->position;
    if (left == 0)
        return END_OF_STREAM;
    if (count > left)
        count = left;
    memcpy(buffer, memory->bytes + memory->position, count);
    memory->position += count;
    return count;
}

static OPJ_OFF_T skip_input(OPJ_OFF_T count, void *user_data)
{
    struct memory_stream *memory = user_data;
    size_t left = memory->size - memory->position;
    if (count < 0)
        return -1;
    if ((uint64_t)count > left)
        count = (OPJ_OFF_T)left;
    memory->position += (size_t)count;
    return count;
}

static OPJ_BOOL seek_input(OPJ_OFF_T position, void *user_data)
{
    struct memory_stream *memory = user_data;
    if (position < 0 || (uint64_t)position > memory->size)
        return OPJ_FALSE;
    memory->position = (size_t)position;
    return OPJ_TRUE;
}

/* Makes the written part reach `end`; new bytes are zero. */
static bool extend(struct memory_stream *memory, size_t end)
{
    if (end > memory->capacity) {
        size_t capacity = memory->capacity + memory->capacity / 2;
        if (capacity < end)
            capacity = end;
        uint8_t *bytes = realloc(memory->bytes, capacity);
        if (!bytes)
            return false;
        memory->bytes = bytes;
        memory->capacity = capacity;
    }
    if (end > memory->size) {
        memset(memory->bytes + memory->size, 0, end - memory->size);
        memory->size = end;
    }
    return true;
}

static OPJ_SIZE_T write_bytes(void *buffer, OPJ_SIZE_T count, void *user_data)
{
    struct memory_stream *memory = user_data;
    if (count > SIZE_MAX / 2 - memory->position || !extend(memory, memory->position + count))
        return END_OF_STREAM;
    memcpy(memory->bytes + memory->position, buffer, count);
    memory->position += count;
    return count;
}

static OPJ_OFF_T skip_output(OPJ_OFF_T count, void *user_data)
{
    struct memory_stream *memory = user_data;
    if (count < 0 || (uint64_t)count > SIZE_MAX / 2 - memory->position
        || !extend(memory, memory->position + (size_t)count))
        return -1;
    memory->position += (size_t)count;
    return count;
}

static OPJ_BOOL seek_output(OPJ_OFF_T position, void *user_data)
{
    struct memory_stream *memory = user_data;
    if (position < 0 || (uint64_t)position > SIZE_MAX / 2 || !extend(memory, (size_t)position))
        return OPJ_FALSE;
    memory->position = (size_t)position;
    return OPJ_TRUE;
}

opj_stream_t *open_memory_stream(struct memory_stream *memory, OPJ_BOOL is_input)
{
    opj_stream_t *stream = opj_stream_create(STREAM_BUFFER_SIZE, is_input);
    if (!stream)
        return NULL;
    opj_stream_set_user_data(stream, memory, NULL);
    if (is_input) {
        /* Without the length the library takes a tile-part of any size for plausible. */
        opj_stream_set_user_data_length(stream, memory->size);
        opj_stream_set_read_function(stream, read_bytes);
        opj_stream_set_skip_function(stream, skip_input);
        opj_stream_set_seek_function(stream, seek_input);
    } else {
        opj_stream_set_write_function(stream, write_bytes);
        opj_stream_set_skip_function(stream, skip_output);
        opj_stream_set_seek_function(stream, seek_output);
    }
    return stream;
}

static void ignore_message(const char *message, void *user_data)
{
    (void)message;
    (void)user_data;
}

/* Most warnings are about harmless things. These are not: the codestream promised a check (end of
 * packet header, predictable termination) that its data do not pass, so samples are wrong. A
 * missing SOP is not among them: ISO/IEC 15444-1 A.8.1 says that it may be used. */
static void examine_warning(const char *message, void *user_data)
{
    static const char *const damage_signs[] = {
        "PTERM check failure",
        "Expected EPH marker",
        "Not enough space for expected EPH marker",
        /* Passes of an HT code-block that are left out. */
        "malformed codeblock",
        "Malformed HT codeblock",
        "coding passes in an HT codeblock"};
    for (size_t index = 0; index < sizeof damage_signs / sizeof *damage_signs; index++)
        if (strstr(message, damage_signs[index]))
            *(bool *)user_data = true;
}

void set_silent_handlers(opj_codec_t *codec, bool *damage)
{
    opj_set_info_handler(codec, ignore_message, NULL);
    opj_set_warning_handler(codec, examine_warning, damage);
    opj_set_error_handler(codec, ignore_message, NULL);
}
