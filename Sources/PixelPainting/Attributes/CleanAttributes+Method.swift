import DICOMCore
import RedactionPolicy

extension CleanAttributes {
    private static let longestMethod = 64

    /// PS3.5 6.2: an LO of one value, which a policy's name must neither end nor outgrow.
    var method: String {
        let text = "\(Self.manufacturer) \(PixredactVersion.current) \(policyName)"
        let plain = text.unicodeScalars.filter {
            (0x20...0x7E).contains($0.value) && $0 != "\\"
        }
        return String(String.UnicodeScalarView(plain.prefix(Self.longestMethod)))
    }

    /// Whether a value of De-identification Method (0012,0063) can be one of ours.
    static func isOwnMethod(_ value: some Collection<UInt8>) -> Bool {
        value.count <= longestMethod && value.starts(with: Array("\(manufacturer) ".utf8))
            && value.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
    }

    /// The values that are there stay as they are, whatever their character set.
    func appendMethod(to editor: inout DataSetEditor, of dataSet: DataSet) {
        guard !dataSet.strings(.deidentificationMethod).contains(method) else { return }
        var value = dataSet.unpaddedValue(.deidentificationMethod)
        if !value.isEmpty { value.append(UInt8(ascii: "\\")) }
        value += Array(method.utf8)
        editor.set(NewElement(.deidentificationMethod, .lo, .bytes(value)))
    }

    /// 113100, the Basic Application Confidentiality Profile, is not ours to claim.
    func appendCodes(to editor: inout DataSetEditor, of dataSet: DataSet) {
        let options = [CodedConcept.cleanPixelData] + (removedOverlays ? [.cleanGraphics] : [])
        let present = dataSet.items(of: .deidentificationMethodCodeSequence)
        let missing = options.filter { option in
            !present.contains { option.isStated(byItem: $0, of: dataSet) }
        }
        if !missing.isEmpty {
            editor.appendItems(missing.map(\.item), to: .deidentificationMethodCodeSequence)
        }
    }

    /// What Contribution Description (0018,A003) of our item says.
    private var contribution: String { "Pixel Data cleaned: \(method)" }

    /// PS3.3 C.12.1.1.5: who changed the instance. No date: it would differ from run to run, and
    /// say when a patient's images left.
    func appendEquipment(to editor: inout DataSetEditor, of dataSet: DataSet) {
        let isPresent = dataSet.items(of: .contributingEquipmentSequence).contains { item in
            Self.isOwnEquipment(item, of: dataSet)
                && dataSet.string(.softwareVersions, inItem: item) == PixredactVersion.current
                && dataSet.string(.contributionDescription, inItem: item) == contribution
        }
        guard !isPresent else { return }
        let item = [
            NewElement(.manufacturer, .lo, .strings([Self.manufacturer])),
            NewElement(.softwareVersions, .lo, .strings([PixredactVersion.current])),
            NewElement(.contributionDescription, .st, .strings([contribution])),
            NewElement(
                .purposeOfReferenceCodeSequence, .sq,
                .sequence([CodedConcept.deidentifyingEquipment.item])),
        ]
        editor.appendItems([item], to: .contributingEquipmentSequence)
    }

    /// Whether an item of Contributing Equipment Sequence (0018,A001) says that we were there.
    static func isOwnEquipment(_ item: Int, of dataSet: DataSet) -> Bool {
        dataSet.string(.manufacturer, inItem: item) == manufacturer
            && dataSet.index(of: .purposeOfReferenceCodeSequence, inItem: item).map {
                dataSet.children(of: $0).contains {
                    CodedConcept.deidentifyingEquipment.isStated(byItem: $0, of: dataSet)
                }
            } ?? false
    }
}
