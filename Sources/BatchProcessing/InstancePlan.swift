import DICOMCore

/// What a clean would do with an instance, as far as its header tells.
struct InstancePlan {
    private let file: DICOMFile

    init(_ file: DICOMFile) {
        self.file = file
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
        let way =
            syntax.isEncapsulated
            ? "decode it, look for text, paint and write \(syntax.name) again"
            : "look for text and paint in place"
        return "a clean would \(way)"
    }

    /// Encapsulated syntaxes that the worker decodes.
    private static let decodedSyntaxes: Set<String> = Set(
        [
            TransferSyntax.encapsulatedUncompressedExplicitVRLittleEndian, .rleLossless,
            .jpegBaseline8Bit, .jpegExtended12Bit, .jpeg2000Lossless, .jpeg2000,
        ].map(\.uid))
}
