internal import COpenJPH
package import Raster

/// High-Throughput JPEG 2000 (ISO/IEC 15444-15), written by OpenJPH. `JPEG2000` decodes it.
package enum HTJ2K {
    /// Codes a frame reversibly (5/3 wavelet) in the shape of its source.
    ///
    /// Precision, sign, code-block and precinct sizes are the source's. A source of several tiles
    /// keeps its tile grid, any other becomes one tile. RCT is used if the source used a transform,
    /// ICT too, and has three components of one precision: PS3.3 C.7.6.3.1.2 then calls the
    /// Photometric Interpretation YBR_RCT. Subsampled components are coded at full size. The result
    /// is a bare codestream.
    ///
    /// Whatever the source did, the result is one that PS3.5 10.18 wants of HTJ2K Lossless RPCL, and
    /// that the other two HTJ2K transfer syntaxes allow: progression order RPCL, a lowest resolution
    /// of 64 pixels a side at most, tile-part lengths in the main header (TLM).
    ///
    /// A sample counts by its low bits, read as signed or unsigned, whichever fits: a data set may
    /// call samples signed that its codestream calls unsigned. A sample that does not fit the
    /// source's precision raises it to `bitsStored`.
    ///
    /// - Throws: `CodecError`: `mismatch` (another shape than the source), `fillNotRepresentable` (a
    ///   sample fits neither precision), `unsupported`, `encodingFailed`.
    package static func encode(
        _ samples: SampleBuffer, bitsStored: Int, like header: JPEG2000.Header
    ) throws(CodecError) -> [UInt8] {
        try check(samples, header)
        var header = header
        for component in header.bitsPerComponent.indices {
            header.bitsPerComponent[component] = try JPEG2000.precision(
                of: samples, component: component,
                from: [header.bitsPerComponent[component], bitsStored])
        }
        var picture = picture(header, bytesPerSample: samples.bytesPerSample)
        var coding = coding(header)
        var codestream: UnsafeMutablePointer<UInt8>?
        var size = 0
        // The C side reads the bytes that `picture` describes, which are all of the buffer's.
        let isEncoded = unsafe samples.bytes.withUnsafeBufferPointer { source in
            unsafe pixredact_openjph_encode(
                &picture, &coding, source.baseAddress, &codestream, &size)
        }
        defer { unsafe pixredact_openjph_free(codestream) }
        guard isEncoded else {
            throw CodecError(code: .encodingFailed, thing: "HTJ2K codestream")
        }
        return try withTilePartLengths(
            unsafe [UInt8](UnsafeBufferPointer(start: codestream, count: size)))
    }

    private static func check(
        _ samples: SampleBuffer, _ header: JPEG2000.Header
    ) throws(CodecError) {
        for (what, expected, found) in [
            ("width", header.width, samples.width), ("height", header.height, samples.height),
            ("components", header.components, samples.samplesPerPixel),
        ] where expected != found {
            throw CodecError(
                code: .mismatch, thing: "HTJ2K \(what)", expected: expected, found: found)
        }
        guard header.components <= Int(PIXREDACT_OPENJPH_MAX_COMPONENTS),
            [1, 2, 4].contains(samples.bytesPerSample)
        else {
            throw CodecError(code: .unsupported, thing: "HTJ2K components or container")
        }
        // 31 bits of coordinates: OpenJPH adds to them.
        guard header.imageOffsetX + header.width < 1 << 31,
            header.imageOffsetY + header.height < 1 << 31
        else {
            throw CodecError(code: .unsupported, thing: "HTJ2K size")
        }
    }

    private static func picture(
        _ header: JPEG2000.Header, bytesPerSample: Int
    ) -> pixredact_openjph_picture {
        var picture = pixredact_openjph_picture()
        picture.width = UInt32(header.width)
        picture.height = UInt32(header.height)
        picture.components = UInt32(header.components)
        picture.bytes_per_sample = UInt32(bytesPerSample)
        let bits = header.bitsPerComponent.map(UInt8.init) + [0, 0, 0]
        picture.bits = (bits[0], bits[1], bits[2], bits.count > 3 ? bits[3] : 0)
        let signs = header.isSigned.map { $0 ? 1 : 0 as UInt8 } + [0, 0, 0]
        picture.is_signed = (signs[0], signs[1], signs[2], signs.count > 3 ? signs[3] : 0)
        return picture
    }

    private static func coding(_ header: JPEG2000.Header) -> pixredact_openjph_coding {
        var coding = pixredact_openjph_coding()
        let isTiled = header.tiles > 1
        coding.image_offset_x = isTiled ? UInt32(header.imageOffsetX) : 0
        coding.image_offset_y = isTiled ? UInt32(header.imageOffsetY) : 0
        coding.tile_offset_x = isTiled ? UInt32(header.tileOffsetX) : 0
        coding.tile_offset_y = isTiled ? UInt32(header.tileOffsetY) : 0
        coding.tile_width = UInt32(isTiled ? header.tileWidth : header.width)
        coding.tile_height = UInt32(isTiled ? header.tileHeight : header.height)
        let levels = levels(header, longestSide: Int(max(coding.tile_width, coding.tile_height)))
        coding.levels = UInt32(levels)
        coding.block_width = 1 << UInt32(header.coding.blockWidthExponent)
        coding.block_height = 1 << UInt32(header.coding.blockHeightExponent)
        setPrecincts(&coding, levels: levels, like: header.coding.precincts)
        coding.uses_colour_transform =
            header.usesColourTransform && header.components == 3 && !header.isSubsampled
            && Set(header.bitsPerComponent).count == 1 && Set(header.isSigned).count == 1
        return coding
    }

    /// The source's decomposition levels, without those that split nothing; more of them where a
    /// picture would not come down to 64 x 64.
    static func levels(_ header: JPEG2000.Header, longestSide: Int) -> Int {
        let useful = (longestSide - 1).bitWidth - (longestSide - 1).leadingZeroBitCount
        let thumbnail = (max(header.width, header.height) - 1) / 64
        let needed = thumbnail.bitWidth - thumbnail.leadingZeroBitCount
        return max(needed, min(header.coding.levels, useful))
    }

    /// Precincts count from the highest resolution down, whatever number of levels there is.
    private static func setPrecincts(
        _ coding: inout pixredact_openjph_coding, levels: Int,
        like source: [JPEG2000.PrecinctExponents]
    ) {
        for level in 0...levels {
            let index = level + source.count - 1 - levels
            let exponents =
                source.indices.contains(index) ? source[index] : source.first ?? .maximum
            // 0 is for the lowest resolution only (A.6.1).
            let least = level == 0 ? 0 : 1
            // `level` is at most 32, and the arrays have 33 elements.
            unsafe withUnsafeMutableBytes(of: &coding.precinct_x) {
                unsafe $0[level] = UInt8(max(least, exponents.x))
            }
            unsafe withUnsafeMutableBytes(of: &coding.precinct_y) {
                unsafe $0[level] = UInt8(max(least, exponents.y))
            }
        }
    }
}
