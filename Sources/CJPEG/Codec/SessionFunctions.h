#ifndef CJPEG_SESSION_FUNCTIONS_H
#define CJPEG_SESSION_FUNCTIONS_H

#include "Session.h"

// MARK: errors

static pixredact_jpeg_status status_of(int message) {
    switch (message) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
    case JWRN_JPEG_EOF:
        return PIXREDACT_JPEG_TRUNCATED;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_EMPTY_IMAGE:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_MISMATCHED_QUANT_TABLE:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
        LIBRARY_OTHER_UNSUPPORTED
        return PIXREDACT_JPEG_UNSUPPORTED;
    case JERR_IMAGE_TOO_BIG:
    case JERR_NO_BACKING_STORE:
    case JERR_OUT_OF_MEMORY:
    case JERR_WIDTH_OVERFLOW:
        return PIXREDACT_JPEG_LIMIT_EXCEEDED;
    case JERR_HUFF_CLEN_OVERFLOW:
    case JERR_HUFF_MISSING_CODE:
        return PIXREDACT_JPEG_ENCODING_FAILED;
    default:
        return PIXREDACT_JPEG_CORRUPT;
    }
}

static _Noreturn void session_fail(session *run, pixredact_jpeg_status status) {
    run->result.status = status;
    if (run->source.src) {
        run->result.byte_offset = run->input->count - run->source_manager.bytes_in_buffer;
    }
    longjmp(run->exit, 1);
}

static void error_exit(j_common_ptr info) {
    session_fail(info->client_data, status_of(info->err->msg_code));
}

/// A warning says that libjpeg mended something. These change no sample; behind any other one a
/// part of the picture is missing or invented.
static bool is_harmless(int message) {
    switch (message) {
    case JWRN_ADOBE_XFORM:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
    case JWRN_NOT_SEQUENTIAL:
        LIBRARY_OTHER_HARMLESS_WARNINGS
        return true;
    default:
        return false;
    }
}

/// Bytes behind the last block of a scan or of a restart interval, up to the next marker, which
/// libjpeg skips. A few of them are some encoders' padding, and equal ones say nothing; others
/// could be text that no one looked at. What a repainted codestream does not take over is no
/// matter, so that only decoding asks.
static bool hides_bytes(session *run) {
    enum { FEW = 4 };
    if (!run->samples || run->source.input_scan_number == 0) return false;
    // The message tells how many; they end where reading stands.
    size_t end = run->input->count - run->source_manager.bytes_in_buffer;
    size_t count = (size_t)run->source.err->msg_parm.i[0];
    if (count <= FEW) return false;
    const uint8_t *bytes = run->input->bytes;
    return count > end || memcmp(bytes + end - count, bytes + end - count + 1, count - 1) != 0;
}

static void emit_message(j_common_ptr info, int level) {
    // Negative levels are warnings, the others trace messages.
    if (level >= 0) return;
    int message = info->err->msg_code;
    if (!is_harmless(message) ||
        (message == JWRN_EXTRANEOUS_DATA && hides_bytes(info->client_data))) {
        error_exit(info);
    }
}

/// libjpeg prints through this; messages may hold values of the file.
static void output_message(j_common_ptr info) { (void)info; }

static struct jpeg_error_mgr *quiet_errors(struct jpeg_error_mgr *errors) {
    jpeg_std_error(errors);
    errors->error_exit = error_exit;
    errors->emit_message = emit_message;
    errors->output_message = output_message;
    return errors;
}

static void session_run(session *run, void (*body)(session *)) {
    if (setjmp(run->exit) == 0) body(run);
    jpeg_destroy_compress(&run->destination);
    jpeg_destroy_decompress(&run->source);
    if (run->result.status != PIXREDACT_JPEG_OK) {
        free(run->output);
        run->output = NULL;
    }
}

// MARK: source

static session *session_of(j_common_ptr info) { return info->client_data; }

static void init_source(j_decompress_ptr source) { (void)source; }

static boolean fill_input_buffer(j_decompress_ptr source) {
    // The whole codestream is in the buffer: it ends before its EOI marker.
    session_of((j_common_ptr)source)->source_manager.bytes_in_buffer = 0;
    session_fail(session_of((j_common_ptr)source), PIXREDACT_JPEG_TRUNCATED);
}

static void skip_input_data(j_decompress_ptr source, long count) {
    if (count <= 0) return;
    struct jpeg_source_mgr *reader = source->src;
    if ((size_t)count > reader->bytes_in_buffer) fill_input_buffer(source);
    reader->next_input_byte += count;
    reader->bytes_in_buffer -= (size_t)count;
}

static void term_source(j_decompress_ptr source) { (void)source; }

static void session_open_source(session *run) {
    struct jpeg_decompress_struct *source = &run->source;
    source->err = quiet_errors(&run->source_errors);
    source->client_data = run;
    jpeg_create_decompress(source);
    run->source_manager = (struct jpeg_source_mgr){
        .next_input_byte = run->input->bytes,
        .bytes_in_buffer = run->input->count,
        .init_source = init_source,
        .fill_input_buffer = fill_input_buffer,
        .skip_input_data = skip_input_data,
        .resync_to_restart = jpeg_resync_to_restart,
        .term_source = term_source,
    };
    source->src = &run->source_manager;
    jpeg_read_header(source, TRUE);
    if (source->image_width != run->input->width || source->image_height != run->input->height ||
        source->num_components != run->input->components || source->num_components > 4 ||
        source->data_precision != LIBRARY_PRECISION) {
        session_fail(run, PIXREDACT_JPEG_MISMATCH);
    }
}

// MARK: destination

static void grow(session *run) {
    size_t capacity = run->output_capacity * 2;
    uint8_t *output = realloc(run->output, capacity);
    if (!output) session_fail(run, PIXREDACT_JPEG_LIMIT_EXCEEDED);
    run->output = output;
    run->destination_manager.next_output_byte = output + run->output_capacity;
    run->destination_manager.free_in_buffer = capacity - run->output_capacity;
    run->output_capacity = capacity;
}

static void init_destination(j_compress_ptr destination) {
    session *run = session_of((j_common_ptr)destination);
    // A repainted codestream is rarely longer than its source.
    run->output_capacity = run->input->count + 65536;
    run->output = malloc(run->output_capacity);
    if (!run->output) session_fail(run, PIXREDACT_JPEG_LIMIT_EXCEEDED);
    run->destination_manager.next_output_byte = run->output;
    run->destination_manager.free_in_buffer = run->output_capacity;
}

static boolean empty_output_buffer(j_compress_ptr destination) {
    // libjpeg calls this with the whole buffer full, whatever free_in_buffer says.
    grow(session_of((j_common_ptr)destination));
    return TRUE;
}

static void term_destination(j_compress_ptr destination) {
    session *run = session_of((j_common_ptr)destination);
    run->output_count = run->output_capacity - run->destination_manager.free_in_buffer;
}

static void session_open_destination(session *run) {
    struct jpeg_compress_struct *destination = &run->destination;
    destination->err = quiet_errors(&run->destination_errors);
    destination->client_data = run;
    jpeg_create_compress(destination);
    run->destination_manager.init_destination = init_destination;
    run->destination_manager.empty_output_buffer = empty_output_buffer;
    run->destination_manager.term_destination = term_destination;
    destination->dest = &run->destination_manager;
}

#endif
