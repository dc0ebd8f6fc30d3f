internal import CCharLS

/// Owner of one of CharLS's encoders.
@safe
struct CharLSEncoder: ~Copyable {
    private let handle: OpaquePointer

    init() throws(CodecError) {
        guard let handle = unsafe charls_jpegls_encoder_create() else {
            throw CodecError(code: .limitExceeded, thing: "JPEG-LS memory")
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe charls_jpegls_encoder_destroy(handle)
    }

    /// A lossless codestream; `nil` where it does not fit in `capacity` bytes.
    ///
    /// Interleaving, colour transform and preset parameters are the header's, NEAR is 0. The
    /// encoder is used up.
    consuming func encode(
        _ samples: [UInt8], header: JPEGLS.Header, capacity: Int
    ) throws(CodecError) -> [UInt8]? {
        guard configure(header) else {
            throw CodecError(code: .encodingFailed, thing: "JPEG-LS parameters")
        }
        var size = 0
        var result = CHARLS_JPEGLS_ERRC_UNEXPECTED_FAILURE
        // CharLS reads `samples` and writes at most `capacity` bytes, while the closure runs.
        let codestream = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            result = unsafe samples.withUnsafeBytes { source in
                guard let destination = target.baseAddress, let start = source.baseAddress else {
                    return CHARLS_JPEGLS_ERRC_INVALID_ARGUMENT
                }
                var result = unsafe charls_jpegls_encoder_set_destination_buffer(
                    handle, destination, capacity)
                if result == CHARLS_JPEGLS_ERRC_SUCCESS {
                    result = unsafe charls_jpegls_encoder_encode_from_buffer(
                        handle, start, source.count, 0)
                }
                if result == CHARLS_JPEGLS_ERRC_SUCCESS {
                    result = unsafe charls_jpegls_encoder_get_bytes_written(handle, &size)
                }
                return result
            }
            count = result == CHARLS_JPEGLS_ERRC_SUCCESS ? min(size, capacity) : 0
        }
        if result == CHARLS_JPEGLS_ERRC_DESTINATION_BUFFER_TOO_SMALL { return nil }
        guard result == CHARLS_JPEGLS_ERRC_SUCCESS else {
            throw CodecError(code: .encodingFailed, thing: "JPEG-LS codestream")
        }
        return codestream
    }

    private borrowing func configure(_ header: JPEGLS.Header) -> Bool {
        var frame = charls_frame_info(
            width: UInt32(header.width), height: UInt32(header.height),
            bits_per_sample: Int32(header.bitsPerSample),
            component_count: Int32(header.components))
        let preset = header.presetParameters
        var parameters = charls_jpegls_pc_parameters(
            maximum_sample_value: Int32(preset.maximumValue),
            threshold1: Int32(preset.threshold1), threshold2: Int32(preset.threshold2),
            threshold3: Int32(preset.threshold3), reset_value: Int32(preset.reset))
        let interleave = charls_interleave_mode(UInt32(header.interleave.rawValue))
        let transform = charls_color_transformation(UInt32(header.colourTransform.rawValue))
        return unsafe charls_jpegls_encoder_set_frame_info(handle, &frame)
            == CHARLS_JPEGLS_ERRC_SUCCESS
            && charls_jpegls_encoder_set_near_lossless(handle, 0) == CHARLS_JPEGLS_ERRC_SUCCESS
            && charls_jpegls_encoder_set_interleave_mode(handle, interleave)
                == CHARLS_JPEGLS_ERRC_SUCCESS
            && charls_jpegls_encoder_set_color_transformation(handle, transform)
                == CHARLS_JPEGLS_ERRC_SUCCESS
            && charls_jpegls_encoder_set_preset_coding_parameters(handle, &parameters)
                == CHARLS_JPEGLS_ERRC_SUCCESS
    }
}
