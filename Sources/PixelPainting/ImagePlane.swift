package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

/// One picture of an instance: its Pixel Data, an overlay, an icon, Pixel Data inside a sequence.
/// Each is decoded, examined and painted in the same way.
package struct ImagePlane: Sendable {
    package let plane: Plane
    package let file: DICOMFile
    /// The level of the data set that describes the picture.
    package let scope: DataSetScope
    /// The element that holds the picture, in `DataSet.elements`.
    package let elementIndex: Int
    package let description: ImagePixelDescription
    package let layout: PixelDataLayout
    package let codec: FrameCodec
    /// What is coded: the description itself, or that of the image that an overlay is embedded in.
    package let coded: ImagePixelDescription
    /// The bit of the image's samples that an embedded overlay takes.
    package let embeddedBit: Int?

    /// A picture that one level of a file's data set describes and holds.
    ///
    /// - Throws: `held` for a transfer syntax or a pixel format that is not supported, `failed`
    ///   for a header that contradicts itself or the data.
    package init(
        _ plane: Plane, in scope: DataSetScope, of file: DICOMFile, limits: ResourceLimits
    ) throws(InstanceFailure) {
        self.plane = plane
        self.file = file
        self.scope = scope
        let declared = CodecRegistry.entry(for: file.transferSyntax)
        guard declared.codec != nil else {
            throw .held(
                .unsupportedTransferSyntax,
                declared.transferSyntax.isKnown
                    ? "\(declared.transferSyntax.name) is \(declared.writeBack)"
                    : "the transfer syntax is not known")
        }
        do {
            description = try ImagePixelDescription(
                scope, transferSyntax: file.transferSyntax, limits: limits.pixelData)
            layout = try PixelDataLayout(scope, description: description)
        } catch {
            throw InstanceFailure(error)
        }
        guard let elementIndex = scope.index(of: description.element) else {
            throw .failed(.missingElement, "missing \(description.element)")
        }
        self.elementIndex = elementIndex
        // Native pixels in an item of an encapsulated file have a syntax of their own.
        guard let codec = CodecRegistry.entry(for: description.transferSyntax).codec else {
            throw .held(.unsupportedTransferSyntax, "\(plane.name) has no supported coding")
        }
        self.codec = codec
        coded = description
        embeddedBit = nil
    }

    /// An overlay, as an image of one bit a pixel.
    ///
    /// - Parameter image: what its bits are embedded in.
    /// - Throws: `failed` where its size is beyond the limits.
    package init(
        _ plane: Plane, _ overlay: OverlayPlane, in scope: DataSetScope, of file: DICOMFile,
        image: ImagePlane?, limits: ResourceLimits
    ) throws(InstanceFailure) {
        self.plane = plane
        self.file = file
        self.scope = scope
        do {
            description = try ImagePixelDescription(
                rows: overlay.rows, columns: overlay.columns, frames: overlay.frames,
                bitsAllocated: 1, bitsStored: 1, highBit: 0,
                photometricInterpretation: .monochrome2,
                transferSyntax: .explicitVRLittleEndian, limits: limits.pixelData)
        } catch {
            throw InstanceFailure(error)
        }
        switch (overlay.storage, image) {
        case (.own(let pixels, let index), _):
            elementIndex = index
            layout = .native(pixels)
            codec = .native
            coded = description
            embeddedBit = nil
        case (.embedded(let bit), let image?):
            elementIndex = image.elementIndex
            layout = image.layout
            codec = image.codec
            coded = image.description
            embeddedBit = bit
        case (.embedded, nil):
            preconditionFailure("an overlay is embedded in an image")
        }
    }
}

extension ImagePlane {
    /// What stands beside encapsulated Pixel Data and gives the places of its frames (PS3.3
    /// C.7.6.3.1.8), in `DataSet.elements`.
    package var extendedOffsetTables: [Int] {
        guard case .encapsulated = layout, embeddedBit == nil else { return [] }
        return scope.indexes.filter { index in
            switch scope.dataSet.elements[index].tag {
            case .extendedOffsetTable, .extendedOffsetTableLengths,
                .encapsulatedPixelDataValueTotalLength:
                true
            default: false
            }
        }
    }

    /// Whether it is an overlay, at top level or in an item, whose window is not the image's.
    var isOverlay: Bool {
        embeddedBit != nil
            || scope.dataSet.elements[elementIndex].tag.element == Tag.overlayData.element
    }

    /// Whether its frames are tiles of one large image (PS3.3 C.7.6.17, C.8.12.4).
    package var isTiled: Bool {
        let organization = file.dataSet.string(.dimensionOrganizationType)
        if organization == "TILED_FULL" || organization == "TILED_SPARSE" { return true }
        return description.frames > 1
            && file.dataSet.string(.sopClassUID) == SlideLabel.wholeSlideMicroscopy
    }

    /// One stored value a component of the decoded samples, whose meaning is `colour`.
    ///
    /// - Throws: `failed` where the header does not say what is asked for, or cannot hold it.
    package func fillValues(
        for choice: FillChoice, colour: ColourModel
    ) throws(InstanceFailure) -> [Int] {
        let request: FillRequest =
            switch choice {
            case .black: .black
            case .padding: .padding
            case .value(let value): .value(value)
            }
        // No bit is set: nothing of the overlay is shown.
        if isOverlay { return [0] }
        do {
            return try FillValue(scope, description: description)
                .values(request, colourModel: colour)
        } catch {
            // Black needs nothing but what the header has to say anyway.
            if request == .black { throw InstanceFailure(error) }
            throw .failed(.fillNotRepresentable, "no value to fill with: \(error)")
        }
    }

    /// What renders the 8-bit views of this plane's frames.
    ///
    /// - Throws: `failed` where the palette or a look-up table cannot be read.
    package func viewRenderer() throws(InstanceFailure) -> ViewRenderer {
        if isOverlay { return ViewRenderer(description: description) }
        do {
            return try ViewRenderer(scope, description: description)
        } catch {
            throw InstanceFailure(error)
        }
    }
}

extension ResourceLimits {
    /// The part of the limits that reading a data set needs.
    package var reading: Limits {
        var reading = Limits()
        reading.inflatedBytes = inflatedBytes
        return reading
    }

    /// The part of the limits that an image's description is held to.
    package var pixelData: PixelDataLimits {
        PixelDataLimits(bytesPerFrame: bytesPerFrame, frames: frames)
    }
}
