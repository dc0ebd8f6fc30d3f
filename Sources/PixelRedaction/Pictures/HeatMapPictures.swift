package import DICOMCore
import FrameCoding
import PixelPainting
import Raster
package import RedactionPolicy
package import RedactionReport
package import TextDetection

/// Pictures what the text network sees in an instance that was examined (`scan --heatmap`).
///
/// Examining keeps no heat map, so frames are decoded and evaluated again: a diagnosis, which takes
/// as long as the examination did. Of each plane the first frame is pictured and every one that
/// shows text in other boxes than the one before; of a long plane only frames that are spread evenly
/// over it are looked at.
package struct HeatMapPictures {
    /// Where a picture belongs, and its PNG file.
    package typealias Taker = (_ plane: Plane, _ frame: Int, _ png: [UInt8]) -> Void

    private let configuration: RedactionConfiguration
    private let source: any HeatMapSource
    /// The probability from which on a cell is text.
    private let threshold: Double
    private let limit: Int
    private let mayGoOn: () -> Bool

    /// Frames of a plane that are looked at for each picture that an instance may have.
    private static let framesPerPicture = 4

    /// - Parameters:
    ///   - source: the text network.
    ///   - limit: the most pictures of an instance.
    ///   - mayGoOn: asked before each frame; no further one is begun where it says no.
    package init(
        _ configuration: RedactionConfiguration, source: any HeatMapSource, limit: Int,
        mayGoOn: @escaping () -> Bool = { true }
    ) {
        self.configuration = configuration
        self.source = source
        self.limit = limit
        self.mayGoOn = mayGoOn
        threshold = TextLineFinder(threshold: configuration.threshold).threshold
    }

    /// Hands over the pictures of an instance, plane by plane.
    ///
    /// What cannot be opened, decoded or evaluated has none, and the examination's report says why.
    ///
    /// - Parameter report: of the examination; its boxes are drawn.
    package func make(of bytes: ByteSource, _ report: InstanceReport, take: Taker) {
        guard let instance = opened(bytes) else { return }
        let planes = instance.planes.filter { $0.plane != .pixelData || isExamined(instance) }
        var left = limit
        for (index, plane) in planes.enumerated() where left > 0 {
            // A picture of each further plane says more than one more of this.
            let share = max(1, left - (planes.count - 1 - index))
            let boxes = report.boxes.filter { $0.plane == plane.plane }
            left -= pictures(of: plane, instance.claimedBits, boxes, atMost: share, take)
        }
    }

    private func opened(_ bytes: ByteSource) -> OpenedInstance? {
        do {
            return try OpenedInstance(
                RedactionPipeline.read(bytes, configuration.limits), limits: configuration.limits,
                dropsPrivatePixelData: configuration.dropsPrivatePixelData)
        } catch {
            return nil
        }
    }

    /// Whether the image was looked at; one that shows the label of a slide may be painted whole.
    private func isExamined(_ instance: OpenedInstance) -> Bool {
        let pixels = instance.image.description
        do {
            return try instance.content.slideLabel?.box(
                under: configuration.slideLabel, rows: pixels.rows, columns: pixels.columns) == nil
        } catch {
            return false
        }
    }

    /// All frames of a plane, or as many as may be looked at, spread evenly from the first on.
    private func frames(of plane: ImagePlane) -> [Int] {
        let frames = plane.description.frames
        let count = min(frames, Self.framesPerPicture * limit)
        // Frames are 2^31 at most, and `count` is small.
        return (0..<count).map { $0 * frames / count }
    }

    /// Hands over the pictures of one plane; how many.
    private func pictures(
        of plane: ImagePlane, _ claimedBits: Int, _ boxes: [ReportedBox], atMost limit: Int,
        _ take: Taker
    ) -> Int {
        let coder = FrameCoder(plane)
        var count = 0
        var seen: [ReportedBox] = []
        do {
            var renderer = try FrameRenderer(plane, claimedBits: claimedBits)
            for frame in frames(of: plane) where count < limit && mayGoOn() {
                defer { coder.discardPages(ofFrame: frame) }
                let decoded = renderer.visible(try coder.decodeOrFail(frame: frame))
                // What is repeated is not pictured again.
                if renderer.changes(to: decoded, frame: frame)?.isEmpty == true { continue }
                let picture = try renderer.picture(
                    of: decoded, frame: frame, changes: nil, known: [], isWhole: true)
                let rows = try picture.parts.flatMap(\.views).map { view in
                    HeatMapSheet.Row(view: view, map: try source.heatMap(of: view))
                }
                let here = boxes.filter { $0.frames.contains(frame) }
                let nowSeen = here.filter { box in
                    let pixels = box.box.clipped(
                        toWidth: picture.width, height: picture.height)
                    return !pixels.isEmpty
                        && rows.contains {
                            $0.map.showsText(under: pixels, threshold: threshold)
                        }
                }
                defer { seen = nowSeen }
                guard count == 0 || nowSeen.map(\.box) != seen.map(\.box) else { continue }
                let sheet = HeatMapSheet(
                    rows, here.map { .init(box: $0.box, isSeen: nowSeen.contains($0)) },
                    threshold: threshold)
                guard let png = sheet.drawn().png() else { return count }
                take(plane.plane, frame, png)
                count += 1
            }
        } catch {
            // The examination met the same and has reported it.
        }
        return count
    }
}
