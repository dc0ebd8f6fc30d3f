import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection

/// Looks for text in every frame of an instance.
struct TextExaminer {
    typealias Look = TextSearch.Look

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
        var renderer = try FrameRenderer(plane, claimedBits: claimedBits)
        let frames = plane.description.frames
        let placesDiffer = FramePlaces.differ(in: plane)
        var collector = RegionCollector(
            isPerFrame: frames > 1 && (configuration.findsPerFrame || placesDiffer))
        // Only what will be painted on all frames need not be looked at in later ones: not what a
        // policy keeps, and not the bare rest of a painted line when a written file is checked.
        let usesKnown =
            look == .first && !collector.isPerFrame && configuration.policy.decision == .redact
        let search = TextSearch(
            look: look, isPerFrame: collector.isPerFrame, isCancelled: isCancelled)
        var session: (any TextSession)?
        var found: [TextRegion] = []
        for frame in 0..<frames {
            if isCancelled() {
                throw .failed(.cancelled, "cancelled while the pixels were examined")
            }
            let decoded = try measured(&times.decode) { () throws(InstanceFailure) in
                renderer.visible(try coder.decodeOrFail(frame: frame))
            }
            found = try measured(&times.detect) { () throws(InstanceFailure) in
                var changes = renderer.changes(to: decoded, frame: frame)
                let known = usesKnown ? collector.regions.map(\.box) : []
                for box in known { changes?.subtract(box) }
                // So much costs no less than all, which is seen as the whole frame is stretched now.
                if let tiles = changes, 3 * tiles.count >= 2 * tiles.columns * tiles.rows {
                    changes = nil
                }
                // What another place showed says nothing of this one.
                if placesDiffer, changes?.isEmpty != true { changes = nil }
                // In a cine, what an earlier frame showed was said.
                if changes?.isEmpty == true { return collector.isPerFrame ? found : [] }
                let session = try opened(&session, search)
                let picture = try renderer.picture(
                    of: decoded, frame: frame, changes: changes, known: known,
                    isWhole: !session.examinesParts)
                return try regions(in: picture, session)
            }
            collector.add(padded(found, in: decoded.samples), frame: frame)
            coder.discardPages(ofFrame: frame)
        }
        return collector.regions
    }

    /// The session, made for the first picture.
    private func opened(
        _ session: inout (any TextSession)?, _ search: TextSearch
    ) throws(InstanceFailure) -> any TextSession {
        if let session { return session }
        do {
            let made = try detector.session(search)
            session = made
            return made
        } catch {
            throw InstanceFailure(error)
        }
    }

    private func regions(
        in picture: Picture, _ session: any TextSession
    ) throws(InstanceFailure) -> [TextRegion] {
        do {
            return try session.regions(in: picture)
        } catch {
            throw InstanceFailure(error)
        }
    }

    private func padded(_ regions: [TextRegion], in samples: SampleBuffer) -> [TextRegion] {
        regions.compactMap { region in
            var region = region
            region.box = region.box
                .expanded(by: configuration.padding ?? region.usualPadding)
                .clipped(toWidth: samples.width, height: samples.height)
            return region.box.isEmpty ? nil : region
        }
    }
}

extension TextRegion {
    /// Pixels added round the box where the user names no number.
    ///
    /// Cells of the network reach beyond the ink by themselves. Tesseract's boxes may cut what
    /// stands above and below the small letters.
    fileprivate var usualPadding: Int {
        guard finders != .network else { return 2 }
        // Text that is turned by 90 degrees is as high as its box is wide.
        return max(3, min(box.width, box.height) / 4)
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
