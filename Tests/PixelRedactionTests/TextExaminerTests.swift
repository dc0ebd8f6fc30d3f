import DICOMCore
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// Keeps the views that it is shown.
private final class RecordingDetector: ViewTextDetector {
    private(set) var views: [GrayImage] = []

    func regions(in view: GrayImage) -> [TextRegion] {
        views.append(view)
        return WhiteDetector().regions(in: view)
    }
}

/// Which views of which frames are examined.
@Suite struct TextExaminerTests {
    private func examine(
        _ image: DICOMBuilder, padding: Int? = 0
    ) throws -> (regions: [CollectedRegion], views: [GrayImage]) {
        let detector = RecordingDetector()
        var configuration = RedactionConfiguration()
        configuration.padding = padding
        let examiner = TextExaminer(
            detector: detector, configuration: configuration, isCancelled: { false })
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(image.build())), limits: ResourceLimits())
        var times = StageTimes()
        let regions = try examiner.regions(of: FrameCoder(instance.image), times: &times)
        return (regions, detector.views)
    }

    private func frames(_ frames: [[UInt8]], _ change: (inout DICOMBuilder) -> Void = { _ in })
        -> DICOMBuilder
    {
        var image = DICOMBuilder.image(rows: 2, columns: 2, frames: frames.count)
        image.set(.pixelData, .ob, .bytes(frames.flatMap { $0 }))
        change(&image)
        return image
    }

    @Test func aFrameLikeTheOneBeforeIsNotExaminedAgain() throws {
        let image = frames([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 5], [1, 2, 3, 4]])
        #expect(try examine(image).views.count == 3)
    }

    @Test func aFrameLikeTheOneBeforeKeepsItsRegions() throws {
        let image = frames([[0, 255, 0, 0], [0, 255, 0, 0], [0, 0, 0, 0]]) {
            $0.set(.dimensionOrganizationType, .cs, .text(["TILED_FULL"]))
        }
        #expect(
            try examine(image).regions == [
                CollectedRegion(
                    box: PixelBox(x: 1, y: 0, width: 1, height: 1), frames: FrameSelection([0...1]),
                    score: 1, finders: .network)
            ])
    }

    @Test func aRegionOfOneFrameOfACineStandsOnAll() throws {
        let image = frames([[0, 0, 0, 0], [0, 0, 255, 0], [0, 0, 0, 0]])
        #expect(try examine(image).regions.map(\.frames) == [.all])
    }

    @Test func darkIsBlackInMONOCHROME1() throws {
        let image = frames([[255, 250, 0, 255]]) {
            $0.set(.photometricInterpretation, .cs, .text(["MONOCHROME1"]))
        }
        #expect(try examine(image).views.first?.pixels == [0, 5, 255, 0])
    }

    @Test func indexesOfAPaletteAreLookedUp() throws {
        let image = frames([[0, 1, 2, 3]]) { image in
            image.set(.photometricInterpretation, .cs, .text(["PALETTE COLOR"]))
            image = image.settingPalette([9, 255, 17, 0])
        }
        #expect(try examine(image).views.first?.pixels == [9, 255, 17, 0])
    }

    /// A window that shows nothing does not hide what the full range shows.
    @Test func deepImagesHaveMoreThanOneView() throws {
        let values = (0..<64).map { $0 * 60 }
        let image = DICOMBuilder.image(rows: 8, columns: 8, bitsAllocated: 16, bitsStored: 12)
            .setting(.windowCenter, .ds, .text(["100"])).setting(.windowWidth, .ds, .text(["50"]))
            .setting(.pixelData, .ow, .numbers(values))
        #expect(try examine(image).views.count > 1)
    }

    @Test(arguments: [(nil, 3), (0, 1), (1, 2)])
    func regionsArePaddedAndEndAtTheImage(padding: Int?, side: Int) throws {
        var pixels = [UInt8](repeating: 0, count: 64)
        pixels[0] = 255
        let image = DICOMBuilder.image(rows: 8, columns: 8).setting(
            .pixelData, .ob, .bytes(pixels))
        #expect(
            try examine(image, padding: padding).regions.map(\.box)
                == [PixelBox(x: 0, y: 0, width: side, height: side)])
    }
}
