package import DICOMCore

/// Where the frames of an image are: in one native value, or in fragments.
package enum PixelDataLayout: Sendable {
    /// Native frames; also those of Encapsulated Uncompressed, which lie in fragments.
    case native(NativePixelData)
    case encapsulated(EncapsulatedPixelData)

    /// - Throws: `missing` without Pixel Data, `unsupported` for an unknown transfer syntax,
    ///   `malformed` where the form is not the one that the transfer syntax asks for, and as the
    ///   two forms do.
    package init(
        _ scope: DataSetScope, description: ImagePixelDescription
    ) throws(PixelDataError) {
        guard let index = scope.index(of: .pixelData) else {
            throw PixelDataError(code: .missing, tag: .pixelData)
        }
        guard description.transferSyntax.isKnown else {
            throw PixelDataError(code: .unsupported, tag: .transferSyntaxUID)
        }
        try scope.requireOne(.pixelData)
        let element = scope.dataSet.elements[index]
        guard element.hasUndefinedLength == description.transferSyntax.isEncapsulated else {
            throw PixelDataError(code: .malformed, tag: .pixelData, byteOffset: element.offset)
        }
        guard description.transferSyntax.isEncapsulated else {
            self = .native(
                try NativePixelData(
                    source: scope.source, element: element, description: description))
            return
        }
        let encapsulated = try EncapsulatedPixelData(
            scope, at: index, description: description)
        guard
            description.transferSyntax == .encapsulatedUncompressedExplicitVRLittleEndian
        else {
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
                location: .separate(ranges)))
    }
}
