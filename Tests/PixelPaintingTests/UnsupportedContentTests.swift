import DICOMCore
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

/// Which places beside the pixels show text, and which do not.
@Suite struct UnsupportedContentTests {
    typealias Element = DICOMBuilder.Element

    struct Case: Sendable, CustomTestStringConvertible {
        var kind: UnsupportedContent.Kind
        var place: String
        var element: Element

        var testDescription: String { place }
    }

    static func sequence(_ tag: Tag, _ elements: [Element]) -> Element {
        Element(tag, .sq, .sequence([.init(elements)], .undefined))
    }

    static let text = Element(Tag(0x0070, 0x0006), .st, .text(["note"]))
    static let points = Element(Tag(0x0070, 0x0022), .fl, .decimals([1, 1]))
    static let code = Element(.codeValue, .sh, .text(["T-1"]))

    static let cases: [Case] = [
        .init(
            kind: .graphicAnnotation, place: "(0070,0001).(0070,0008)",
            element: sequence(
                .graphicAnnotationSequence, [sequence(Tag(0x0070, 0x0008), [text])])),
        .init(
            kind: .graphicAnnotation, place: "(0070,0001).(0070,0009)",
            element: sequence(
                .graphicAnnotationSequence, [sequence(Tag(0x0070, 0x0009), [points])])),
        .init(
            kind: .graphicAnnotation, place: "(0070,0001).(0070,0209)",
            element: sequence(
                .graphicAnnotationSequence, [sequence(Tag(0x0070, 0x0209), [points])])),
        .init(
            kind: .displayText, place: "(0072,0422).(0072,0424)",
            element: sequence(Tag(0x0072, 0x0422), [sequence(Tag(0x0072, 0x0424), [text])])),
        .init(
            kind: .waveform, place: "(5400,0100)",
            element: sequence(.waveformSequence, [Element(.modality, .cs, .text(["ECG"]))])),
        .init(
            kind: .waveform, place: "(0040,B020)",
            element: sequence(Tag(0x0040, 0xB020), [text])),
        .init(
            kind: .waveform, place: "(0040,B033)",
            element: sequence(Tag(0x0040, 0xB033), [text])),
        .init(
            kind: .encapsulatedDocument, place: "(0042,0011)",
            element: Element(.encapsulatedDocument, .ob, .bytes(Array("%PDF".utf8)))),
        .init(
            kind: .encapsulatedDocument, place: "(0040,A730).(0042,0011)",
            element: sequence(
                .contentSequence,
                [Element(.encapsulatedDocument, .ob, .bytes(Array("%PDF".utf8)))])),
        .init(
            kind: .curve, place: "(5000,3000)",
            element: Element(Tag(0x5000, 0x3000), .ow, .bytes([1, 2]))),
        .init(
            kind: .curve, place: "(501E,3000)",
            element: Element(Tag(0x501E, 0x3000), .ow, .bytes([1, 2]))),
        .init(
            kind: .audio, place: "(5002,200C)",
            element: Element(Tag(0x5002, 0x200C), .ow, .bytes([1, 2]))),
    ]

    static func content(
        _ elements: [Element], sopClass: String? = nil, modality: String? = nil
    ) throws -> UnsupportedContent {
        var image = elements.reduce(Painting.image()) { $0.setting($1.tag, $1.vr, $1.value) }
        if let sopClass { image.set(.sopClassUID, .ui, .text([sopClass])) }
        if let modality { image.set(.modality, .cs, .text([modality])) }
        return UnsupportedContent(try DICOMFile(ByteSource(image.build())))
    }

    @Test func aPlainImageHasNone() throws {
        #expect(try Self.content([]).isEmpty)
    }

    @Test(arguments: cases)
    func isFoundAndNamedByItsPlace(_ place: Case) throws {
        let findings = try Self.content([place.element]).findings
        #expect(findings.map(\.kind) == [place.kind])
        #expect(findings.map(\.placeName) == [place.place])
    }

