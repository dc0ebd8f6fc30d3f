import DICOMCore
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Headers that were made to end the engine, or to have pixels pass by it.
@Suite struct HostilePlaneTests {
    typealias Element = DICOMBuilder.Element

    private static let plain = PlaneCase.inner(PlaneCase.noise(63)).elements
    private static let corner = PixelBox(x: 0, y: 0, width: 2, height: 2)

    private static func sequence(_ tag: Tag, _ items: [[Element]]) -> Element {
        Element(tag, .sq, .sequence(items.map { .init($0) }, .defined))
    }

    private static func adding(_ elements: [Element]) throws -> DICOMBuilder {
        var image = try PlaneCase.outer()
        image.elements = (image.elements + elements).sorted { $0.tag < $1.tag }
        return image
    }

    private static let colour = DICOMBuilder.image(
        rows: 2, columns: 2, samplesPerPixel: 3, photometricInterpretation: "RGB"
    ).setting(.pixelData, .ob, .bytes([UInt8](1...12))).elements

    /// Pictures that cannot be told apart, or of which nobody can say what they show.
    private static func held() throws -> [DICOMBuilder] {
        let undescribed = Element(.pixelData, .ow, .bytes([1, 2]))
        let embedded = [
            Element(Tag(0x6000, 0x0010), .us, .numbers([7])),
            Element(Tag(0x6000, 0x0011), .us, .numbers([9])),
            Element(Tag(0x6000, 0x0100), .us, .numbers([16])),
            Element(Tag(0x6000, 0x0102), .us, .numbers([12])),
        ]
        return [
            // One name, other pixels.
            try adding([
                sequence(.sourceImageSequence, [plain]), sequence(.sourceImageSequence, [colour]),
            ]),
            try adding([
                sequence(.sourceImageSequence, [plain]), sequence(.sourceImageSequence, [plain]),
            ]),
            try adding([sequence(.sourceImageSequence, [plain + [undescribed]])]),
            try adding([
                sequence(.sourceImageSequence, [plain + [.init(.floatPixelData, .of, .bytes([]))]])
            ]),
            try adding([sequence(.sourceImageSequence, [[undescribed]])]),
            try adding([sequence(.sourceImageSequence, [embedded + plain])]),
            try adding([Element(Tag(0x7F02, 0x0010), .ow, .bytes([1, 2]))]),
            // Encapsulated where nothing is.
            try adding([
                sequence(
                    .sourceImageSequence, [PlaneCase.innerRunLength(PlaneCase.noise(63)).elements])
            ]),
        ]
    }

    @Test(arguments: try held())
    func isHeld(_ image: DICOMBuilder) throws {
        let report = Engine.clean(try image.build(), boxes: [.given(Self.corner)]).report
        #expect(report.status == .held && report.reason?.code == .nestedPixelData)
    }

