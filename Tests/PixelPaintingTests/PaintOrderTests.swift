import Raster
import RedactionPolicy
import RedactionReport
import Testing

@testable import PixelPainting

@Suite struct PaintOrderTests {
    private static let box = PixelBox(x: 1, y: 2, width: 3, height: 4)

    private static func given(
        _ decision: Decision = .redact, plane: Plane = .pixelData
    ) -> ReportedBox {
        ReportedBox(
            box: box, frames: FrameSelection(frame: 2), plane: plane, sources: [.boxes],
            decision: decision)
    }

    private func order(
        _ boxes: [ReportedBox], _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) -> PaintOrder {
        var configuration = RedactionConfiguration()
        change(&configuration)
        return PaintOrder(given: boxes, fill: [0], configuration)
    }

    @Test(arguments: [
        (given(), 1), (given(.keep), 0), (given(.review), 0), (given(plane: .icon), 0),
        (given(plane: .overlay(group: 0x6000)), 1),
    ])
    func paintsWhatIsToBeRedactedButIconsWhichGoWhole(_ box: ReportedBox, count: Int) {
        #expect(order([box]).boxes.count == count)
    }

    @Test func aBoxStandsOnItsFramesOnly() {
        let order = order([Self.given()])
        #expect(order.boxes(onFrame: 2) == [Self.box] && order.boxes(onFrame: 1).isEmpty)
    }

    @Test(arguments: VerificationLevel.allCases)
    func claimsNoAnnotationOnlyWhenVerified(_ level: VerificationLevel) {
        let order = order([]) { $0.verification = level }
        #expect(order.attributes.claimsNoAnnotation == (level != .off))
    }

    @Test func doesNotClaimWhereTheElementIsToBeKept() {
        #expect(!order([]) { $0.burnedInAnnotation = .keep }.attributes.claimsNoAnnotation)
    }

    @Test func derivesAUIDOnRequestOnly() {
        let key = InstanceUIDKey([UInt8](repeating: 7, count: 16))
        #expect(order([]).attributes.instanceUID == .keep)
        let attributes = order([]) {
            $0.instanceUID = .derive
            $0.instanceUIDKey = key
        }.attributes
        #expect(attributes.instanceUID == .derive && attributes.instanceUIDKey == key)
    }

    @Test func keepsTheImageTypeUnlessAskedTo() {
        #expect(order([]).attributes.imageType == .keep)
        #expect(order([]) { $0.imageType = .derived }.attributes.imageType == .derived)
    }

    @Test(arguments: [
        ([given()], true), ([given(.keep)], false),
        ([given(plane: .overlay(group: 0x6000))], false),
        ([], false),
    ])
    func knowsWhetherPixelDataIsPainted(_ boxes: [ReportedBox], isPainted: Bool) {
        #expect(order(boxes).attributes.paintedPixels == isPainted)
        var order = order(boxes)
        order.boxes.append(PaintedArea(box: Self.box, frames: .all))
        #expect(order.attributes.paintedPixels)
    }
}

@Suite struct PaintedAreaCollectorTests {
    private static let box = PixelBox(x: 1, y: 2, width: 3, height: 4)

    @Test(arguments: [
        ([0, 1, 2], 3, FrameSelection.all), ([0, 1], 3, FrameSelection([0...1])),
        ([0, 2, 3], 4, FrameSelection([0...0, 2...3])), ([0], 1, .all),
    ])
    func equalBoxesBecomeOneArea(frames: [Int], count: Int, expected: FrameSelection) {
        var collector = PaintedAreaCollector()
        for frame in frames { collector.add([Self.box, Self.box], frame: frame) }
        #expect(
            collector.areas(frameCount: count) == [PaintedArea(box: Self.box, frames: expected)])
    }

    @Test func areasComeFromTopToBottom() {
        var collector = PaintedAreaCollector()
        let lower = PixelBox(x: 0, y: 9, width: 1, height: 1)
        collector.add([lower, Self.box], frame: 0)
        #expect(collector.areas(frameCount: 1).map(\.box) == [Self.box, lower])
    }
}

@Suite struct GivenBoxesTests {
    @Test(arguments: [
        (PixelBox(x: 0, y: 0, width: 2, height: 1), FrameSelection.all, true),
        (PixelBox(x: 1, y: 0, width: 1, height: 1), FrameSelection(frame: 0), true),
        (PixelBox(x: 1, y: 0, width: 1, height: 1), FrameSelection(frame: 1), false),
        (PixelBox(x: -1, y: 0, width: 2, height: 1), .all, false),
        (PixelBox(x: 1, y: 0, width: 2, height: 1), .all, false),
        (PixelBox(x: 0, y: 1, width: 1, height: 1), .all, false),
        (PixelBox(x: 0, y: 0, width: 0, height: 1), .all, false),
        (PixelBox(x: 1, y: 0, width: -1, height: 1), .all, false),
        (PixelBox(x: .max, y: 0, width: .max, height: 1), .all, false),
        (PixelBox(x: 0, y: .max, width: 1, height: 1), .all, false),
    ])
    func aBoxHasToLieInTheImage(box: PixelBox, frames: FrameSelection, isInside: Bool) throws {
        let instance = try OpenedInstance(
            Painting(Painting.image()).source, limits: ResourceLimits())
        for decision in Decision.allCases {
            let given = ReportedBox(box: box, frames: frames, sources: [.boxes], decision: decision)
            do {
                try GivenBoxes.requireInside([given], instance)
                #expect(isInside)
            } catch {
                #expect(!isInside && error.reason.code == .boxesInvalid)
            }
        }
    }

    @Test(arguments: [(Decision.redact, true), (.keep, false)])
    func aPlaneThatIsNotThereCannotBePainted(decision: Decision, isRefused: Bool) throws {
        let instance = try OpenedInstance(
            Painting(Painting.image()).source, limits: ResourceLimits())
        let box = ReportedBox(
            box: PixelBox(x: 0, y: 0, width: 900, height: 1), plane: .nested(path: "(0040,A730)"),
            sources: [.boxes], decision: decision)
        do {
            try GivenBoxes.requireInside([box], instance)
            #expect(!isRefused)
        } catch {
            #expect(isRefused && error.reason.code == .boxesInvalid)
        }
    }
}
