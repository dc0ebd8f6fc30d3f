#include "Lines.h"

// How a working sample becomes a stored one.
typedef struct {
    uint32_t shift;
    uint32_t mask;
    /// The sign bit where samples are signed, else 0.
    uint32_t sign;
} conversion;

static inline uint32_t convert(const conversion *how, uint16_t sample) {
    // A.4: the point transform is undone by a shift. A prediction works modulo 2^16 (H.1.2.1);
    // what exceeds the precision is no part of the sample.
    uint32_t value = (uint32_t)sample << how->shift & how->mask;
    return (value ^ how->sign) - how->sign;
}

static void store_all_8(
    const conversion *how, const uint16_t *restrict samples, size_t count,
    uint8_t *restrict target) {
    const conversion by = *how;
    for (size_t i = 0; i < count; i++) target[i] = (uint8_t)convert(&by, samples[i]);
}

static void store_all_16(
    const conversion *how, const uint16_t *restrict samples, size_t count,
    uint8_t *restrict target) {
    const conversion by = *how;
    for (size_t i = 0; i < count; i++) {
        uint16_t value = (uint16_t)convert(&by, samples[i]);
        memcpy(target + 2 * i, &value, sizeof value);
    }
}

/// A line of one component.
typedef struct {
    const uint16_t *samples;
    size_t step;
    size_t repeat;
} component_line;

static void store_component(
    const conversion *how, component_line line, const pixredact_jpegll_target *target,
    uint8_t *pixels) {
    size_t stride = (size_t)target->samples_per_pixel * target->bytes_per_sample;
    size_t x = 0;
    for (const uint16_t *from = line.samples; x < target->width; from += line.step) {
        uint16_t value = (uint16_t)convert(how, *from);
        for (size_t i = 0; i < line.repeat && x < target->width; i++, x++) {
            if (target->bytes_per_sample == 1) pixels[x * stride] = (uint8_t)value;
            else memcpy(pixels + x * stride, &value, sizeof value);
        }
    }
}

static bool fills_pixels(const line_reader *reader, const pixredact_jpegll_target *target) {
    if (reader->group_count > 1 || reader->scan->components != target->samples_per_pixel) {
        return false;
    }
    for (uint32_t i = 0; i < reader->scan->components; i++) {
        if (target->components[i] != i || target->repeat_x[i] != 1 || target->repeat_y[i] != 1) {
            return false;
        }
    }
    return true;
}

// The row of MCUs that was read last.
static void store_row(
    const line_reader *reader, const conversion *how, const pixredact_jpegll_target *target) {
    uint32_t row = reader->row - 1;
    size_t bytes_per_row =
        (size_t)target->width * target->samples_per_pixel * target->bytes_per_sample;
    if (fills_pixels(reader, target)) {
        const line_group *group = &reader->groups[0];
        uint8_t *pixels = target->samples + row * bytes_per_row;
        size_t count = group->prediction.count;
        if (target->bytes_per_sample == 1) store_all_8(how, group_line(group, 0), count, pixels);
        else store_all_16(how, group_line(group, 0), count, pixels);
        return;
    }
    for (uint32_t i = 0; i < reader->scan->components; i++) {
        bool is_alone = reader->group_count > 1;
        const line_group *group = &reader->groups[is_alone ? i : 0];
        size_t offset = (size_t)target->components[i] * target->bytes_per_sample;
        for (uint32_t line = 0; line < group->lines; line++) {
            component_line from = {
                .samples = group_line(group, line) + (is_alone ? 0 : i),
                .step = group->prediction.step,
                .repeat = target->repeat_x[i],
            };
            size_t y = ((size_t)row * group->lines + line) * target->repeat_y[i];
            for (size_t end = y + target->repeat_y[i]; y < end && y < target->height; y++) {
                store_component(how, from, target, target->samples + y * bytes_per_row + offset);
            }
        }
    }
}

pixredact_jpegll_result pixredact_jpegll_decode(
    const pixredact_jpegll_scan *scan, const pixredact_jpegll_target *target) {
    conversion how = {
        .shift = target->point_transform,
        .mask = (1u << target->precision) - 1,
        .sign = target->is_signed ? 1u << (target->precision - 1) : 0,
    };
    line_reader reader;
    pixredact_jpegll_status status = jpegll_open_lines(&reader, scan);
    while (status == PIXREDACT_JPEGLL_OK && reader.row < scan->rows) {
        status = jpegll_begin_row(&reader);
        if (status == PIXREDACT_JPEGLL_OK) status = jpegll_read_row(&reader);
        if (status == PIXREDACT_JPEGLL_OK) store_row(&reader, &how, target);
    }
    if (status == PIXREDACT_JPEGLL_OK) status = jpegll_finish_lines(&reader);
    pixredact_jpegll_result result = {.status = status, .row = reader.row};
    jpegll_close_lines(&reader);
    return result;
}