    /// An overlay that stands twice is none that can be examined.
    @Test func anOverlayThatStandsTwiceGoes() throws {
        let overlay = DICOMBuilder().settingOverlay(rows: 2, columns: 8, [1, 2]).elements
        let cleaned = Engine.clean(try Self.adding(overlay + overlay).build(), boxes: nil)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.overlaysRemoved])
        #expect(try !cleaned.file().dataSet.elements.contains { $0.tag.group == 0x6000 })
    }

    /// More places of pixels than are noted, at top level, in items, and in a private sequence that
    /// goes: what stands behind them is not passed over.
    private static func many() throws -> [DICOMBuilder] {
        let count = 4200
        let icon = sequence(.iconImageSequence, [[]])
        let nested = [Element(.pixelData, .ow, .bytes([]))]
        let creator = Element(Tag(0x0009, 0x0010), .lo, .text(["INVENTED"]))
        return [
            try adding([Element](repeating: icon, count: count)),
            try adding(
                [Element](
                    repeating: Element(Tag(0x7F02, 0x0010), .ow, .bytes([1, 2])), count: count)),
            try adding([
                sequence(.sourceImageSequence, [[Element]](repeating: nested, count: count))
            ]),
            try adding([
                creator,
                sequence(Tag(0x0009, 0x1010), [[Element]](repeating: nested, count: count)),
                sequence(Tag(0x0040, 0x0555), [plain]),
            ]),
        ]
    }

    @Test(arguments: 0..<4, [false, true])
    func tooManyPlacesAreHeld(_ index: Int, drops: Bool) throws {
        var configuration = RedactionConfiguration.verifying(.fast)
        configuration.dropsPrivatePixelData = drops
        let source = try Self.many()[index].build()
        let report = Engine.clean(source, boxes: nil, configuration).report
        #expect(report.status == .held && report.reason?.code == .nestedPixelData)
        let short = Engine.cleanNatively(source, boxes: [.given(Self.corner)], configuration)
        #expect(short.report == nil)
    }

    /// What is removed and what is changed may hold one another.
    @Test(arguments: [false, true], [VerificationLevel.full, .fast])
    func editsInsideEachOther(drops: Bool, _ level: VerificationLevel) throws {
        let icon = Self.sequence(.iconImageSequence, [Self.plain])
        let signature = Self.sequence(.digitalSignaturesSequence, [[]])
        let inner =
            Array(Self.plain.dropLast()) + [icon, Self.plain[Self.plain.count - 1], signature]
        let reference = Element(.referencedSOPInstanceUID, .ui, .text(["2.25.1"]))
        let jpeg = Element(
            Tag(0x0009, 0x1011), .ob,
            .bytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + [UInt8](repeating: 1, count: 94)))
        let creator = Element(Tag(0x0009, 0x0010), .lo, .text(["INVENTED"]))
        var elements: [Element] = [
            creator, Self.sequence(Tag(0x0009, 0x1010), [[reference] + inner]),
            Self.sequence(.sourceImageSequence, [[reference] + inner]),
        ]
        if drops { elements.append(jpeg) }
        let image = try Self.adding(elements)
        var configuration = PlaneCase.configuration(level)
        configuration.dropsPrivatePixelData = drops
        configuration.instanceUID = .derive
        let cleaned = Engine.clean(
            try image.build(), boxes: nil,
            detector: InkDetector(width: 9, height: 7, ink: PlaneCase.ink), configuration)
        #expect(cleaned.report.status == .redacted)
        let dataSet = try cleaned.file().dataSet
        let tags = dataSet.elements.map(\.tag)
        #expect(!tags.contains(.iconImageSequence) && !tags.contains(.digitalSignaturesSequence))
        #expect(tags.contains(Tag(0x0009, 0x1010)) != drops)
        let frames = try Engine.frames(
            cleaned.bytes, .nested(path: "(0008,2112).(7FE0,0010)"))
        #expect(frames.map { $0.isFilled(PlaneCase.ink, with: [0]) } == [true])
    }

    /// Items without end in one sequence: names and pairs are found in one pass.
    @Test func manyItemsAreManyPlanes() throws {
        let items = (0..<1000).map { number in
            PlaneCase.inner([UInt8](repeating: UInt8(number % 200), count: 63)).elements
        }
        let image = PlaneCase.nesting(items, in: try PlaneCase.outer())
        let plane = Plane.nested(path: PlaneCase.path(item: 1000))
        let cleaned = Engine.clean(
            try image.build(), boxes: [.given(Self.corner, plane: plane)])
        #expect(cleaned.report.status == .redacted)
        #expect(
            try Engine.frames(cleaned.bytes, plane).map {
                $0.isFilled(Self.corner, with: [0])
            } == [true])
    }

    @Test func manyFramesOfAnOverlayWithBoxesOfTheirOwn() throws {
        let frames = 4000
        let image = try PlaneCase.outer().settingOverlay(
            rows: 3, columns: 3, frames: frames,
            [UInt8](repeating: 0xFF, count: (9 * frames + 15) / 16 * 2))
        let boxes = (0..<frames).map { frame in
            ReportedBox.given(
                PixelBox(x: frame % 3, y: 0, width: 1, height: 1),
                frames: FrameSelection(frame: frame), plane: .overlay(group: 0x6000))
        }
        let cleaned = Engine.clean(try image.build(), boxes: boxes)
        let written = try Engine.frames(cleaned.bytes, .overlay(group: 0x6000))
        #expect(
            written.enumerated().allSatisfy { index, frame in
                frame.bytes.count { $0 == 0 } == 1 && frame.bytes[index % 3] == 0
            })
    }
}
