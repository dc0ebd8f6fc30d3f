#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension FileDescription {
    /// One JSON object on a line.
    package var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words and whole numbers always encode.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// For people: a fact a line, without those that the header does not have.
    package var text: String {
        guard isDICOM else { return "\(path): not DICOM\n" }
        let size = image.flatMap { image in
            image.columns.flatMap { columns in image.rows.map { "\(columns) x \($0)" } }
        }
        let facts: [(String, String?)] = [
            ("SOP Class UID", image?.sopClassUID),
            ("SOP Instance UID", image?.sopInstanceUID),
            ("Modality", image?.modality),
            ("Manufacturer", image?.manufacturer),
            ("Model", image?.model),
            ("Transfer Syntax", transferSyntaxName),
            ("Columns x Rows", size),
            ("Frames", image?.frames.map { "\($0)" }),
            ("Photometric", image?.photometricInterpretation),
            ("Bits Stored", image?.bitsStored.map { "\($0)" }),
            ("Burned In", burnedInAnnotation),
            ("Other planes", otherPlanes.isEmpty ? nil : otherPlanes.joined(separator: ", ")),
            ("Masks", masks.map(\.text)),
            ("Plan", plan.isEmpty ? nil : plan),
        ]
        var text = "\(path)\n"
        for (name, value) in facts {
            guard let value else { continue }
            let padding = String(repeating: " ", count: max(1, 18 - name.count))
            text += "  \(name)\(padding)\(Self.printable(value))\n"
        }
        return text
    }

    /// A header's value may hold control characters, which a terminal would obey.
    private static func printable(_ value: String) -> String {
        String(
            value.unicodeScalars.map {
                $0.properties.generalCategory == .control ? "?" : Character($0)
            })
    }
}
