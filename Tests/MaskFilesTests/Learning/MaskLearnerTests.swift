import KnownMasks
import MaskFiles
import Raster
import RedactionReport
import Testing

@Suite struct MaskLearnerTests {
    private static let device = DeviceSignature(
        manufacturer: "ACME", model: "Scan 2", modality: "US", rows: 600, columns: 800)

    /// An image each of so many patients.
    private static func images(
        _ patients: Int, first: Int = 0, _ boxes: (Int) -> [PixelBox]
    ) -> [LearningSample] {
        (first..<first + patients).map { number in
            LearningSample(device: device, patient: number, boxes: boxes(number))
        }
    }

    private static func name(_ number: Int) -> PixelBox {
        // Names of many lengths.
        PixelBox(x: 100, y: 40, width: 60 + number % 7 * 20, height: 16)
    }

    private static func learn(
        _ samples: [LearningSample], patients: Int = 5, share: Double = 0.5
    ) -> (proposals: [MaskLearner.Proposal], refusals: [MaskLearner.Refusal]) {
        var learner = MaskLearner()
        learner.minimumPatients = patients
        learner.minimumShare = share
        return learner.learn(samples)
    }

    private static func boxes(_ proposal: MaskLearner.Proposal?) -> [MaskArea] {
        proposal?.rule.areas ?? []
    }

