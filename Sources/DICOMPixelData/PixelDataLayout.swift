package import DICOMCore

/// Where the frames of an image are: in one native value, or in fragments.
package enum PixelDataLayout: Sendable {
    /// Native frames; also those of Encapsulated Uncompressed, which lie in fragments.
    case native(NativePixelData)
    case encapsulated(EncapsulatedPixelData)

    /// - Throws: `missing` without the element of the description, `unsupported` for an unknown
    ///   transfer syntax, `malformed` where the form is not the one that the transfer syntax asks for, and as the
    ///   two forms do.
    package init(
        _ scope: DataSetScope, description: ImagePixelDescription
    ) throws(PixelDataError) {
        let tag = description.element
        guard let index = scope.index(of: tag) else {
            throw PixelDataError(code: .missing, tag: tag)
        }
        guard description.transferSyntax.isKnown else {
            throw PixelDataError(code: .unsupported, tag: .transferSyntaxUID)
        }
        // The reader sees to the Pixel Data at top level.
        if !scope.isTopLevel || description.isFloat { try scope.requireOne(tag) }
        let element = scope.dataSet.elements[index]
        guard element.hasUndefinedLength == description.transferSyntax.isEncapsulated else {
            throw PixelDataError(code: .malformed, tag: tag, byteOffset: element.offset)
        }
        guard description.transferSyntax.isEncapsulated else {
            self = .native(
                try NativePixelData(
                    source: scope.source, element: element, description: description))
            return
        }
        let isUncompressed =
            CodecRegistry.entry(for: description.transferSyntax).codec == .native
        // No codec is for numbers.
        guard isUncompressed || !description.isFloat else {
            throw PixelDataError(code: .unsupported, tag: tag, byteOffset: element.offset)
        }
        let encapsulated = try EncapsulatedPixelData(
            scope, at: index, description: description)
        guard isUncompressed else {
            self = .encapsulated(encapsulated)
            return
        }
        // PS3.5 A.4.11: each frame in one fragment, whose length is that of one frame.
        let ranges = encapsulated.frames.compactMap(\.first)
        let length = ranges.map(\.count).min() ?? 0
        let format = try NativeFrameFormat(
            description, valueLength: checkedProduct(length, description.frames) ?? 0, vr: .ob,
            isBigEndian: false)
        self = .native(
            try NativePixelData(
                source: scope.source, format: format, frames: description.frames,
                location: .separate(ranges), tag: tag))
    }
}
