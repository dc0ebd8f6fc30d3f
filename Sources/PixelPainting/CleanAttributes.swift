package import DICOMCore
package import DICOMPixelData
import RedactionPolicy

/// What a Clean Pixel Data stage writes into an instance that it painted (PS3.15 E.3.1, E.3.3).
///
/// Everything else in the data set is copied byte for byte.
package struct CleanAttributes {
    package static let manufacturer = "pixredact"
    private static let codingScheme = "DCM"
    /// Implementation Class UID (0002,0012) of pixredact: a UUID under 2.25 (PS3.5 B.2).
    package static let implementationClassUID =
        "2.25.214565497538019658451421907718124454324"

    /// NO in Burned In Annotation: only for an instance that is verified before it gets its name.
    package var claimsNoAnnotation: Bool
    package var removedOverlays: Bool
    /// A new SOP Instance UID; `nil` keeps the source's.
    package var derivedInstanceUID: String?
    package var policyName: String
    /// A new Photometric Interpretation (0028,0004), where all frames were written in another way.
    package var photometricInterpretation: PhotometricInterpretation?

    package init(
        claimsNoAnnotation: Bool, removedOverlays: Bool, derivedInstanceUID: String?,
        policyName: String
    ) {
        self.claimsNoAnnotation = claimsNoAnnotation
        self.removedOverlays = removedOverlays
        self.derivedInstanceUID = derivedInstanceUID
        self.policyName = policyName
    }

    /// Sets, appends and removes the attributes in `editor`.
    package func apply(to editor: inout DataSetEditor, of file: DICOMFile) {
        if claimsNoAnnotation {
            editor.set(NewElement(.burnedInAnnotation, .cs, .strings(["NO"])))
        }
        if let photometricInterpretation {
            editor.set(
                NewElement(
                    .photometricInterpretation, .cs,
                    .strings([photometricInterpretation.rawValue])))
        }
        appendMethod(to: &editor, of: file.dataSet)
        editor.appendItems([contributingEquipment], to: .contributingEquipmentSequence)
        for tag in Self.pixelValueRanges where file.dataSet[tag] != nil {
            editor.remove(tag)
        }
        if let derivedInstanceUID {
            editor.set(
                NewElement(.sopInstanceUID, .ui, .strings([derivedInstanceUID])))
            editor.setMeta(
                NewElement(.mediaStorageSOPInstanceUID, .ui, .strings([derivedInstanceUID])))
        }
        editor.setMeta(
            NewElement(.implementationClassUID, .ui, .strings([Self.implementationClassUID])))
        editor.setMeta(
            NewElement(
                .implementationVersionName, .sh, .strings(["PIXREDACT_\(PixredactVersion.current)"])
            ))
    }

    /// Elements that state the range of the pixel values, which painting changes. All are type 3.
    package static let pixelValueRanges: [Tag] = [
        .smallestValidPixelValue, .largestValidPixelValue, .smallestImagePixelValue,
        .largestImagePixelValue, .smallestPixelValueInSeries, .largestPixelValueInSeries,
        .smallestImagePixelValueInPlane, .largestImagePixelValueInPlane,
    ]

    private func appendMethod(to editor: inout DataSetEditor, of dataSet: DataSet) {
        // The values that are there stay as they are, whatever their character set.
        let method = "pixredact \(PixredactVersion.current) \(policyName)"
        if !dataSet.strings(.deidentificationMethod).contains(method) {
            var value: [UInt8] = []
            if let present = dataSet[.deidentificationMethod] {
                value = dataSet.value(present)
                while let last = value.last, last == 0x20 || last == 0 { value.removeLast() }
            }
            if !value.isEmpty { value.append(UInt8(ascii: "\\")) }
            value += Array(method.utf8)
            editor.set(NewElement(.deidentificationMethod, .lo, .bytes(value)))
        }
        var options = [("113101", "Clean Pixel Data Option")]
        if removedOverlays { options.append(("113103", "Clean Graphics Option")) }
        let present = codes(in: .deidentificationMethodCodeSequence, of: dataSet)
        let missing = options.filter { !present.contains($0.0) }
        if !missing.isEmpty {
            editor.appendItems(
                missing.map { code($0.0, $0.1) }, to: .deidentificationMethodCodeSequence)
        }
    }

    /// The code values of coding scheme DCM in the items of a sequence.
    private func codes(in sequence: Tag, of dataSet: DataSet) -> Set<String> {
        guard let index = dataSet.index(of: sequence) else { return [] }
        func string(_ tag: Tag, _ item: Int) -> String? {
            dataSet.element(tag, inItem: item).flatMap { dataSet.string(of: $0) }
        }
        let items = dataSet.children(of: index).filter {
            string(.codingSchemeDesignator, $0) == Self.codingScheme
        }
        return Set(items.compactMap { string(.codeValue, $0) })
    }

    /// An item of a code sequence (PS3.3 table 8.8-1) of coding scheme DCM.
    private func code(_ value: String, _ meaning: String) -> [NewElement] {
        [
            NewElement(.codeValue, .sh, .strings([value])),
            NewElement(.codingSchemeDesignator, .sh, .strings([Self.codingScheme])),
            NewElement(.codeMeaning, .lo, .strings([meaning])),
        ]
    }

    /// PS3.3 C.12.1.1.5: who changed the instance.
    private var contributingEquipment: [NewElement] {
        [
            NewElement(.manufacturer, .lo, .strings([Self.manufacturer])),
            NewElement(.softwareVersions, .lo, .strings([PixredactVersion.current])),
            NewElement(
                .purposeOfReferenceCodeSequence, .sq,
                .sequence([code("109104", "De-identifying Equipment")])),
        ]
    }
}

extension Tag {
    // Retired, but met.
    static let smallestValidPixelValue = Tag(0x0028, 0x0104)
    static let largestValidPixelValue = Tag(0x0028, 0x0105)
}
