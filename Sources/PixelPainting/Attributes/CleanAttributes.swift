package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy

/// What a Clean Pixel Data stage writes into an instance that it changed (PS3.15 E.3.1, E.3.3).
///
/// Everything else in the data set is copied byte for byte.
package struct CleanAttributes: Sendable {
    package static let manufacturer = "pixredact"
    /// Implementation Class UID (0002,0012) of pixredact: a UUID under 2.25 (PS3.5 B.2).
    package static let implementationClassUID =
        "2.25.214565497538019658451421907718124454324"
    static let versionNamePrefix = "PIXREDACT_"

    /// Whether Burned In Annotation may become NO: the instance is verified before it gets its
    /// name. It does where pixels were painted; that no text was found is no reason.
    package var claimsNoAnnotation: Bool
    /// Whether overlays or graphics were cleaned or removed.
    package var removedOverlays: Bool
    package var policyName: String
    /// Whether samples of Pixel Data were overwritten.
    package var paintedPixels = true
    /// Whether segments of codestreams were cut that are no part of the picture.
    package var droppedMetadata = false
    /// How codestreams had lost something that were re-coded without loss, and show it no longer.
    package var recodedReversibly: LossyMethod?
    /// A new Photometric Interpretation (0028,0004), where all frames were written in another way.
    package var photometricInterpretation: PhotometricInterpretation?
    package var imageType = ImageTypeChoice.keep
    package var instanceUID = InstanceUIDChoice.keep
    package var instanceUIDKey: InstanceUIDKey?

    package init(claimsNoAnnotation: Bool, removedOverlays: Bool = false, policyName: String) {
        self.claimsNoAnnotation = claimsNoAnnotation
        self.removedOverlays = removedOverlays
        self.policyName = policyName
    }

    /// What `configuration` asks for.
    package init(_ configuration: RedactionConfiguration, policyName: String) {
        self.init(
            claimsNoAnnotation: configuration.burnedInAnnotation == .verified
                && configuration.verification != .off,
            policyName: policyName)
        imageType = configuration.imageType
        instanceUID = configuration.instanceUID
        instanceUIDKey = configuration.instanceUIDKey
    }

    /// Sets, appends and removes the attributes in `editor`.
    package func apply(to editor: inout DataSetEditor, of file: DICOMFile) {
        let dataSet = file.dataSet
        appendMethod(to: &editor, of: dataSet)
        appendCodes(to: &editor, of: dataSet)
        appendEquipment(to: &editor, of: dataSet)
        if paintedPixels {
            describePixels(in: &editor, of: dataSet)
            appendDerivation(to: &editor, of: dataSet)
            if imageType == .derived { deriveImageType(in: &editor, of: dataSet) }
        }
        if let recodedReversibly {
            keepLossyHistory(recodedReversibly, in: &editor, of: dataSet)
        }
        if instanceUID == .derive { deriveInstanceUID(in: &editor, of: file) }
        editor.setMeta(
            NewElement(.implementationClassUID, .ui, .strings([Self.implementationClassUID])))
        editor.setMeta(
            NewElement(
                .implementationVersionName, .sh,
                .strings([Self.versionNamePrefix + PixredactVersion.current])))
    }

    /// Elements that state the range of the pixel values, which painting changes. All are type 3.
    package static let pixelValueRanges: [Tag] = [
        .smallestValidPixelValue, .largestValidPixelValue, .smallestImagePixelValue,
        .largestImagePixelValue, .smallestPixelValueInSeries, .largestPixelValueInSeries,
        .smallestImagePixelValueInPlane, .largestImagePixelValueInPlane,
    ]

    /// What the header says of the pixels' values and labels.
    private func describePixels(in editor: inout DataSetEditor, of dataSet: DataSet) {
        if claimsNoAnnotation, dataSet.string(.burnedInAnnotation) != "NO" {
            editor.set(NewElement(.burnedInAnnotation, .cs, .strings(["NO"])))
        }
        if let photometricInterpretation {
            editor.set(
                NewElement(
                    .photometricInterpretation, .cs,
                    .strings([photometricInterpretation.rawValue])))
        }
        for tag in Self.pixelValueRanges where dataSet[tag] != nil {
            editor.remove(tag)
        }
    }
}

extension Tag {
    // Retired, but met.
    static let smallestValidPixelValue = Tag(0x0028, 0x0104)
    static let largestValidPixelValue = Tag(0x0028, 0x0105)
    static let derivationImageSequence = Tag(0x0008, 0x9124)
    static let sourceImageEvidenceSequence = Tag(0x0008, 0x9154)
}
