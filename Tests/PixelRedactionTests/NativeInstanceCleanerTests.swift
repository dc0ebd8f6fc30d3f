import DICOMCore
import KnownMasks
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The short way of native instances with known boxes, against the whole engine.
@Suite struct NativeInstanceCleanerTests {
    private static let native = NativeColourCase.all.filter {
        !$0.builder.transferSyntax.isDeflated
    }

    private func clean(
        _ source: [UInt8], _ boxes: [ReportedBox] = [.given(NativeColourCase.box)],
        _ configuration: RedactionConfiguration = .verifying(.fast)
    ) -> (report: InstanceReport?, bytes: [UInt8]) {
        Engine.cleanNatively(source, boxes: boxes, configuration)
    }

    @Test(arguments: native, [VerificationLevel.fast, .off])
    func writesWhatTheEngineWrites(
        _ image: NativeColourCase, _ level: VerificationLevel
    ) throws {
        let source = try image.source()
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        let long = Engine.clean(source, boxes: boxes, .verifying(level))
        #expect(clean(source, boxes, .verifying(level)).bytes == long.bytes)
    }

    @Test(arguments: native, [VerificationLevel.fast, .off])
    func reportsWhatTheEngineReports(
        _ image: NativeColourCase, _ level: VerificationLevel
    ) throws {
        let source = try image.source()
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        var long = Engine.clean(source, boxes: boxes, .verifying(level)).report
        var short = try #require(clean(source, boxes, .verifying(level)).report)
        long.milliseconds = nil
        short.milliseconds = nil
        #expect(short == long)
    }

