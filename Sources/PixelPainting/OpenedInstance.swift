package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

/// An instance whose header was read and whose pixels can be examined and painted.
package struct OpenedInstance: Sendable {
    package let file: DICOMFile
    /// Pixel Data (7FE0,0010) at top level.
    package let image: ImagePlane
    /// Overlays, icons and Pixel Data inside sequences that can be examined.
    package let others: [ImagePlane]
    /// Overlays and icons that cannot: they are removed when the instance is painted.
    package let unexaminedPlanes: [HiddenPlane]
    package let hiddenPixels: HiddenPixels
    package let content: InstanceContent

    /// The overlays that are bits of the image's samples.
    package var embeddedBits: [Plane: Int] {
        var bits: [Plane: Int] = [:]
        for plane in others { bits[plane.plane] = plane.embeddedBit }
        return bits
    }

    /// The bits of samples that overlays take.
    package var claimedBits: Int {
        embeddedBits.values.reduce(0) { $0 | 1 << $1 }
    }

    /// All pictures of the instance, its image first.
    package var planes: [ImagePlane] { [image] + others }

    /// Checks, from the header alone, that all pixels of `file` are within reach.
    ///
    /// - Parameter dropsPrivatePixelData: whether pictures in private elements will be removed, and
    ///   need not be examined.
    /// - Throws: `skipped` for a DICOMDIR or an object without pixels, `held` for a transfer
    ///   syntax, a pixel format or a hiding place that is not supported, `failed` for the rest.
    package init(
        _ file: DICOMFile, limits: ResourceLimits, dropsPrivatePixelData: Bool = false
    ) throws(InstanceFailure) {
        self.file = file
        try Self.requirePixelData(file)
        try Self.requireOneMeaning(file)
        hiddenPixels = HiddenPixels(file.dataSet)
        image = try ImagePlane(.pixelData, in: DataSetScope(file.dataSet), of: file, limits: limits)
        content = InstanceContent(file)
        // The fragments of native frames are copied with their table.
        if case .native = image.layout, content.hiddenBytes.isInOffsetTable {
            throw .failed(.malformedDataSet, "malformed offset table: longer than its offsets")
        }
        let planes = try OtherPlanes(
            of: file, image: image, hiddenPixels,
            without: dropsPrivatePixelData ? content.privatePictures : nil, limits: limits)
        others = planes.examined
        unexaminedPlanes = planes.unexamined
    }

    private static func requirePixelData(_ file: DICOMFile) throws(InstanceFailure) {
        let dataSet = file.dataSet
        let storageClass = file.metaInformation?.string(.mediaStorageSOPClassUID)
        // PS3.4 B.5: Media Storage Directory Storage.
        if storageClass == "1.2.840.10008.1.3.10" || dataSet[.directoryRecordSequence] != nil {
            throw .skipped(.dicomDirectory, "a DICOMDIR holds no image of its own")
        }
        let pixels: [Tag] = [.pixelData, .floatPixelData, .doubleFloatPixelData]
        if pixels.contains(where: { dataSet[$0] != nil }) { return }
        let hidden = HiddenPixels(dataSet)
        guard hidden.icons.isEmpty, hidden.overlayGroups.isEmpty else {
            throw .held(
                .unsupportedPixelFormat,
                "an overlay or icon of an object without Pixel Data is not examined")
        }
        if let nested = HiddenPixels(dataSet).nested.first {
            throw Self.nestedPixels(nested)
        }
        // Zeroes behind Pixel Data are padding; in a header they begin an element that was cut off.
        if let last = dataSet.topLevel.last,
            dataSet.elements[last].end < file.body.count
        {
            throw .failed(.truncated, "truncated data set before Pixel Data (7FE0,0010)")
        }
        // A header that promises pixels but has none was cut off, or stripped on the way. RT Dose
        // and the like may be without, but then say nothing of Rows.
        guard let sopClass = dataSet.string(.sopClassUID) else {
            throw .failed(.missingElement, "missing SOP Class UID (0008,0016)")
        }
        let describesPixels =
            dataSet[.rows] != nil || dataSet[.columns] != nil || dataSet[.bitsAllocated] != nil
        if describesPixels || ImageStorageClass.holds(sopClass) {
            throw .failed(.missingElement, "missing Pixel Data (7FE0,0010)")
        }
        throw .skipped(.noPixelData, "no Pixel Data (7FE0,0010)")
    }

    static func nestedPixels(_ place: HiddenPixels.Place) -> InstanceFailure {
        .held(
            .nestedPixelData, "pixels besides those of the image (\(place.name)) are not examined")
    }

    /// What the reading of the header left to say.
    package var notes: [InstanceNote] {
        var notes: [InstanceNote] = []
        if file.transferSyntaxIsGuessed { notes.append(.transferSyntaxGuessed) }
        if file.encodingDiffersFromDeclared { notes.append(.encodingDiffers) }
        return notes
    }
}

extension InstanceFailure {
    package init(_ error: DICOMError) {
        let code: ReasonCode =
            switch error.code {
            case .truncated: .truncated
            case .missing: .missingElement
            case .malformed, .unsupported: .malformedDataSet
            case .limitExceeded: .limitExceeded
            case .unreadable: .unreadable
            case .unwritable: .outputNotWritable
            }
        self = .failed(code, "\(error)")
    }

    package init(_ error: PixelDataError) {
        switch error.code {
        case .truncated: self = .failed(.truncated, "\(error)")
        case .missing: self = .failed(.missingElement, "\(error)")
        case .malformed: self = .failed(.malformedDataSet, "\(error)")
        case .limitExceeded: self = .failed(.limitExceeded, "\(error)")
        case .unsupported: self = .held(.unsupportedPixelFormat, "\(error)")
        }
    }
}

extension ImageSummary {
    /// What the header of `file` says; never fails, absent values are `nil`.
    ///
    /// No text is longer than its VR allows, so that a line of the report has a bounded length.
    package init(_ file: DICOMFile) {
        self.init()
        let dataSet = file.dataSet
        func text(_ tag: Tag) -> String? {
            dataSet.string(tag).map { String($0.prefix(Self.longestText)) }
        }
        sopInstanceUID = text(.sopInstanceUID)
        sopClassUID = text(.sopClassUID)
        modality = text(.modality)
        manufacturer = text(.manufacturer)
        model = text(.manufacturerModelName)
        transferSyntaxUID = String(file.transferSyntax.uid.prefix(Self.longestText))
        rows = dataSet.integer(.rows)
        columns = dataSet.integer(.columns)
        frames = dataSet.integer(.numberOfFrames) ?? (rows == nil ? nil : 1)
        photometricInterpretation = text(.photometricInterpretation)
        bitsStored = dataSet.integer(.bitsStored)
    }

    /// Characters of LO and UI (PS3.5 6.2).
    private static var longestText: Int { 64 }
}
