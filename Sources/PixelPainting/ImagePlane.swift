package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

/// One picture of an instance: its Pixel Data, an overlay, an icon, Pixel Data inside a sequence.
/// Each is decoded, examined and painted in the same way.
package struct ImagePlane: Sendable {
    package let plane: Plane
    package let file: DICOMFile
    package let description: ImagePixelDescription
    package let layout: PixelDataLayout
    package let codec: FrameCodec

    package init(
        plane: Plane, file: DICOMFile, description: ImagePixelDescription,
        layout: PixelDataLayout, codec: FrameCodec
    ) {
        self.plane = plane
        self.file = file
        self.description = description
        self.layout = layout
        self.codec = codec
    }

    /// The Pixel Data (7FE0,0010) of the instance itself.
    ///
    /// - Throws: `held` for a transfer syntax or a pixel format that is not supported, `failed`
    ///   for a header that contradicts itself or the data.
    package init(of file: DICOMFile, limits: ResourceLimits) throws(InstanceFailure) {
        let entry = CodecRegistry.entry(for: file.transferSyntax)
        guard let codec = entry.codec else {
            throw .held(
                .unsupportedTransferSyntax,
                entry.transferSyntax.isKnown
                    ? "\(entry.transferSyntax.name) is not supported yet"
                    : "the transfer syntax is not known")
        }
        do {
            let description = try ImagePixelDescription(file, limits: limits.pixelData)
            self.init(
                plane: .pixelData, file: file, description: description,
                layout: try file.pixelDataLayout(description), codec: codec)
        } catch {
            throw InstanceFailure(error)
        }
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
            return try FillValue(file.dataSet, description: description)
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
            return try ViewRenderer(file.dataSet, description: description)
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
