import DICOMCore
import Foundation
import KnownMasks
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import BatchProcessing

@Suite struct FileDescriptionTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    private func builder(_ syntax: TransferSyntax = .explicitVRLittleEndian) -> DICOMBuilder {
        var builder = DICOMBuilder(syntax)
        builder.add(.sopInstanceUID, .ui, .text(["1.2.3"]))
        builder.add(.modality, .cs, .text(["US"]))
        builder.add(.samplesPerPixel, .us, .numbers([1]))
        builder.add(.photometricInterpretation, .cs, .text(["MONOCHROME2"]))
        builder.add(.rows, .us, .numbers([2]))
        builder.add(.columns, .us, .numbers([3]))
        builder.add(.bitsAllocated, .us, .numbers([8]))
        builder.add(.bitsStored, .us, .numbers([8]))
        builder.add(.highBit, .us, .numbers([7]))
        builder.add(.pixelRepresentation, .us, .numbers([0]))
        return builder
    }

    private func describe(_ builder: DICOMBuilder) throws -> FileDescription {
        try Data(builder.build()).write(to: URL(fileURLWithPath: workplace["a"].description))
        return FileDescription(workplace["a"])
    }

    @Test func namesWhatTheHeaderSays() throws {
        var builder = builder()
        builder.add(.pixelData, .ow, .bytes([0, 1, 2, 3, 4, 5]))
        let description = try describe(builder)
        #expect(description.isDICOM)
        #expect(description.image?.sopInstanceUID == "1.2.3")
        #expect(description.image?.rows == 2)
        #expect(description.transferSyntaxName == "Explicit VR Little Endian")
        #expect(description.plan.hasPrefix("a clean would look for text (--detector net); painted"))
        #expect(description.text.contains("Columns x Rows    3 x 2\n"))
        #expect(description.exitStatus == .done)
    }

    private func describe(
        _ rules: [MaskRule], _ policy: TextPolicy = .allText
    ) throws -> FileDescription {
        var builder = builder()
        builder.add(.pixelData, .ow, .bytes([0, 1, 2, 3, 4, 5]))
        try Data(builder.build()).write(to: URL(fileURLWithPath: workplace["a"].description))
        var configuration = RedactionConfiguration()
        configuration.policy = policy
        configuration.masks.usesLibrary = false
        configuration.masks.encodedRules = MaskRuleCoding.encode(MaskRuleSet(rules))
        return FileDescription(workplace["a"], configuration: configuration)
    }

    private static func rule(_ action: MaskRule.Action, isComplete: Bool = false) -> MaskRule {
        MaskRule(
            id: "invented", action: action, criterion: .all([]),
            areas: action == .mask ? [MaskArea(.blank, .all)] : [], isComplete: isComplete)
    }

    @Test(
        arguments: [
            ([], TextPolicy.allText, "no rule answers", "a clean would look for text"),
            ([], .masksOnly, "no rule answers", "a clean would end it held: no rule answers"),
            (
                [rule(.mask)], .allText, "mask by rule invented",
                "a clean would look for text (--detector net), and paint 1 area; painted"
            ),
            (
                [rule(.mask)], .masksOnly, "mask by rule invented",
                "a clean would look for no text and paint 1 area; painted"
            ),
            (
                [rule(.pass)], .masksOnly, "pass by rule invented",
                "a clean would copy it: the rules of its device have nothing to paint"
            ),
            (
                [rule(.mask, isComplete: true)], .allText, "mask by rule invented, complete",
                "a clean would look for no text in the image, for which a rule vouches, and paint"
            ),
            (
                [rule(.hold)], .allText, "hold by rule invented",
                "a clean would end it held: a person has to decide, by rule invented"
            ),
            (
                [rule(.reject)], .phiOnly, "reject by rule invented",
                "a clean would end it held: not to go out, by rule invented"
            ),
        ] as [([MaskRule], TextPolicy, String, String)])
    func namesTheRulesThatAnswer(
        _ rules: [MaskRule], _ policy: TextPolicy, _ words: String, _ plan: String
    ) throws {
        let description = try describe(rules, policy)
        #expect(description.masks?.text == words)
        #expect(description.plan.hasPrefix(plan))
        #expect(description.text.contains("  Masks             \(words)\n"))
    }

    @Test func rulesAreInTheObject() throws {
        let line = try describe([Self.rule(.mask)]).line
        let masks =
            #""masks":{"complete":false,"misfits":[],"rules":["invented"],"verdict":"mask"}"#
        #expect(line.contains(masks))
    }

    @Test func instanceWithoutPixelsWouldBeSkipped() throws {
        var report = DICOMBuilder()
        report.add(.sopClassUID, .ui, .text(["1.2.840.10008.5.1.4.1.1.88.11"]))
        #expect(try describe(report).plan.hasPrefix("a clean would end it skipped: "))
    }

    @Test func syntaxThatIsNotDecodedWouldBeHeld() throws {
        var builder = builder(TransferSyntax(uid: "1.2.840.10008.1.2.4.110"))
        builder.add(.pixelData, .ob, .fragments([[], [1, 2]]))
        #expect(try describe(builder).plan.hasPrefix("a clean would end it held: "))
    }

    @Test func privatePictureWouldBeHeld() throws {
        var builder = builder()
        builder.add(Tag(0x0029, 0x0010), .lo, .text(["EXAMPLE CORP"]))
        builder.add(
            Tag(0x0029, 0x1010), .ob,
            .bytes(Array("%PDF-1.4".utf8) + [UInt8](repeating: 7, count: 72)))
        builder.add(.pixelData, .ob, .bytes([1, 2, 3, 4, 5, 6]))
        #expect(try describe(builder).plan.hasPrefix("a clean would end it held: PDF"))
    }

    @Test func iconsPixelsAreTheIcon() throws {
        var builder = builder()
        let icon = DICOMBuilder.Element(.pixelData, .ow, .bytes([0, 1]))
        builder.add(.iconImageSequence, .sq, .sequence([.init([icon])], .defined))
        builder.add(.pixelData, .ow, .bytes([0, 1, 2, 3, 4, 5]))
        #expect(try describe(builder).otherPlanes == ["icon"])
    }

    @Test func controlCharactersDoNotReachTheTerminal() throws {
        var builder = builder()
        builder.add(.manufacturer, .lo, .text(["a\u{1B}[2Jb"]))
        #expect(try describe(builder).text.contains("a?[2Jb"))
    }

    @Test func otherFileFails() throws {
        try workplace.write(["a": "words"])
        let description = FileDescription(workplace["a"])
        #expect(description.reason?.code == .notDICOM)
        #expect(description.exitStatus == .failed)
    }

    @Test func headerReaderFindsTheInstance() throws {
        try Data(builder().build()).write(to: URL(fileURLWithPath: workplace["a"].description))
        let file = unsafe open(workplace["a"].cString, O_RDONLY)
        #expect(DICOMHeaderReader().keys(of: file)?.sopInstanceUID == "1.2.3")
        close(file)
    }

    @Test func headerReaderFindsWhatAListMayBeKeyedBy() throws {
        var builder = builder()
        builder.set(.specificCharacterSet, .cs, .text(["ISO_IR 100"]))
        builder.set(.patientID, .lo, .bytes([0xC4, 0x2D, 0x31, 0x20]))
        builder.set(.studyInstanceUID, .ui, .text(["1.2.4"]))
        builder.set(.seriesInstanceUID, .ui, .text(["1.2.5"]))
        try Data(builder.build()).write(to: URL(fileURLWithPath: workplace["a"].description))
        let file = unsafe open(workplace["a"].cString, O_RDONLY)
        let keys = DICOMHeaderReader().keys(of: file)
        close(file)
        #expect(
            keys
                == InstanceKeys(
                    sopInstanceUID: "1.2.3", seriesInstanceUID: "1.2.5", studyInstanceUID: "1.2.4",
                    patientID: "Ä-1"))
    }

    @Test func headerReaderFindsNoneInOtherFiles() throws {
        try workplace.write(["a": "words"])
        let file = unsafe open(workplace["a"].cString, O_RDONLY)
        #expect(DICOMHeaderReader().keys(of: file) == nil)
        close(file)
    }
}
