import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection

/// Looks for text in every frame of an instance.
struct TextExaminer {
    let detector: any TextDetector
    let configuration: RedactionConfiguration
    let isCancelled: () -> Bool

    /// The regions of all frames, padded and clipped to the image.
    ///
    /// A frame that shows the same as the one before is not examined again.
    ///
    /// - Throws: `failed` when a frame cannot be decoded or the detector cannot run.
    func regions(
        of coder: FrameCoder, times: inout StageTimes
    ) throws(InstanceFailure) -> [CollectedRegion] {
        let instance = coder.instance
        let renderer = try instance.viewRenderer()
        var collector = RegionCollector(isPerFrame: FramePlaces.differ(in: instance))
        var previous: DecodedFrame?
        var found: [TextRegion] = []
        for frame in 0..<instance.description.frames {
            if isCancelled() { throw .failed(.cancelled, "cancelled before frame \(frame)") }
            let decoded = try measured(&times.decode) { () throws(InstanceFailure) in
                try coder.decodeOrFail(frame: frame)
            }
            // Codestreams may differ in what their samples mean.
            if decoded.samples != previous?.samples || decoded.colour != previous?.colour {
                found = try measured(&times.detect) { () throws(InstanceFailure) in
                    try regions(in: decoded, renderer)
                }
            }
            collector.add(found, frame: frame)
            previous = decoded
            coder.discardPages(ofFrame: frame)
        }
        return collector.regions
    }

    /// The regions of one frame over all its views, padded and clipped.
    private func regions(
        in frame: DecodedFrame, _ renderer: ViewRenderer
    ) throws(InstanceFailure) -> [TextRegion] {
        var regions: [TextRegion] = []
        let views = renderer.views(of: frame.samples, colourModel: frame.colour)
        guard !views.isEmpty else {
            throw .failed(.detectionFailed, "a frame could not be rendered for the detector")
        }
        for view in views {
            if isCancelled() { throw .failed(.cancelled, "cancelled while a frame was examined") }
            do {
                regions += try detector.regions(in: view)
            } catch {
                throw InstanceFailure(error)
            }
        }
        let width = frame.samples.width
        let height = frame.samples.height
        return regions.compactMap { region in
            // Text that is turned by 90 degrees is as high as its box is wide.
            let textHeight = min(region.box.width, region.box.height)
            let padding = configuration.padding ?? max(3, textHeight / 4)
            let box = region.box.expanded(by: padding).clipped(toWidth: width, height: height)
            return box.isEmpty ? nil : TextRegion(box: box, score: region.score)
        }
    }
}

extension InstanceFailure {
    init(_ error: TextDetectionError) {
        switch error.code {
        case .cancelled: self = .failed(.cancelled, error.message)
        case .unavailable, .failed: self = .failed(.detectionFailed, error.message)
        }
    }
}