    @Test func frameInFragmentsAreWrittenAsTheEngineDoes() throws {
        let frames = (0..<3).map { frame in [[UInt8](repeating: UInt8(frame + 1), count: 20)] }
        let source = try DICOMBuilder.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 4, columns: 5, frames: 3
        ).settingFrames(frames, table: .basic).build()
        let boxes = [
            ReportedBox.given(
                PixelBox(x: 1, y: 1, width: 2, height: 2), frames: FrameSelection(frame: 1))
        ]
        let long = Engine.clean(source, boxes: boxes, .verifying(.fast))
        #expect(clean(source, boxes).bytes == long.bytes)
    }

    private static func source(_ change: (inout DICOMBuilder) -> Void = { _ in }) -> [UInt8] {
        var image = DICOMBuilder.image(rows: 5, columns: 8)
            .setting(.pixelData, .ob, .bytes([UInt8](repeating: 1, count: 40)))
        change(&image)
        return (try? image.build()) ?? []
    }

    /// What is not for this way: nothing is written, the engine has the word.
    @Test(arguments: [
        source { $0.transferSyntax = .deflatedExplicitVRLittleEndian },
        source { $0.transferSyntax = TransferSyntax(uid: "1.2.840.10008.1.2.4.70") },
        source { $0.transferSyntax = .rleLossless },
        source { $0.remove(.rows) },
        source { $0.remove(.pixelData) },
        source { $0.set(.rows, .us, .numbers([6])) },
        Array(source().dropLast()), [1, 2, 3], [],
    ])
    func leavesTheRestToTheEngine(_ source: [UInt8]) {
        let result = clean(source)
        #expect(result.report == nil && result.bytes.isEmpty)
    }

    @Test(arguments: [
        [], [ReportedBox.given(NativeColourCase.box, decision: .keep)],
        [.given(NativeColourCase.box), .given(NativeColourCase.box, decision: .review)],
    ])
    func leavesBoxesWithoutPaintToTheEngine(_ boxes: [ReportedBox]) {
        #expect(clean(Self.source(), boxes).report == nil)
    }

    @Test func leavesAFullComparisonToTheEngine() {
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        #expect(clean(Self.source(), boxes, .verifying(.full)).report == nil)
    }

    @Test func aBoxOutsideTheImageFails() {
        let boxes = [ReportedBox.given(PixelBox(x: 7, y: 0, width: 2, height: 1))]
        let report = clean(Self.source(), boxes).report
        #expect(report?.status == .failed && report?.reason?.code == .boxesInvalid)
    }

    @Test func overlaysAreRemovedHereToo() {
        let source = Self.source {
            $0.set(Tag(0x6000, 0x0010), .us, .numbers([2]))
            $0.set(Tag(0x6000, 0x3000), .ow, .bytes([255, 255]))
        }
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        let result = clean(source, boxes)
        #expect(result.bytes == Engine.clean(source, boxes: boxes, .verifying(.fast)).bytes)
        #expect(result.report?.notes == [.overlaysRemoved])
    }

    /// 40 bits in 5 bytes: the end of a row and the beginning of the next one are in one byte.
    @Test func rowsThatShareBytesAreFilled() throws {
        let source = try DICOMBuilder.image(rows: 8, columns: 5, bitsAllocated: 1)
            .setting(.pixelData, .ob, .bytes([255, 255, 255, 255, 255, 0])).build()
        let box = PixelBox(x: 0, y: 0, width: 4, height: 8)
        #expect(clean(source, [.given(box)]).report?.status == .redacted)
    }

    // MARK: Rules

    private func compare(
        _ source: [UInt8], _ configuration: RedactionConfiguration
    ) throws -> InstanceReport {
        var long = Engine.clean(source, boxes: nil, detector: BrokenDetector(), configuration)
        var short = Engine.cleanNatively(source, boxes: nil, configuration)
        long.report.milliseconds = nil
        short.report?.milliseconds = nil
        #expect(short.report == long.report)
        #expect(short.bytes == long.bytes)
        return long.report
    }

    @Test(
        arguments: native, [VerificationLevel.fast, .off])
    func writesWhatTheEngineWritesByRules(
        _ image: NativeColourCase, _ level: VerificationLevel
    ) throws {
        var rule = KnownDevice.rule(blank: NativeColourCase.box)
        rule.criterion = .all([])
        let configuration = KnownDevice.configuration(.masksOnly, [rule]) {
            $0.verification = level
        }
        let source = try image.source()
        guard try Self.hasSpareBits(source) else {
            #expect(try compare(source, configuration).status == .redacted)
            return
        }
        // The noise of these images is in the bits outside of Bits Stored too, of which no rule speaks.
        let short = Engine.cleanNatively(source, boxes: nil, configuration)
        let long = Engine.clean(source, boxes: nil, detector: BrokenDetector(), configuration)
        #expect(short.report == nil && short.bytes.isEmpty)
        #expect(long.report.reason?.code == .embeddedOverlay && long.bytes.isEmpty)
    }

    private static func hasSpareBits(_ source: [UInt8]) throws -> Bool {
        let header = try DICOMFile(ByteSource(source)).dataSet
        return header.integer(.bitsStored) != header.integer(.bitsAllocated)
    }

    private static let other = ImageSize(rows: 1, columns: 1)

    @Test(
        arguments: [
            ([KnownDevice.rule()], InstanceStatus.redacted),
            ([KnownDevice.rule("a", .pass)], .kept), ([KnownDevice.rule("a", .hold)], .held),
            ([KnownDevice.rule("a", .reject)], .held), ([], .held),
            ([KnownDevice.rule(size: other)], .held),
        ] as [([MaskRule], InstanceStatus)], [nil, "YES", "NO"] as [String?])
    func decidesAsTheEngineByRules(
        _ expected: ([MaskRule], InstanceStatus), _ annotation: String?
    ) throws {
        let (rules, status) = expected
        var image = KnownDevice.image
        if let annotation { image.set(.burnedInAnnotation, .cs, .text([annotation])) }
        let configuration = KnownDevice.configuration(.masksOnly, rules) {
            $0.verification = .fast
        }
        let isClaimed = annotation == "YES" && status == .kept
        #expect(try compare(image.build(), configuration).status == (isClaimed ? .held : status))
    }

    @Test func otherPlanesArePaintedWholeByRules() throws {
        let source = Self.source {
            $0.set(Tag(0x6000, 0x0010), .us, .numbers([4]))
            $0.set(Tag(0x6000, 0x0011), .us, .numbers([4]))
            $0.set(Tag(0x6000, 0x0050), .ss, .numbers([1, 1]))
            $0.set(Tag(0x6000, 0x0100), .us, .numbers([1]))
            $0.set(Tag(0x6000, 0x0102), .us, .numbers([0]))
            $0.set(Tag(0x6000, 0x3000), .ow, .bytes([255, 255]))
        }
        var rule = KnownDevice.rule("a", .pass)
        rule.criterion = .all([])
        let configuration = KnownDevice.configuration(.masksOnly, [rule]) {
            $0.verification = .fast
        }
        let report = try compare(source, configuration)
        #expect(report.status == .redacted && report.boxes.map(\.plane.name) == ["overlay:6000"])
    }

    @Test(
        arguments: [
            ([KnownDevice.rule(isComplete: true)], InstanceStatus.redacted),
            ([KnownDevice.rule("a", .pass, isComplete: true)], .kept),
        ] as [([MaskRule], InstanceStatus)], [TextPolicy.allText, .phiOnly])
    func aCompleteRuleNeedsNoDetector(
        _ expected: ([MaskRule], InstanceStatus), _ policy: TextPolicy
    ) throws {
        let (rules, status) = expected
        let configuration = KnownDevice.configuration(policy, rules) { $0.verification = .fast }
        #expect(try compare(KnownDevice.image.build(), configuration).status == status)
    }

    /// What a detector has to look at, what is coded, and what is compared as a whole.
    @Test(
        arguments: [
            (KnownDevice.rule(), TextPolicy.allText, VerificationLevel.fast),
            (KnownDevice.rule("a", .pass), .allText, .fast),
            (KnownDevice.rule(isComplete: true), .allText, .full),
            (KnownDevice.rule(), .masksOnly, .full),
        ])
    func leavesTheRestToTheEngineByRules(
        _ rule: MaskRule, _ policy: TextPolicy, _ level: VerificationLevel
    ) throws {
        let configuration = KnownDevice.configuration(policy, [rule]) { $0.verification = level }
        let result = Engine.cleanNatively(
            try KnownDevice.image.build(), boxes: nil, configuration)
        #expect(result.report == nil && result.bytes.isEmpty)
    }

    @Test func aRuleRejectsGivenBoxesHereToo() throws {
        let configuration = KnownDevice.configuration(
            .allText, [KnownDevice.rule("a", .reject)]
        ) { $0.verification = .fast }
        let result = Engine.cleanNatively(
            try KnownDevice.image.build(), boxes: [.given(KnownDevice.band)], configuration)
        #expect(result.report?.reason?.code == .rejectedByRule && result.bytes.isEmpty)
    }
}
