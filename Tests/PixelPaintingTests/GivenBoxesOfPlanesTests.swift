import DICOMCore
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@Suite struct GivenBoxesOfPlanesTests {
    private static let box = PixelBox(x: 0, y: 0, width: 1, height: 1)

    /// An image of 4 x 2 pixels and two frames with an overlay in group 6002.
    private static func instance(overlayRows: Int = 2) throws -> OpenedInstance {
        var builder = DICOMBuilder.image(rows: 2, columns: 4, frames: 2)
        builder.add(Tag(0x6002, 0x0010), .ul, .numbers([overlayRows]))
        builder.add(Tag(0x6002, 0x0011), .us, .numbers([4]))
        builder.add(Tag(0x6002, 0x3000), .ow, .bytes([1, 0]))
        builder.add(.pixelData, .ob, .bytes([UInt8](repeating: 7, count: 16)))
        return try OpenedInstance(
            DICOMFile(ByteSource(try builder.build())), limits: ResourceLimits())
    }

    private static func reason(_ boxes: [ReportedBox]) throws -> ReasonCode? {
        let instance = try instance()
        do throws(InstanceFailure) {
            try GivenBoxes.requireInside(boxes, instance)
            return nil
        } catch {
            return error.reason.code
        }
    }

    @Test(arguments: [
        ReportedBox(box: box, sources: [.boxes], decision: .redact),
        ReportedBox(box: box, frames: FrameSelection(frame: 1), sources: [], decision: .redact),
        ReportedBox(box: box, plane: .overlay(group: 0x6002), sources: [], decision: .redact),
        ReportedBox(box: box, plane: .icon, sources: [], decision: .keep),
    ])
    func boxesOfTheInstanceAreAccepted(_ box: ReportedBox) throws {
        #expect(try Self.reason([box]) == nil)
    }

    @Test(arguments: [
        ReportedBox(box: box.expanded(by: 1), sources: [.boxes], decision: .redact),
        ReportedBox(box: box, frames: FrameSelection(frame: 2), sources: [], decision: .redact),
        ReportedBox(box: box, frames: FrameSelection([]), sources: [], decision: .redact),
        ReportedBox(box: box, plane: .overlay(group: 0x6000), sources: [], decision: .redact),
        ReportedBox(box: box, plane: .icon, sources: [], decision: .redact),
    ])
    func boxesThatWouldPaintNothingAreInvalid(_ box: ReportedBox) throws {
        #expect(try Self.reason([box]) == .boxesInvalid)
    }

    @Test(arguments: [(-1, 65_535), (0, 0), (0x7FFF_FFFF, 65_535)])
    func sidesOfAHiddenPlaneAreWhatTheyCanBe(_ rows: Int, _ height: Int) throws {
        let instance = try Self.instance(overlayRows: rows & 0xFFFF_FFFF)
        #expect(instance.removedPlanes.map(\.box.height) == [height])
    }
}
