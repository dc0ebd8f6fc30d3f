import DICOMCore
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import TextDetection

@testable import PixelRedaction

/// Frames of 8 bits with bright bars that stand for text, and what is found in them.
struct Cine: Sendable {
    static let width = 640
    static let height = 480
    /// What `BrightPixels` takes for text.
    static let ink: UInt8 = 255

    /// Where ink stands in each frame.
    var text: [[PixelBox]]
    /// Seeds of the grey that the frames show; those of one seed show the same.
    var scenes: [UInt64]
    /// How bright the ink is.
    var levels: [UInt8]

    init(frames: Int, text: (Int) -> [PixelBox]) {
        self.text = (0..<frames).map(text)
        scenes = [UInt64](repeating: 1, count: frames)
        levels = [UInt8](repeating: Self.ink, count: frames)
    }

    /// Changes what lies round the text in a frame.
    var decorate: @Sendable (Int, inout GrayImage) -> Void = { _, _ in }

    func frame(_ index: Int) -> GrayImage {
        var image = Self.background(scenes[index])
        decorate(index, &image)
        for box in text[index] {
            for y in box.y..<box.maxY {
                for x in box.x..<box.maxX { image[x, y] = levels[index] }
            }
        }
        return image
    }

    /// Grey texture that shows something in every tile, and is no dark image that would be stretched.
    private static func background(_ seed: UInt64) -> GrayImage {
        let shift = Int(seed) * 31
        let row: [UInt8] = (0..<width + 64).map { x in UInt8(40 + (x * 9 + shift) % 71) }
        var pixels: [UInt8] = []
        for y in 0..<height { pixels += row[(y % 64)...].prefix(width) }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    /// What is examined, where it is not the frames.
    var image: DICOMBuilder?

    func builder(_ change: (inout DICOMBuilder) -> Void = { _ in }) -> DICOMBuilder {
        if let image { return image }
        var image = DICOMBuilder.image(
            rows: Self.height, columns: Self.width, frames: text.count)
        image.set(.pixelData, .ob, .bytes(text.indices.flatMap { frame($0).pixels }))
        change(&image)
        return image
    }

    /// What the network would find, and what it looked at.
    func examine(
        _ source: BrightPixels = BrightPixels(), isPerFrame: Bool = false,
        policy: TextPolicy = .allText, look: TextSearch.Look = .first,
        _ change: (inout DICOMBuilder) -> Void = { _ in }
    ) throws -> [CollectedRegion] {
        var configuration = RedactionConfiguration()
        configuration.findsPerFrame = isPerFrame
        configuration.policy = policy
        let examiner = TextExaminer(
            detector: NetworkTextDetector(source: source), configuration: configuration,
            isCancelled: { false })
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(builder(change).build())), limits: ResourceLimits())
        var times = StageTimes()
        return try examiner.regions(of: FrameCoder(instance.image), look: look, times: &times)
    }

    /// The frames of which not all ink is covered.
    func framesWithBareText(_ regions: [CollectedRegion]) -> [Int] {
        text.indices.filter { levels[$0] == Self.ink }.filter { frame in
            let boxes = regions.filter { $0.frames.contains(frame) }.map(\.box)
            return text[frame].contains { ink in
                let covered = boxes.map { $0.intersection(ink) }.filter { !$0.isEmpty }
                return BoxCover.area(of: covered) != ink.area
            }
        }
    }
}
