import DICOMCore
import RedactionReport

/// What a clean would do with an instance, as far as its header tells.
struct InstancePlan {
    private let file: DICOMFile
    private let otherPlanes: [Plane]

    init(_ file: DICOMFile, otherPlanes: [Plane]) {
        self.file = file
        self.otherPlanes = otherPlanes
    }

    /// One sentence.
    var sentence: String {
        let dataSet = file.dataSet
        if dataSet.string(.sopClassUID) == "1.2.840.10008.1.3.10"
            || dataSet[.directoryRecordSequence] != nil
        {
            return "a clean would skip it: a DICOMDIR"
        }
        guard dataSet[.pixelData] != nil else {
            return "a clean would skip it: no Pixel Data"
        }
        guard file.transferSyntax.isKnown else {
            return "a clean would hold it: unknown transfer syntax"
        }
        let syntax = file.transferSyntax
        guard !syntax.isEncapsulated || Self.decodedSyntaxes.contains(syntax.uid) else {
            return "a clean would hold it: \(syntax.name) is not decoded yet"
        }
        let isNested = otherPlanes.contains { plane in
            if case .nested = plane { true } else { false }
        }
        guard !isNested else {
            return "a clean would hold it: Pixel Data inside a sequence"
        }
        let way =
            syntax.isEncapsulated
            ? "decode it, look for text, paint and write \(syntax.name) again"
            : "look for text and paint in place"
        let removal = otherPlanes.isEmpty ? "" : ", and remove its icon and overlays"
        return "a clean would \(way)\(removal)"
    }

    /// Encapsulated syntaxes that the worker decodes.
    private static let decodedSyntaxes: Set<String> = Set(
        [
            TransferSyntax.encapsulatedUncompressedExplicitVRLittleEndian, .rleLossless,
            .jpegBaseline8Bit, .jpegExtended12Bit, .jpeg2000Lossless, .jpeg2000,
        ].map(\.uid))
}