    @Test func aRuleHoldsTheLongestOfTheTextsOfAPlace() throws {
        let proposal = try #require(
            Self.learn(Self.images(20, { [Self.name($0)] })).proposals.first)
        #expect(proposal.rule.areas == [.blank(100, 40, 180, 16)])
        #expect(proposal.unitsOutside == 0)
    }

    @Test func aRuleIsForItsDeviceAndSize() throws {
        let rule = try #require(
            Self.learn(Self.images(5, { [Self.name($0)] })).proposals.first?.rule)
        #expect(rule.id == "learned/acme-scan-2-800x600")
        #expect(rule.sizes == [ImageSize(rows: 600, columns: 800)])
        #expect(rule.criterion == Self.device.criterion)
        #expect(!rule.isComplete)
    }

    @Test(arguments: [(4, false), (5, true)])
    func fewPatientsMakeNoRule(_ patients: Int, _ isProposed: Bool) {
        let result = Self.learn(Self.images(patients, { [Self.name($0)] }))
        #expect(result.proposals.isEmpty != isProposed)
        #expect(
            result.refusals.map(\.reason) == (isProposed ? [] : [.tooFew(patients)]))
    }

    @Test func manyImagesOfOnePatientAreOne() {
        let images = (0..<50).map { number in
            LearningSample(device: Self.device, patient: 1, boxes: [Self.name(number)])
        }
        #expect(Self.learn(images).refusals.map(\.reason) == [.tooFew(1)])
    }

    @Test func imagesCountWherePatientsAreNotKnown() throws {
        let images = (0..<6).map { number in
            LearningSample(device: Self.device, patient: nil, boxes: [Self.name(number)])
        }
        let proposal = try #require(Self.learn(images).proposals.first)
        #expect(!proposal.countsPatients)
        #expect(proposal.rule.note?.hasSuffix("images of few of them may be all of these") == true)
    }

    @Test func imagesOfUnknownPatientsAreOnePatientBesideOthers() {
        let unknown = (0..<9).map { number in
            LearningSample(device: Self.device, patient: nil, boxes: [Self.name(number)])
        }
        let result = Self.learn(Self.images(3, { [Self.name($0)] }) + unknown)
        #expect(result.refusals.map(\.reason) == [.tooFew(4)])
    }

    /// Text in a place for so many of 20 patients.
    @Test(arguments: [(9, 0.5, 0), (10, 0.5, 1), (10, 0.9, 0), (18, 0.9, 1), (1, 0.05, 1)])
    func aPlaceIsStableFromAShareOn(_ count: Int, _ share: Double, _ areas: Int) {
        let box = PixelBox(x: 400, y: 300, width: 40, height: 12)
        let samples = Self.images(20) { $0 < count ? [box] : [] }
        let result = Self.learn(samples, share: share)
        #expect(Self.boxes(result.proposals.first).count == areas)
    }

    /// One patient with many images does not outweigh the others.
    @Test func patientsWeighTheSame() {
        let box = PixelBox(x: 400, y: 300, width: 40, height: 12)
        let one = (0..<100).map { _ in
            LearningSample(device: Self.device, patient: 99, boxes: [box])
        }
        let result = Self.learn(one + Self.images(9) { _ in [] })
        #expect(result.refusals.map(\.reason) == [.noStableText])
    }

    @Test func textThatMovesIsNone() {
        let samples = Self.images(12) { number in
            [PixelBox(x: 60 * number, y: 45 * number, width: 40, height: 12)]
        }
        #expect(Self.learn(samples).refusals.map(\.reason) == [.noStableText])
    }

    @Test func textElsewhereIsCounted() throws {
        let samples = Self.images(20) { number in
            [Self.name(number)]
                + (number < 3
                    ? [PixelBox(x: 10 + 200 * number, y: 500, width: 40, height: 12)] : [])
        }
        let proposal = try #require(Self.learn(samples).proposals.first)
        #expect(proposal.rule.areas == [.blank(100, 40, 180, 16)])
        #expect(proposal.unitsOutside == 3)
        #expect(
            proposal.rule.note
                == "learned from 20 patients (20 images): in 3 of them some text lies "
                + "outside of it")
    }

    @Test(arguments: [(5, 0.6, "60.0 %"), (20, 0.15, "15.0 %"), (300, 0.01, "1.0 %")])
    func theRuleOfThreeBoundsWhatIsNotSeen(_ patients: Int, _ bound: Double, _ words: String) throws
    {
        let proposal = try #require(
            Self.learn(Self.images(patients, { [Self.name($0)] })).proposals.first)
        #expect(proposal.upperBound == bound)
        #expect(proposal.rule.note?.contains("in at most \(words) of patients (95 %)") == true)
    }

    /// Something that a detector took for one large text lies over the header in one image.
    @Test func aMuchTallerBoxIsNotTakenIn() throws {
        let samples = Self.images(20) { number in
            number == 7 ? [PixelBox(x: 0, y: 0, width: 800, height: 600)] : [Self.name(number)]
        }
        let proposal = try #require(Self.learn(samples).proposals.first)
        #expect(proposal.rule.areas == [.blank(100, 40, 180, 16)])
        #expect(proposal.unitsOutside == 1)
    }

    @Test func linesOfABlockBecomeOneRectangle() {
        let samples = Self.images(6) { _ in
            [
                PixelBox(x: 200, y: 100, width: 120, height: 16),
                PixelBox(x: 200, y: 120, width: 112, height: 16),
            ]
        }
        #expect(Self.boxes(Self.learn(samples).proposals.first) == [.blank(200, 100, 120, 36)])
    }

    @Test func nearEdgesBelongToARectangle() {
        let samples = Self.images(6) { _ in [PixelBox(x: 3, y: 5, width: 790, height: 20)] }
        #expect(
            Self.boxes(Self.learn(samples).proposals.first) == [
                MaskArea(
                    .blank,
                    .rectangle(MaskRectangle(x: 0, y: 0, width: .toEdge, height: .pixels(28))))
            ])
    }

    @Test func aBoxThatLeavesTheImageIsCutOff() {
        let samples = Self.images(6) { _ in [PixelBox(x: 700, y: 590, width: 500, height: 500)] }
        #expect(
            Self.boxes(Self.learn(samples).proposals.first) == [
                MaskArea(
                    .blank,
                    .rectangle(MaskRectangle(x: 700, y: 588, width: .toEdge, height: .toEdge)))
            ])
    }

    @Test func devicesAreLearnedApart() {
        var other = Self.device
        other.rows = 480
        let samples = Self.images(5, { [Self.name($0)] }).flatMap { sample in
            [sample, LearningSample(device: other, patient: sample.patient, boxes: sample.boxes)]
        }
        #expect(
            Self.learn(samples).proposals.map(\.rule.id)
                == ["learned/acme-scan-2-800x600", "learned/acme-scan-2-800x480"])
    }

    /// A header may claim any size.
    @Test func aHugeImageCostsNoMoreThanALargeOne() {
        let huge = DeviceSignature(
            manufacturer: "A", model: nil, modality: nil, rows: 65_535, columns: 65_535)
        let samples = (0..<5).map { number in
            LearningSample(
                device: huge, patient: number,
                boxes: [PixelBox(x: 0, y: 0, width: 60_000, height: 300)])
        }
        #expect(Self.learn(samples).proposals.count == 1)
    }
}