    @Test(arguments: [
        // Nothing in it.
        Element(.graphicAnnotationSequence, .sq, .sequence([], .defined)),
        sequence(
            .graphicAnnotationSequence, [Element(Tag(0x0070, 0x0008), .sq, .sequence([], .defined))]
        ),
        sequence(.graphicAnnotationSequence, [Element(Tag(0x0070, 0x0002), .cs, .text(["L"]))]),
        Element(.waveformSequence, .sq, .sequence([], .defined)),
        Element(.encapsulatedDocument, .ob, .bytes([])),
        // Text of a header: another tool's work.
        Element(.overlayComments, .lt, .text(["note"])),
        Element(.imageComments, .lt, .text(["note"])),
        // Content label and creator of a segmentation.
        Element(Tag(0x0070, 0x0080), .cs, .text(["SEGMENTATION"])),
        Element(Tag(0x0070, 0x0084), .pn, .text(["Reader"])),
        // Content items of images.
        sequence(Tag(0x0040, 0x0555), [Element(Tag(0x0040, 0xA040), .cs, .text(["CODE"])), code]),
        sequence(Tag(0x0040, 0x0612), [Element(Tag(0x0040, 0xA040), .cs, .text(["TEXT"])), code]),
        sequence(.contentSequence, [Element(Tag(0x0040, 0xA040), .cs, .text(["TEXT"])), code]),
        // Private groups and other elements of curves.
        Element(Tag(0x5001, 0x3000), .ow, .bytes([1, 2])),
        Element(Tag(0x50F1, 0x1020), .ow, .bytes([1, 2])),
        Element(Tag(0x5000, 0x0020), .cs, .text(["ECG"])),
    ])
    func whatShowsNoTextOrIsOthersWorkIsNone(_ element: Element) throws {
        #expect(try Self.content([element]).isEmpty)
    }

    @Test(arguments: [
        ("TEXT", true), ("PNAME", true), ("DATE", true), ("DATETIME", true), ("TIME", true),
        ("UIDREF", true), ("TABLE", true), ("NEW", true), ("CONTAINER", false), ("CODE", false),
        ("NUM", false), ("IMAGE", false), ("COMPOSITE", false), ("WAVEFORM", false),
        ("SCOORD", false), ("SCOORD3D", false), ("TCOORD", false),
    ])
    func aReportIsFoundByItsValueTypes(_ valueType: String, isFound: Bool) throws {
        let item = Element(Tag(0x0040, 0xA040), .cs, .text([valueType]))
        let content = Self.sequence(
            .contentSequence,
            [
                Element(Tag(0x0040, 0xA040), .cs, .text(["CONTAINER"])),
                Self.sequence(.contentSequence, [item]),
            ])
        let report = try Self.content([content], sopClass: "1.2.840.10008.5.1.4.1.1.88.33")
        #expect(report.findings.map(\.kind) == (isFound ? [.structuredReport] : []))
    }

    @Test(arguments: ["SR", "KO"])
    func aReportIsKnownByItsModalityToo(_ modality: String) throws {
        let content = Self.sequence(
            .contentSequence, [Element(Tag(0x0040, 0xA040), .cs, .text(["TEXT"]))])
        #expect(
            try Self.content([content], modality: modality).findings.map(\.kind)
                == [.structuredReport])
    }

    @Test(arguments: ["1", "2", "4", "11"])
    func aPresentationStateIsKnownByItsClass(_ number: String) throws {
        let state = try Self.content([], sopClass: "1.2.840.10008.5.1.4.1.1.11." + number)
        #expect(state.findings.map(\.kind) == [.presentationState])
    }

    @Test func itemsOfOneSequenceAreOnePlace() throws {
        let object = Self.sequence(Tag(0x0070, 0x0008), [Self.text])
        let annotation = Element(
            .graphicAnnotationSequence, .sq,
            .sequence([.init([object]), .init([object])], .defined))
        #expect(try Self.content([annotation]).findings.count == 1)
    }

    @Test(arguments: cases)
    func holdsTheInstance(_ place: Case) throws {
        let content = try Self.content([place.element])
        let failure = #expect(throws: InstanceFailure.self) {
            try content.notes(under: RedactionConfiguration())
        }
        #expect(failure?.status == .held && failure?.reason.code == .unsupportedContent)
        #expect(failure?.reason.message.contains(place.place) == true)
    }

    @Test(arguments: cases)
    func isNotedWhereItIsAllowed(_ place: Case) throws {
        var configuration = RedactionConfiguration()
        configuration.allowsNonPixel = true
        #expect(
            try Self.content([place.element]).notes(under: configuration) == [place.kind.note])
    }

    @Test func theReasonHoldsNoValue() throws {
        let content = try Self.content(Self.cases.map(\.element))
        let failure = #expect(throws: InstanceFailure.self) {
            try content.notes(under: RedactionConfiguration())
        }
        #expect(failure?.reason.message.contains("note") == false)
    }
}

extension Tag {
    static let imageComments = Tag(0x0020, 0x4000)
}
