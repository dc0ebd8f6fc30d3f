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
        guard let elementIndex = scope.index(of: .pixelData) else {
            throw .failed(.missingElement, "missing Pixel Data (7FE0,0010)")
        }
        self.elementIndex = elementIndex
        do {
            description = try ImagePixelDescription(
                scope, transferSyntax: file.transferSyntax, limits: limits.pixelData)
            layout = try PixelDataLayout(scope, description: description)
        } catch {
            throw InstanceFailure(error)
        }
        // Native pixels in an item of an encapsulated file have a syntax of their own.
        guard let codec = CodecRegistry.entry(for: description.transferSyntax).codec else {
            throw .held(.unsupportedTransferSyntax, "\(plane.name) has no supported coding")
        }
        self.codec = codec
    }
}

extension ImagePlane {
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
