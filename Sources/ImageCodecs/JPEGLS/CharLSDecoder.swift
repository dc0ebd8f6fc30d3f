internal import CCharLS

/// Owner of one of CharLS's decoders.
@safe
struct CharLSDecoder: ~Copyable {
    private let handle: OpaquePointer

    init() throws(CodecError) {
        guard let handle = unsafe charls_jpegls_decoder_create() else {
            throw CodecError(code: .limitExceeded, thing: "JPEG-LS memory")
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe charls_jpegls_decoder_destroy(handle)
    }

    /// The samples of a whole codestream, as `JPEGLS.CodedLayout` describes them.
    ///
    /// Memory is taken only after CharLS was found to read the size that `stream` says. The
    /// decoder is used up.
    consuming func decode(
        _ stream: JPEGLS.Codestream, byteCount: Int
    ) throws(CodecError) -> [UInt8] {
        var samples: [UInt8] = []
        // CharLS reads the bytes of the codestream only, while the closure runs.
        let result = unsafe stream.essence.withUnsafeBytes { source in
            guard let start = source.baseAddress else {
                return CHARLS_JPEGLS_ERRC_SOURCE_BUFFER_TOO_SMALL
            }
            var result = unsafe charls_jpegls_decoder_set_source_buffer(
                handle, start, source.count)
            if result == CHARLS_JPEGLS_ERRC_SUCCESS {
                result = unsafe charls_jpegls_decoder_read_header(handle)
            }
            if result == CHARLS_JPEGLS_ERRC_SUCCESS {
                result = checkFrame(stream, byteCount: byteCount)
            }
            guard result == CHARLS_JPEGLS_ERRC_SUCCESS else { return result }
            samples = [UInt8](repeating: 0, count: byteCount)
            // It writes at most the `byteCount` bytes that it is offered.
            return unsafe samples.withUnsafeMutableBytes { target in
                guard let destination = target.baseAddress else {
                    return CHARLS_JPEGLS_ERRC_DESTINATION_BUFFER_TOO_SMALL
                }
                return unsafe charls_jpegls_decoder_decode_to_buffer(
                    handle, destination, target.count, 0)
            }
        }
        try CharLSError.check(result)
        return samples
    }

    private borrowing func checkFrame(
        _ stream: JPEGLS.Codestream, byteCount: Int
    ) -> charls_jpegls_errc {
        var frame = charls_frame_info()
        var size = 0
        guard
            unsafe charls_jpegls_decoder_get_frame_info(handle, &frame)
                == CHARLS_JPEGLS_ERRC_SUCCESS,
            unsafe charls_jpegls_decoder_get_destination_size(handle, 0, &size)
                == CHARLS_JPEGLS_ERRC_SUCCESS,
            Int(frame.width) == stream.header.width, Int(frame.height) == stream.header.height,
            Int(frame.component_count) == stream.header.components,
            Int(frame.bits_per_sample) == stream.codedBits, size == byteCount
        else { return CHARLS_JPEGLS_ERRC_INVALID_ENCODED_DATA }
        return CHARLS_JPEGLS_ERRC_SUCCESS
    }
}

/// CharLS's result codes in our words.
enum CharLSError {
    static func check(_ result: charls_jpegls_errc) throws(CodecError) {
        let code: CodecError.Code
        switch result {
        case CHARLS_JPEGLS_ERRC_SUCCESS:
            return
        case CHARLS_JPEGLS_ERRC_NOT_ENOUGH_MEMORY:
            throw CodecError(code: .limitExceeded, thing: "JPEG-LS memory")
        case CHARLS_JPEGLS_ERRC_SOURCE_BUFFER_TOO_SMALL:
            code = .truncated
        case CHARLS_JPEGLS_ERRC_PARAMETER_VALUE_NOT_SUPPORTED,
            CHARLS_JPEGLS_ERRC_BIT_DEPTH_FOR_TRANSFORM_NOT_SUPPORTED,
            CHARLS_JPEGLS_ERRC_COLOR_TRANSFORM_NOT_SUPPORTED,
            CHARLS_JPEGLS_ERRC_ENCODING_NOT_SUPPORTED:
            code = .unsupported
        default:
            code = .corrupt
        }
        throw CodecError(code: code, thing: "JPEG-LS codestream")
    }
}
