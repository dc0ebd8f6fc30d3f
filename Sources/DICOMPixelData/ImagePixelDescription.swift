package import DICOMCore

/// The Image Pixel module (PS3.3 C.7.6.3), checked: every product of its sizes fits, and one
/// decoded frame is within the limits.
package struct ImagePixelDescription: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    package let frames: Int
    package let samplesPerPixel: Int
    package let bitsAllocated: Int
    package let bitsStored: Int
    package let highBit: Int
    /// Pixel Representation (0028,0103) is 1: two's complement.
    package let isSigned: Bool
    /// 0: pixel by pixel, 1: plane by plane. 0 where it has no meaning.
    package let planarConfiguration: Int
    package let photometricInterpretation: PhotometricInterpretation
    package let transferSyntax: TransferSyntax
    /// Whether samples are IEEE 754 numbers (PS3.3 C.7.6.24 and C.7.6.25), of 32 or 64 bits.
    /// Stored values are their bit patterns then.
    package let isFloat: Bool

    /// The values of a header; sizes that are wrong, too large or not handled are refused.
    ///
    /// - Throws: `malformed`, `unsupported` or `limitExceeded` with the element's tag.
    package init(
        rows: Int, columns: Int, frames: Int = 1, samplesPerPixel: Int = 1, bitsAllocated: Int,
        bitsStored: Int, highBit: Int, isSigned: Bool = false, planarConfiguration: Int = 0,
        photometricInterpretation: PhotometricInterpretation, transferSyntax: TransferSyntax,
        isFloat: Bool = false, limits: PixelDataLimits = PixelDataLimits()
    ) throws(PixelDataError) {
        self.rows = rows
        self.columns = columns
        self.frames = frames
        self.samplesPerPixel = samplesPerPixel
        self.bitsAllocated = bitsAllocated
        self.bitsStored = bitsStored
        self.highBit = highBit
        self.isSigned = isSigned
        self.planarConfiguration = samplesPerPixel > 1 ? planarConfiguration : 0
        self.photometricInterpretation = photometricInterpretation
        self.transferSyntax = transferSyntax
        self.isFloat = isFloat
        try checkValues()
        try checkSizes(limits)
    }

    /// The element that holds the pixels.
    package var element: Tag {
        guard isFloat else { return .pixelData }
        return bitsAllocated == 32 ? .floatPixelData : .doubleFloatPixelData
    }
    /// Bytes of one decoded sample; a bit takes a byte.
    package var bytesPerSample: Int { max(1, bitsAllocated / 8) }
    /// Bytes of one decoded frame.
    package var bytesPerFrame: Int { rows * columns * samplesPerPixel * bytesPerSample }
    /// How far the stored value lies above bit 0 of its container: 0 but for odd High Bits.
    package var storedShift: Int { highBit + 1 - bitsStored }
    /// The values that Bits Stored and Pixel Representation can say.
    package var storedRange: ClosedRange<Int> {
        if bitsStored == 64 { return Int.min...Int.max }
        return isSigned
            ? -(1 << (bitsStored - 1))...(1 << (bitsStored - 1)) - 1 : 0...(1 << bitsStored) - 1
    }

    private func checkValues() throws(PixelDataError) {
        guard rows > 0 else { throw PixelDataError(code: .malformed, tag: .rows, found: rows) }
        guard columns > 0 else {
            throw PixelDataError(code: .malformed, tag: .columns, found: columns)
        }
        guard frames > 0 else {
            throw PixelDataError(code: .malformed, tag: .numberOfFrames, found: frames)
        }
        guard photometricInterpretation.colourModel != nil else {
            throw PixelDataError(code: .unsupported, tag: .photometricInterpretation)
        }
        guard samplesPerPixel == 1 || samplesPerPixel == 3 else {
            throw PixelDataError(code: .unsupported, tag: .samplesPerPixel, found: samplesPerPixel)
        }
        guard samplesPerPixel == photometricInterpretation.samplesPerPixel else {
            throw PixelDataError(
                code: .malformed, tag: .samplesPerPixel,
                expected: photometricInterpretation.samplesPerPixel, found: samplesPerPixel)
        }
        // PS3.3 C.7.6.24 and C.7.6.25.
        guard !isFloat || photometricInterpretation == .monochrome2 else {
            throw PixelDataError(code: .unsupported, tag: .photometricInterpretation)
        }
        guard
            isFloat
                ? [32, 64].contains(bitsAllocated) : [1, 8, 16, 32].contains(bitsAllocated),
            bitsAllocated > 1 || samplesPerPixel == 1
        else {
            throw PixelDataError(code: .unsupported, tag: .bitsAllocated, found: bitsAllocated)
        }
        guard (1...bitsAllocated).contains(bitsStored) else {
            throw PixelDataError(
                code: .malformed, tag: .bitsStored, expected: bitsAllocated, found: bitsStored)
        }
        guard (bitsStored - 1..<bitsAllocated).contains(highBit) else {
            throw PixelDataError(
                code: .malformed, tag: .highBit, expected: bitsStored - 1, found: highBit)
        }
        guard (0...1).contains(planarConfiguration) else {
            throw PixelDataError(
                code: .malformed, tag: .planarConfiguration, found: planarConfiguration)
        }
    }

    private func checkSizes(_ limits: PixelDataLimits) throws(PixelDataError) {
        guard frames <= limits.frames else {
            throw PixelDataError(
                code: .limitExceeded, tag: .numberOfFrames, expected: limits.frames, found: frames)
        }
        guard
            let frameBytes = checkedProduct(rows, columns, samplesPerPixel, bytesPerSample),
            frameBytes <= limits.bytesPerFrame
        else {
            throw PixelDataError(
                code: .limitExceeded, tag: .rows, expected: limits.bytesPerFrame,
                found: checkedProduct(rows, columns, samplesPerPixel, bytesPerSample))
        }
        // Bits, since places inside 1-bit frames are counted so.
        guard checkedProduct(frameBytes, frames, 8) != nil else {
            throw PixelDataError(code: .limitExceeded, tag: .numberOfFrames, found: frames)
        }
    }
}

/// The product, or `nil` where it does not fit.
func checkedProduct(_ factors: Int...) -> Int? {
    var product = 1
    for factor in factors {
        let (next, overflow) = product.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        product = next
    }
    return product
}
