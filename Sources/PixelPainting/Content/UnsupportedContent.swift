package import DICOMCore
package import RedactionPolicy
package import RedactionReport

/// What an instance carries beside pixels that shows text or may: it is not examined, so that the
/// instance is held unless the caller allows it.
///
/// Elements whose value is text (Overlay Comments (60xx,4000), Image Comments (0020,4000), Text
/// Value (0040,A160) in an image) are not listed: they are the work of what cleans the header.
package struct UnsupportedContent: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// PS3.4 N: how an image is shown, in another object.
        case presentationState = "a presentation state"
        /// PS3.3 C.10.5: text and lines drawn over an image.
        case graphicAnnotation = "graphic annotations"
        /// PS3.3 C.11.18: text boxes of a structured display.
        case displayText = "structured display text"
        /// PS3.3 A.35 and C.17.3.
        case structuredReport = "a structured report"
        /// PS3.3 C.10.9, C.10.10 and C.39.3: signals, voice among them, and their annotations.
        case waveform = "a waveform"
        /// PS3.3 C.24.2: PDF, CDA and the like.
        case encapsulatedDocument = "an encapsulated document"
        /// PS3.3 C.10.2 of 2004, retired.
        case curve = "a curve"
        /// PS3.3 C.10.3 of 2004, retired.
        case audio = "audio"
    }

    package struct Finding: Hashable, Sendable {
        package var kind: Kind
        /// The tags from top level down; several items of a sequence share one path.
        package var path: [Tag]

        /// `(0070,0001).(0070,0008)`.
        package var placeName: String { path.map(\.description).joined(separator: ".") }
    }

    /// In file order, each place once.
    package private(set) var findings: [Finding] = []

    package var isEmpty: Bool { findings.isEmpty }

    /// Looks at all elements once.
    package init(_ file: DICOMFile) {
        let dataSet = file.dataSet
        let sopClass =
            dataSet.string(.sopClassUID) ?? file.metaInformation?.string(.mediaStorageSOPClassUID)
        if sopClass?.hasPrefix(Self.presentationStates) ?? false {
            findings.append(Finding(kind: .presentationState, path: [.sopClassUID]))
        }
        let isReport =
            sopClass?.hasPrefix(Self.structuredReports) ?? false
            || ["SR", "KO"].contains(dataSet.string(.modality))
        var seen: Set<Finding> = []
        for (index, element) in dataSet.elements.enumerated() {
            guard
                let kind = Self.kind(element, dataSet)
                    ?? (isReport ? Self.textOfReport(element, dataSet) : nil)
            else { continue }
            let finding = Finding(kind: kind, path: dataSet.path(to: index))
            if seen.insert(finding).inserted { findings.append(finding) }
        }
    }

    private static let presentationStates = "1.2.840.10008.5.1.4.1.1.11."
    private static let structuredReports = "1.2.840.10008.5.1.4.1.1.88."

    private static func kind(_ element: DataElement, _ dataSet: DataSet) -> Kind? {
        // Nothing in it, or no items: it shows nothing.
        guard element.valueLength > 0 else { return nil }
        switch element.tag {
        // Inside Graphic Annotation Sequence (0070,0001), whose items may have neither.
        case .textObjectSequence, .graphicObjectSequence, .compoundGraphicSequence:
            return .graphicAnnotation
        case .structuredDisplayTextBoxSequence: return .displayText
        case .waveformSequence, .waveformAnnotationSequence, .waveformTextualAnnotationSequence:
            return .waveform
        case .encapsulatedDocument: return .encapsulatedDocument
        // Groups 5000 to 501E, as PS3.5 7.6 of 2004 has them, and the even ones behind.
        case let tag where tag.group & 0xFF01 == 0x5000:
            switch tag.element {
            case Tag.curveData.element: return .curve
            case Tag.audioSampleData.element: return .audio
            default: return nil
            }
        default: return nil
        }
    }

    /// Value Types (0040,A040) of content items that show no words of their own (PS3.3 table
    /// C.17.3-7): the code, number or picture that they name is elsewhere. All others do.
    private static let wordless: Set<String> = [
        "CONTAINER", "CODE", "NUM", "IMAGE", "COMPOSITE", "WAVEFORM", "SCOORD", "SCOORD3D",
        "TCOORD",
    ]

    /// A Value Type in an item of Content Sequence (0040,A730), by which a report shows text.
    ///
    /// Only in reports: images have content items of codes and numbers in other sequences
    /// (Acquisition Context (0040,0555), Specimen Preparation (0040,0612)), and none of them is
    /// shown with the picture.
    private static func textOfReport(_ element: DataElement, _ dataSet: DataSet) -> Kind? {
        guard element.tag == .valueType, element.parent >= 0 else { return nil }
        let sequence = dataSet.elements[element.parent].parent
        guard sequence >= 0, dataSet.elements[sequence].tag == .contentSequence,
            !wordless.contains(dataSet.string(of: element) ?? "")
        else { return nil }
        return .structuredReport
    }
}

extension UnsupportedContent {
    /// Lets pass what the configuration allows.
    ///
    /// - Returns: notes that name the content which stays.
    /// - Throws: `held` with `unsupported_content`.
    package func notes(
        under configuration: RedactionConfiguration
    ) throws(InstanceFailure) -> [InstanceNote] {
        guard let first = findings.first else { return [] }
        guard configuration.allowsNonPixel else {
            let more = findings.count > 1 ? " and \(findings.count - 1) more" : ""
            throw .held(
                .unsupportedContent,
                "\(first.kind.rawValue) at \(first.placeName)\(more): not pixels, not examined")
        }
        let kinds = Set(findings.map(\.kind))
        return Kind.allCases.filter(kinds.contains).map(\.note)
    }
}

extension UnsupportedContent.Kind {
    /// What the report says of an instance that keeps such content.
    package var note: InstanceNote {
        switch self {
        case .presentationState: .presentationStateKept
        case .graphicAnnotation: .graphicAnnotationKept
        case .displayText: .displayTextKept
        case .structuredReport: .structuredReportKept
        case .waveform: .waveformKept
        case .encapsulatedDocument: .encapsulatedDocumentKept
        case .curve: .curveKept
        case .audio: .audioKept
        }
    }
}

extension Tag {
    static let textObjectSequence = Tag(0x0070, 0x0008)
    static let graphicObjectSequence = Tag(0x0070, 0x0009)
    static let compoundGraphicSequence = Tag(0x0070, 0x0209)
    static let structuredDisplayTextBoxSequence = Tag(0x0072, 0x0424)
    static let waveformAnnotationSequence = Tag(0x0040, 0xB020)
    static let waveformTextualAnnotationSequence = Tag(0x0040, 0xB033)
    static let valueType = Tag(0x0040, 0xA040)
    /// Of the first of the curve groups.
    static let curveData = Tag(0x5000, 0x3000)
    static let audioSampleData = Tag(0x5000, 0x200C)
}
