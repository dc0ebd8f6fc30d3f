#include "Lines.h"

#include <stdlib.h>

static size_t definition_length(const uint8_t *definition) {
    size_t length = 16;
    for (int i = 0; i < 16; i++) length += definition[i];
    return length;
}

static bool is_same_definition(const uint8_t *one, const uint8_t *other) {
    return memcmp(one, other, 16) == 0 && memcmp(one, other, definition_length(one)) == 0;
}

static pixredact_jpegll_status make_tables(line_reader *reader) {
    const pixredact_jpegll_scan *scan = reader->scan;
    reader->tables = calloc(scan->components, sizeof *reader->tables);
    if (!reader->tables) return PIXREDACT_JPEGLL_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < scan->components; i++) {
        for (uint32_t j = 0; j < i && !reader->component_tables[i]; j++) {
            if (is_same_definition(scan->tables[i], scan->tables[j])) {
                reader->component_tables[i] = reader->component_tables[j];
            }
        }
        if (reader->component_tables[i]) continue;
        decoding_table *table = &reader->tables[reader->table_count++];
        if (!jpegll_make_decoding_table(scan->tables[i], table)) return PIXREDACT_JPEGLL_CORRUPT;
        reader->component_tables[i] = table;
    }
    return PIXREDACT_JPEGLL_OK;
}

static bool has_single_samples(const pixredact_jpegll_scan *scan) {
    for (uint32_t i = 0; i < scan->components; i++) {
        if (scan->horizontal[i] != 1 || scan->vertical[i] != 1) return false;
    }
    return true;
}

static bool make_group(
    line_group *group, const pixredact_jpegll_scan *scan, uint32_t step, uint32_t across,
    uint32_t lines) {
    size_t count = (size_t)scan->columns * across;
    group->prediction = (line_prediction){
        .predictor = scan->predictor,
        .origin = (uint16_t)(1u << (scan->bits - 1)),
        .step = step,
        .count = count,
    };
    group->lines = lines;
    group->samples = calloc(count * (lines + 1), sizeof *group->samples);
    group->differences = calloc(count * lines, sizeof *group->differences);
    return group->samples && group->differences;
}

pixredact_jpegll_status jpegll_open_lines(line_reader *reader, const pixredact_jpegll_scan *scan) {
    *reader = (line_reader){.scan = scan};
    pixredact_jpegll_status status = make_tables(reader);
    if (status != PIXREDACT_JPEGLL_OK) return status;
    if (!jpegll_open_intervals(&reader->reader, scan)) return PIXREDACT_JPEGLL_OUT_OF_MEMORY;
    bool is_made = true;
    if (has_single_samples(scan)) {
        reader->group_count = 1;
        is_made = make_group(&reader->groups[0], scan, scan->components, scan->components, 1);
    } else {
        reader->group_count = scan->components;
        for (uint32_t i = 0; i < scan->components; i++) {
            is_made &= make_group(
                &reader->groups[i], scan, 1, scan->horizontal[i], scan->vertical[i]);
        }
    }
    if (!is_made) return PIXREDACT_JPEGLL_OUT_OF_MEMORY;
    jpegll_first_interval(&reader->reader);
    return PIXREDACT_JPEGLL_OK;
}

void jpegll_close_lines(line_reader *reader) {
    jpegll_close_intervals(&reader->reader);
    free(reader->tables);
    for (unsigned i = 0; i < PIXREDACT_JPEGLL_COMPONENTS; i++) {
        free(reader->groups[i].samples);
        free(reader->groups[i].differences);
    }
}

// A.2.3: in an MCU the samples of one component after the other, line by line.
static pixredact_jpegll_status read_blocks(line_reader *reader) {
    const pixredact_jpegll_scan *scan = reader->scan;
    for (uint32_t column = 0; column < scan->columns; column++) {
        for (uint32_t i = 0; i < scan->components; i++) {
            line_group *group = &reader->groups[i];
            size_t width = scan->horizontal[i];
            for (uint32_t line = 0; line < group->lines; line++) {
                pixredact_jpegll_status status = jpegll_read_differences(
                    &reader->reader, &reader->component_tables[i], 1,
                    group->differences + line * group->prediction.count + column * width, width);
                if (status != PIXREDACT_JPEGLL_OK) return status;
            }
        }
    }
    return PIXREDACT_JPEGLL_OK;
}

pixredact_jpegll_status jpegll_begin_row(line_reader *reader) {
    uint32_t interval = reader->scan->restart_rows;
    reader->is_first_of_interval =
        reader->row == 0 || (interval > 0 && reader->row % interval == 0);
    if (reader->row == 0 || !reader->is_first_of_interval) return PIXREDACT_JPEGLL_OK;
    if (!jpegll_is_at_end_of_interval(&reader->reader)) return PIXREDACT_JPEGLL_CORRUPT;
    if (jpegll_next_interval(&reader->reader, reader->restarts++)) return PIXREDACT_JPEGLL_OK;
    const uint8_t *rest = reader->reader.coded;
    while (rest < reader->reader.coded_end && *rest == 0xFF) rest++;
    bool is_at_end = rest == reader->reader.coded_end;
    return is_at_end ? PIXREDACT_JPEGLL_TRUNCATED : PIXREDACT_JPEGLL_CORRUPT;
}

pixredact_jpegll_status jpegll_read_row(line_reader *reader) {
    const pixredact_jpegll_scan *scan = reader->scan;
    pixredact_jpegll_status status;
    if (reader->group_count == 1) {
        status = jpegll_read_differences(
            &reader->reader, reader->component_tables,
            reader->table_count == 1 ? 1 : scan->components, reader->groups[0].differences,
            reader->groups[0].prediction.count);
    } else {
        status = read_blocks(reader);
    }
    if (status != PIXREDACT_JPEGLL_OK) return status;
    for (unsigned i = 0; i < reader->group_count; i++) {
        line_group *group = &reader->groups[i];
        size_t count = group->prediction.count;
        bool is_first = reader->is_first_of_interval;
        if (!is_first) {
            memcpy(group->samples, group_line(group, group->lines - 1), count * sizeof(uint16_t));
        }
        for (uint32_t line = 0; line < group->lines; line++) {
            uint16_t *samples = group_line(group, line);
            const uint16_t *above = is_first && line == 0 ? NULL : samples - count;
            jpegll_samples_of_differences(
                &group->prediction, above, group->differences + line * count, samples);
        }
    }
    reader->row++;
    return PIXREDACT_JPEGLL_OK;
}

pixredact_jpegll_status jpegll_finish_lines(const line_reader *reader) {
    if (!jpegll_is_at_end_of_interval(&reader->reader)) return PIXREDACT_JPEGLL_CORRUPT;
    // A restart marker behind the last interval says nothing, and some encoders write it.
    const uint8_t *rest = reader->reader.coded;
    size_t count = (size_t)(reader->reader.coded_end - rest);
    for (size_t i = 0; i < count; i++) {
        if (rest[i] != 0xFF && !(i + 1 == count && rest[i] >= 0xD0 && rest[i] <= 0xD7)) {
            return PIXREDACT_JPEGLL_CORRUPT;
        }
    }
    return PIXREDACT_JPEGLL_OK;
}
