import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection

/// Looks for text in every frame of an instance.
struct TextExaminer {
    /// How much evidence makes a region text.
    enum Look {
        /// As the policy asks.
        case first
        /// What a painted picture must show to be called text still: see `TextDetector`.
        case remaining
    }

    let detector: any TextDetector
    let configuration: RedactionConfiguration
    let isCancelled: () -> Bool

    /// The regions of all frames of a plane, padded and clipped to the image.
    ///
    /// Every frame is looked at where it differs from the one before. In a cine, whose boxes are
    /// painted on all frames, what lies in a box that is known is not examined again.
    ///
    /// - Parameter claimedBits: those of the image that hold overlays, which are planes of their
    ///   own.
    /// - Throws: `failed` when a frame cannot be decoded or the detector cannot run.
    func regions(
        of coder: FrameCoder, claimedBits: Int = 0, look: Look = .first,
        times: inout StageTimes
    ) throws(InstanceFailure) -> [CollectedRegion] {
        let plane = coder.plane
        let renderer = try plane.viewRenderer()
        let unusedBits = UnusedBits(plane.description)
        let overlayBits = plane.plane == .pixelData ? claimedBits & unusedBits.mask : 0
        var collector = RegionCollector(isPerFrame: FramePlaces.differ(in: plane))
        var previous: DecodedFrame?
        var found: [TextRegion] = []
        for frame in 0..<plane.description.frames {
            try checkCancellation()
            let decoded = try measured(&times.decode) { () throws(InstanceFailure) in
                try coder.decodeOrFail(frame: frame).without(bits: overlayBits)
            }
            let area = areaToExamine(decoded, previous, collector)
            if !area.isEmpty {
                found = try measured(&times.detect) { () throws(InstanceFailure) in
                    try regions(in: decoded, frame, area, renderer, unusedBits, look)
                }
            } else if !collector.isPerFrame {
                found = []
            }
            collector.add(found, frame: frame)
            previous = decoded
            coder.discardPages(ofFrame: frame)
        }
        return collector.regions
    }

    /// The part of a frame that was not examined yet. Frames of different places are examined
    /// whole, unless they equal the one before.
    private func areaToExamine(
        _ frame: DecodedFrame, _ previous: DecodedFrame?, _ collector: RegionCollector
    ) -> PixelBox {
        let samples = frame.samples
        let whole = PixelBox(x: 0, y: 0, width: samples.width, height: samples.height)
        // Codestreams may differ in what the same bytes mean.
        guard let previous, previous.colour == frame.colour,
            previous.samples.isSigned == samples.isSigned
        else { return whole }
        if collector.isPerFrame {
            return samples == previous.samples ? PixelBox(x: 0, y: 0, width: 0, height: 0) : whole
        }
        return FrameChange.area(
            of: samples, since: previous.samples, outside: collector.regions.map(\.box))
    }

    /// The regions of one frame inside `area` over all its views, padded and clipped.
    private func regions(
        in frame: DecodedFrame, _ index: Int, _ area: PixelBox, _ renderer: ViewRenderer,
        _ unusedBits: UnusedBits, _ look: Look
    ) throws(InstanceFailure) -> [TextRegion] {
        var regions: [TextRegion] = []
        let views =
            renderer.views(of: frame.samples, colourModel: frame.colour, frame: index)
            + unusedBits.views(of: frame.samples)
        // A frame that nobody looked at is not one without text.
        guard !views.isEmpty else {
            throw .failed(.detectionFailed, "a frame could not be rendered for the detector")
        }
        for view in views {
            try checkCancellation()
            do {
                let part = view.cropped(to: area)
                switch look {
                case .first: regions += try detector.regions(in: part)
                case .remaining: regions += try detector.remainingRegions(in: part)
                }
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
            var box = region.box.expanded(by: padding)
            box.x += area.x
            box.y += area.y
            box = box.clipped(toWidth: width, height: height)
            return box.isEmpty ? nil : TextRegion(box: box, score: region.score)
        }
    }

    private func checkCancellation() throws(InstanceFailure) {
        if isCancelled() { throw .failed(.cancelled, "cancelled while the pixels were examined") }
    }
}

extension DecodedFrame {
    /// The frame with some bits of all its samples cleared.
    fileprivate func without(bits: Int) -> DecodedFrame {
        guard bits != 0 else { return self }
        var frame = self
        frame.samples.clear(
            bits: bits,
            in: PixelBox(x: 0, y: 0, width: samples.width, height: samples.height))
        return frame
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
