internal import CJPEG2000
internal import Raster

extension JPEG2000 {
    /// Whether the codestream is one that we decode, and the picture that the data set declares.
    static func check(
        _ header: Header, _ shape: FrameShape, _ limits: Limits
    ) throws(CodecError) {
        try match("width", shape.width, header.width)
        try match("height", shape.height, header.height)
        try match("components", shape.samplesPerPixel, header.components)
        guard header.components <= Int(PIXREDACT_JPEG2000_MAX_COMPONENTS),
            [1, 2, 4].contains(shape.bytesPerSample)
        else {
            throw CodecError(code: .unsupported, thing: "JPEG 2000 components or container")
        }
        // A buffer has one sign.
        guard header.isSigned.allSatisfy({ $0 == header.isSigned[0] }) else {
            throw CodecError(code: .unsupported, thing: "JPEG 2000 components of differing sign")
        }
        let image = header.imageBox
        guard image.right <= Int32.max, image.bottom <= Int32.max,
            header.subsampling.allSatisfy({
                !componentRange(image.left..<image.right, step: $0.x).isEmpty
                    && !componentRange(image.top..<image.bottom, step: $0.y).isEmpty
            })
        else {
            throw CodecError(code: .unsupported, thing: "JPEG 2000 reference grid")
        }
        for bits in header.bitsPerComponent {
            guard bits <= maximumBits else {
                throw CodecError(
                    code: .unsupported, thing: "JPEG 2000 precision", expected: maximumBits,
                    found: bits)
            }
            guard bits <= 8 * shape.bytesPerSample else {
                throw CodecError(
                    code: .mismatch, thing: "JPEG 2000 precision",
                    expected: 8 * shape.bytesPerSample, found: bits)
            }
        }
        // 31-bit sizes: neither product overflows, the second having at most four components.
        let (samples, overflows) = (header.width * header.height).multipliedReportingOverflow(
            by: header.components)
        guard !overflows, samples <= limits.maximumSamples else {
            throw CodecError(
                code: .limitExceeded, thing: "JPEG 2000 samples", expected: limits.maximumSamples,
                found: samples)
        }
    }

    /// Bits a sample at most.
    private static var maximumBits: Int { Int(PIXREDACT_JPEG2000_MAX_BITS) }

    private static func match(
        _ what: String, _ expected: Int, _ found: Int
    ) throws(CodecError) {
        guard expected == found else {
            throw CodecError(
                code: .mismatch, thing: "JPEG 2000 \(what)", expected: expected, found: found)
        }
    }

    static func check(_ result: pixredact_jpeg2000_result) throws(CodecError) {
        switch result {
        case PIXREDACT_JPEG2000_OK:
            return
        case PIXREDACT_JPEG2000_NO_MEMORY:
            throw CodecError(code: .limitExceeded, thing: "JPEG 2000 memory")
        case PIXREDACT_JPEG2000_BAD_HEADER:
            throw CodecError(code: .corrupt, thing: "JPEG 2000 main header")
        case PIXREDACT_JPEG2000_MISMATCH:
            throw CodecError(code: .mismatch, thing: "JPEG 2000 picture")
        default:
            throw CodecError(code: .corrupt, thing: "JPEG 2000 tile data")
        }
    }

    static func picture(
        _ header: Header, bytesPerSample: Int
    ) -> pixredact_jpeg2000_picture {
        var picture = pixredact_jpeg2000_picture()
        picture.offset_x = UInt32(header.imageOffsetX)
        picture.offset_y = UInt32(header.imageOffsetY)
        picture.width = UInt32(header.width)
        picture.height = UInt32(header.height)
        picture.components = UInt32(header.components)
        picture.bytes_per_sample = UInt32(bytesPerSample)
        picture.bits = perComponent(header.bitsPerComponent.map(UInt8.init))
        picture.is_signed = perComponent(header.isSigned.map { $0 ? 1 : 0 })
        picture.step_x = perComponent(header.subsampling.map { UInt8($0.x) })
        picture.step_y = perComponent(header.subsampling.map { UInt8($0.y) })
        return picture
    }

    /// A C array of four; what is missing is 0.
    private static func perComponent(_ values: [UInt8]) -> (UInt8, UInt8, UInt8, UInt8) {
        let padded = values + [0, 0, 0, 0]
        return (padded[0], padded[1], padded[2], padded[3])
    }

    static func coding(_ header: Header) -> pixredact_jpeg2000_coding {
        var coding = pixredact_jpeg2000_coding()
        coding.is_tiled = header.tiles > 1 && canBeTiled(header)
        if coding.is_tiled {
            coding.tile_offset_x = UInt32(header.tileOffsetX)
            coding.tile_offset_y = UInt32(header.tileOffsetY)
            coding.tile_width = UInt32(header.tileWidth)
            coding.tile_height = UInt32(header.tileHeight)
        }
        let levels = min(header.coding.levels, header.usefulLevels)
        coding.resolutions = UInt8(levels + 1)
        coding.uses_colour_transform =
            header.usesColourTransform && header.components == 3
            && header.bitsPerComponent.allSatisfy { $0 == header.bitsPerComponent[0] }
            && header.subsampling.allSatisfy { $0 == header.subsampling[0] }
        coding.progression_order = UInt8(header.progressionOrder.rawValue)
        coding.block_width_exponent = UInt8(header.coding.blockWidthExponent)
        coding.block_height_exponent = UInt8(header.coding.blockHeightExponent)
        // The highest resolutions are those that stay.
        let precincts = header.coding.precincts.suffix(levels + 1)
        coding.has_precincts = precincts.contains { $0 != .maximum }
        // A C array of 33, as many as there are levels at most.
        unsafe withUnsafeMutableBytes(of: &coding.precincts) { target in
            for (index, exponents) in precincts.enumerated() {
                unsafe target[index] = UInt8(exponents.y << 4 | exponents.x)
            }
        }
        return coding
    }

    /// With several tiles OpenJPEG 2.5.0 takes the rows of a subsampled component for as long as
    /// they were without an image offset, and codes a sheared picture where they are not.
    private static func canBeTiled(_ header: Header) -> Bool {
        header.subsampling.allSatisfy { step in
            let left = header.imageOffsetX
            return componentRange(left..<left + header.width, step: step.x).count
                == componentRange(0..<header.width, step: step.x).count
        }
    }

    /// The first of `candidates` whose low bits say every sample of a component, signed or not.
    static func precision(
        of samples: SampleBuffer, component: Int, from candidates: [Int]
    ) throws(CodecError) -> Int {
        for bits in candidates
        where (1...min(maximumBits, 8 * samples.bytesPerSample)).contains(bits)
            && fits(samples, component: component, bits: bits)
        {
            return bits
        }
        throw CodecError(code: .fillNotRepresentable, thing: "JPEG 2000 precision")
    }

    /// Whether the container of each sample is its low `bits`, zero- or sign-extended.
    private static func fits(_ samples: SampleBuffer, component: Int, bits: Int) -> Bool {
        let size = samples.bytesPerSample
        guard bits < 8 * size else { return true }
        let bytes = samples.bytes
        let allOnes = UInt32.max >> UInt32(32 - 8 * size + bits - 1)
        for start in stride(
            from: component * size, to: bytes.count, by: samples.bytesPerPixel)
        {
            var container: UInt32 = 0
            for index in 0..<size {
                container |= UInt32(bytes[start + index]) << UInt32(8 * index)
            }
            let isExtended =
                container >> UInt32(bits) == 0 || container >> UInt32(bits - 1) == allOnes
            if !isExtended { return false }
        }
        return true
    }
}
