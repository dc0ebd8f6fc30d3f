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
    /// Reads what is found; `nil` where words are not asked for.
    var judge: RegionJudge?

    /// The regions of all frames of a plane, padded and clipped to the image.
    ///
    /// Every frame is looked at where it differs from the one before. In a cine, whose boxes are
    /// painted on all frames, what lies in a box that is known is not examined again.
    ///
    /// - Throws: `failed` when a frame cannot be decoded or the detector cannot run.
    func regions(
        of coder: FrameCoder, claimedBits: Int = 0, look: Look = .first,
        times: inout StageTimes
    ) throws(InstanceFailure) -> [CollectedRegion] {
        try collected(of: coder, claimedBits: claimedBits, look: look, times: &times).regions
    }

    /// The same with what the frames showed of them.
    ///
    /// - Parameters:
    ///   - claimedBits: bits of the image that hold overlays, which are planes of their own.
    ///   - settled: what was judged before painting, in a written file.
    func collected(
        of coder: FrameCoder, claimedBits: Int = 0, look: Look = .first,
        settled: ResidualText? = nil, times: inout StageTimes
    ) throws(InstanceFailure) -> RegionCollector {
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
        // What one frame shows may be kept only if what the others show in its place is.
        let decidesByWords = judge?.decidesByWords ?? false
        let search = TextSearch(
            look: look, isPerFrame: collector.isPerFrame || decidesByWords,
            isCancelled: isCancelled)
        var reading = judge.map { FrameReading($0, settled: settled) }
        var session: (any TextSession)?
        var found: [TextRegion] = []
        for frame in 0..<frames {
            if isCancelled() {
                throw .failed(.cancelled, "cancelled while the pixels were examined")
            }
            let decoded = try measured(&times.decode) { () throws(InstanceFailure) in
                renderer.visible(try coder.decodeOrFail(frame: frame))
            }
            var picture: Picture?
            let differing = measured(&times.detect) {
                renderer.changes(to: decoded, frame: frame)
            }
            found = try measured(&times.detect) { () throws(InstanceFailure) in
                var changes = differing
                let known = usesKnown ? collector.boxesPaintedAnyway(decidesByWords) : []
                for box in known { changes?.subtract(box) }
                // So much costs no less than all, which is seen as the whole frame is stretched now.
                if let tiles = changes, 3 * tiles.count >= 2 * tiles.columns * tiles.rows {
                    changes = nil
                }
                // What another place showed says nothing of this one.
                if placesDiffer, changes?.isEmpty != true { changes = nil }
                // In a cine, what an earlier frame showed was said.
                if changes?.isEmpty == true { return search.isPerFrame ? found : [] }
                let session = try opened(&session, search)
                let shown = try renderer.picture(
                    of: decoded, frame: frame, changes: changes, known: known,
                    isWhole: !session.examinesParts)
                picture = shown
                return try regions(in: shown, session)
            }
            let merged = RegionCollector.merged(padded(found, in: decoded.samples))
            var views = FrameViews(decoded, frame, picture, renderer)
            let judged =
                reading == nil
                ? merged
                : try measured(&times.recognise) { () throws(InstanceFailure) in
                    try reading?.judged(
                        merged, on: frame, changes: differing, collector, &views,
                        isCancelled: isCancelled) ?? merged
                }
            collector.add(merged: judged, frame: frame)
            coder.discardPages(ofFrame: frame)
        }
        return collector
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

    private func padded(_ regions: [TextRegion], in samples: SampleBuffer) -> [FoundRegion] {
        regions.compactMap {
            FoundRegion(
                $0, padding: configuration.padding, width: samples.width, height: samples.height)
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
