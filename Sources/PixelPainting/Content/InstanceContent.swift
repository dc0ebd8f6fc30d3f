package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

/// What an instance carries beside its pictures.
package struct InstanceContent: Sendable {
    package let unsupported: UnsupportedContent
    package let privatePictures: PrivatePictures
    package let hiddenBytes: HiddenBytes
    package let slideLabel: SlideLabel?
    /// Begins a value of the file meta information: Private Information (0002,0102) may be
    /// anything (PS3.10 7.1).
    let pictureInMeta: PictureFormat?

    init(_ file: DICOMFile) {
        unsupported = UnsupportedContent(file)
        privatePictures = PrivatePictures(file.dataSet)
        hiddenBytes = HiddenBytes(file)
        slideLabel = SlideLabel(file.dataSet)
        pictureInMeta = file.metaInformation.flatMap { meta in
            meta.elements.lazy.compactMap { element in
                PictureFormat(
                    beginning: meta.source.bytes(
                        in: element.valueRange.prefix(PictureFormat.lookedAt)))
            }.first
        }
    }

    /// Lets pass what `configuration` allows, or will have removed.
    ///
    /// - Returns: what there is to say of it.
    /// - Throws: `held` with `unsupported_content` or `private_pixel_data`.
    package func notes(
        under configuration: RedactionConfiguration
    ) throws(InstanceFailure) -> [InstanceNote] {
        if let pictureInMeta {
            throw .held(
                .privatePixelData,
                "\(pictureInMeta.rawValue) data in the file meta information: not examined")
        }
        try privatePictures.requireNone(under: configuration)
        return try unsupported.notes(under: configuration)
    }

    /// Lets an object without pixels pass, which can only be copied whole: nothing is removed from
    /// it.
    ///
    /// - Returns: what there is to say of it.
    /// - Throws: `held` with `unsupported_content` or `private_pixel_data`.
    package static func notes(
        ofObjectWithoutPixels file: DICOMFile, under configuration: RedactionConfiguration
    ) throws(InstanceFailure) -> [InstanceNote] {
        var copying = configuration
        copying.dropsPrivatePixelData = false
        return try InstanceContent(file).notes(under: copying)
    }

    /// Whether writing the instance removes something, even where nothing is painted.
    package func isRemoved(under configuration: RedactionConfiguration) -> Bool {
        !hiddenBytes.isEmpty
            || (configuration.dropsPrivatePixelData && !privatePictures.isEmpty)
    }

    /// The nodes of the data set that may be gone from a written instance.
    var removableNodes: Set<Int> {
        Set(privatePictures.findings.map(\.place.index) + hiddenBytes.padding.map(\.index))
    }

    /// Removes hidden bytes, and with `privatePictures` those too.
    func remove(
        from editor: inout DataSetEditor, privatePictures dropsPictures: Bool
    ) -> [InstanceNote] {
        hiddenBytes.remove(from: &editor)
            + (dropsPictures ? privatePictures.remove(from: &editor) : [])
    }
}
