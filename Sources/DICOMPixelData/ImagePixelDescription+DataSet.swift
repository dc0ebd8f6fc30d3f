package import DICOMCore

extension ImagePixelDescription {
    /// Reads the Image Pixel module on one level of a data set.
    ///
    /// Native pixels in an item of an encapsulated file, as icons are, and native numbers are
    /// described as those of Explicit VR Little Endian: PS3.5 A.4 encodes the data set so, and lets
    /// nested Pixel Data be either.
    ///
    /// Nothing is guessed but Number of Frames, which is 1 where it is absent: an image whose
    /// header is incomplete cannot be shown to be examined as others will display it.
    ///
    /// - Throws: `missing` for an element that is absent or empty, `malformed` for pixels in more
    ///   than one form; else as the checked values.
    package init(
        _ scope: DataSetScope, transferSyntax: TransferSyntax,
        limits: PixelDataLimits = PixelDataLimits()
    ) throws(PixelDataError) {
        let pixels = [.pixelData, Tag.floatPixelData, .doubleFloatPixelData]
            .compactMap { scope[$0] }
        // PS3.3 C.7.6.24: one of the three.
        guard pixels.count <= 1 else {
            throw PixelDataError(
                code: .malformed, tag: pixels[1].tag, byteOffset: pixels[1].offset)
        }
        let element = pixels.first?.tag ?? .pixelData
        let isFloat = element != .pixelData
        // At top level, equal values of two elements are let pass where a file is opened.
        if !scope.isTopLevel { try scope.requireOneOfEach(inGroup: Tag.rows.group) }
        func required(_ tag: Tag) throws(PixelDataError) -> Int {
            guard let element = scope[tag], element.valueLength > 0 else {
                throw PixelDataError(code: .missing, tag: tag)
            }
            guard let value = scope.dataSet.integer(of: element) else {
                throw PixelDataError(code: .malformed, tag: tag)
            }
            return value
        }
        func optional(_ tag: Tag) throws(PixelDataError) -> Int? {
            guard let element = scope[tag], element.valueLength > 0 else { return nil }
            return try required(tag)
        }
        let isNative =
            (isFloat || !scope.isTopLevel) && pixels.first?.hasUndefinedLength == false
        let transferSyntax =
            transferSyntax.isEncapsulated && isNative ? .explicitVRLittleEndian : transferSyntax
        let samplesPerPixel = try required(.samplesPerPixel)
        guard let words = scope.string(.photometricInterpretation) else {
            throw PixelDataError(code: .missing, tag: .photometricInterpretation)
        }
        guard let photometricInterpretation = PhotometricInterpretation(rawValue: words) else {
            throw PixelDataError(code: .unsupported, tag: .photometricInterpretation)
        }
        let rows = try required(.rows)
        let columns = try required(.columns)
        let bitsAllocated = try required(.bitsAllocated)
        if isFloat {
            // PS3.3 C.7.6.24 has no Bits Stored, High Bit or Pixel Representation.
            let size = element == .floatPixelData ? 32 : 64
            guard bitsAllocated == size else {
                throw PixelDataError(
                    code: .malformed, tag: .bitsAllocated, expected: size, found: bitsAllocated)
            }
            try self.init(
                rows: rows, columns: columns, frames: try optional(.numberOfFrames) ?? 1,
                samplesPerPixel: samplesPerPixel, bitsAllocated: size, bitsStored: size,
                highBit: size - 1, photometricInterpretation: photometricInterpretation,
                transferSyntax: transferSyntax, isFloat: true, limits: limits)
            return
        }
        let bitsStored = try required(.bitsStored)
        let highBit = try required(.highBit)
        let pixelRepresentation = try required(.pixelRepresentation)
        guard (0...1).contains(pixelRepresentation) else {
            throw PixelDataError(
                code: .malformed, tag: .pixelRepresentation, found: pixelRepresentation)
        }
        // Where a codestream orders the samples itself, its order holds.
        let planarConfiguration =
            samplesPerPixel > 1 && !transferSyntax.isEncapsulated
            ? try required(.planarConfiguration) : try optional(.planarConfiguration) ?? 0
        try self.init(
            rows: rows, columns: columns, frames: try optional(.numberOfFrames) ?? 1,
            samplesPerPixel: samplesPerPixel, bitsAllocated: bitsAllocated, bitsStored: bitsStored,
            highBit: highBit, isSigned: pixelRepresentation == 1,
            planarConfiguration: planarConfiguration,
            photometricInterpretation: photometricInterpretation, transferSyntax: transferSyntax,
            limits: limits)
    }
}