@Suite struct LearningSampleTests {
    private static func report(
        _ status: InstanceStatus, _ boxes: [ReportedBox] = [], reason: ReasonCode? = nil
    ) -> InstanceReport {
        var report = InstanceReport(
            path: "a", status: status,
            reason: reason.map { Reason(code: $0, message: "") })
        report.image = ImageSummary()
        report.image?.manufacturer = "ACME"
        report.image?.rows = 60
        report.image?.columns = 80
        report.boxes = boxes
        return report
    }

    @Test(
        arguments: [
            (InstanceStatus.noText, nil, true), (.flagged, nil, true), (.redacted, nil, true),
            (.kept, nil, true), (.held, .reviewPending, true),
            (.held, .unsupportedTransferSyntax, false),
            (.failed, .truncated, false), (.skipped, .noPixelData, false),
        ] as [(InstanceStatus, ReasonCode?, Bool)])
    func onlyWhatWasExaminedTeaches(_ status: InstanceStatus, _ reason: ReasonCode?, _ does: Bool) {
        let sample = LearningSample(Self.report(status, reason: reason), patient: nil)
        #expect((sample != nil) == does)
    }

    @Test(arguments: [
        (ReportedBox(box: box, sources: [.detector], decision: .redact), 1),
        (ReportedBox(box: box, sources: [.mask, .detector], decision: .redact), 1),
        (ReportedBox(box: box, sources: [.boxes], decision: .review), 1),
        (ReportedBox(box: box, sources: [.mask], decision: .redact), 0),
        (ReportedBox(box: box, sources: [.region], decision: .redact), 0),
        (ReportedBox(box: box, sources: [.detector], decision: .keep), 0),
        (ReportedBox(box: box, plane: .icon, sources: [.detector], decision: .redact), 0),
    ])
    func onlyTextThatIsNotKeptTeaches(_ reported: ReportedBox, _ count: Int) {
        let sample = LearningSample(Self.report(.flagged, [reported]), patient: nil)
        #expect(sample?.boxes.count == count)
    }

    private static let box = PixelBox(x: 1, y: 2, width: 3, height: 4)

    @Test func imagesWithoutADeviceOrASizeTeachNothing() {
        var report = Self.report(.flagged)
        report.image?.manufacturer = nil
        #expect(LearningSample(report, patient: nil) == nil)
        report = Self.report(.flagged)
        report.image?.rows = nil
        #expect(LearningSample(report, patient: nil) == nil)
    }
}

@Suite struct LibraryComparisonTests {
    private static let device = DeviceSignature(
        manufacturer: "ACME", model: "Scan 2", modality: "US", rows: 600, columns: 800)

    private static func rule(
        _ action: MaskRule.Action = .mask, _ areas: [MaskArea] = [],
        _ criterion: Criterion = .equals(.manufacturerModelName, "scan 2")
    ) -> MaskRule {
        MaskRule(id: "known", action: action, criterion: criterion, areas: areas)
    }

    /// The learned rule paints 100,40 60x16.
    @Test(
        arguments: [
            ([], LibraryComparison.Finding.new),
            ([rule(.mask, [.blank(0, 0, 800, 60)])], .covered(["known"])),
            ([rule(.mask, [.blank(0, 0, 120, 60)])], .overlaps(["known"])),
            ([rule(.mask, [.blank(0, 0, 800, 10)])], .besides(["known"])),
            ([rule(.pass)], .contradictsPass(["known"])), ([rule(.hold)], .held(["known"])),
            ([rule(.reject)], .held(["known"])),
            ([rule(.mask, [MaskArea(.blank, .all)], .equals(.stationName, "x"))], .new),
        ] as [([MaskRule], LibraryComparison.Finding)])
    func rulesAreComparedWithTheLibrary(_ library: [MaskRule], _ finding: LibraryComparison.Finding)
        throws
    {
        let samples = (0..<5).map { number in
            LearningSample(
                device: Self.device, patient: number,
                boxes: [PixelBox(x: 100, y: 40, width: 60, height: 16)])
        }
        let proposal = try #require(MaskLearner().learn(samples).proposals.first)
        let comparison = LibraryComparison(proposal, MaskMatcher(MaskRuleSet(library)))
        #expect(comparison.finding == finding)
    }
}
