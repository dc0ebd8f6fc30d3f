import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionReport
import TextDetection

/// Renders what is to be examined of a plane's frames, one after the other.
struct FrameRenderer {
    /// Pixels round changed tiles that a detector sees as well: text is judged by its surroundings,
    /// and a line may begin outside of the tiles.
    static let margin = 64

    private let renderer: ViewRenderer
    private let unusedBits: UnusedBits
    /// Those of the image that are overlays: planes of their own.
    private let overlayBits: Int
    /// Whether a part looks in the same way by itself, given the levels of a whole frame.
    private let canRenderParts: Bool
    private var previous: (frame: DecodedFrame, index: Int)?
    /// Those of the previous frame, counted where it changed.
    private var levels: LevelCounts?
    /// The last frame that was rendered whole: parts of later ones are stretched like it.
    private var reference: SampleBuffer?
    private var counts: LevelCounts?
    /// The last frame of which everything was examined, until its scale is asked for: a frame that no
    /// other follows need not be counted.
    private var examined: SampleBuffer?
    private var scale: ViewScale?

    /// - Parameter claimedBits: those of the image that hold overlays.
    /// - Throws: `failed` where the palette or a LUT cannot be read.
    init(_ plane: ImagePlane, claimedBits: Int) throws(InstanceFailure) {
        renderer = try plane.viewRenderer()
        unusedBits = UnusedBits(plane.description)
        overlayBits = plane.plane == .pixelData ? claimedBits & unusedBits.mask : 0
        // Whether bits above a sign extend it is decided over all negative samples.
        canRenderParts =
            !plane.description.isFloat && plane.description.bytesPerSample <= 2
            && (unusedBits.mask == 0 || !plane.description.isSigned)
    }

    /// The frame without the overlays in it.
    func visible(_ frame: DecodedFrame) -> DecodedFrame {
        guard overlayBits != 0 else { return frame }
        var frame = frame
        frame.samples.clear(
            bits: overlayBits,
            in: PixelBox(x: 0, y: 0, width: frame.samples.width, height: frame.samples.height))
        return frame
    }

    /// The tiles in which the next frame differs from the one before; `nil` where there is none, or
    /// where equal samples would not look the same: what is stretched otherwise than when it was
    /// examined may show what it did not.
    mutating func changes(to frame: DecodedFrame, frame index: Int) -> TileSet? {
        defer { previous = (frame, index) }
        guard let previous, previous.frame.colour == frame.colour,
            renderer.showsAlike(previous.index, index),
            let tiles = FrameChange.tiles(of: frame.samples, since: previous.frame.samples)
        else {
            levels = nil
            return nil
        }
        // The very same frame looks the same.
        guard !tiles.isEmpty else { return tiles }
        count(frame.samples, since: previous.frame.samples, in: tiles)
        if let examined {
            scale = LevelCounts(examined).flatMap { renderer.scale(of: $0) }
            self.examined = nil
        }
        guard let scale, let new = levels.flatMap({ renderer.scale(of: $0) }), scale.isLike(new)
        else { return nil }
        return tiles
    }

    /// Counts the levels of a frame, of which only `tiles` differ from the one before.
    private mutating func count(
        _ samples: SampleBuffer, since previous: SampleBuffer, in tiles: TileSet
    ) {
        // Taking out and putting in costs more than counting does.
        if 4 * tiles.count > tiles.columns * tiles.rows {
            levels = LevelCounts(samples)
            return
        }
        guard var counts = levels ?? LevelCounts(previous) else { return }
        // A reference of its own would make a copy of it.
        levels = nil
        counts.replace(
            previous, by: samples,
            in: tiles.tiles.lazy.map { tiles.box(column: $0.column, row: $0.row) })
        levels = counts
    }

    /// The picture to examine.
    ///
    /// - Parameters:
    ///   - changes: the tiles to examine; `nil` for all, as of a frame that follows no other.
    ///   - known: boxes that are painted whatever the frame shows.
    ///   - isWhole: whether the whole frame has to be shown.
    mutating func picture(
        of frame: DecodedFrame, frame index: Int, changes: TileSet?, known: [PixelBox],
        isWhole: Bool
    ) throws(InstanceFailure) -> Picture {
        let samples = frame.samples
        if changes == nil {
            examined = samples
            scale = nil
        }
        let bounds = PixelBox(x: 0, y: 0, width: samples.width, height: samples.height)
        let tiles =
            changes
            ?? TileSet(
                width: samples.width, height: samples.height, side: TileSet.changeSide,
                filled: true)
        var parts: [Picture.Part] = []
        let boxes = isWhole || changes == nil || !canRenderParts ? nil : areas(of: tiles, known)
        if let boxes, let counts = self.counts(like: samples) {
            var rest = tiles
            for (box, area) in boxes {
                let views = try views(
                    of: samples.cropped(to: area), frame.colour, index, whole: counts)
                var inside = TileSet(
                    width: tiles.width, height: tiles.height, side: tiles.side)
                inside.insert(box)
                parts.append(
                    Picture.Part(
                        area: area, views: views,
                        tiles: rest.intersection(inside).cropped(to: area)))
                rest.subtract(box)
            }
        } else {
            reference = samples
            counts = nil
            let views = try views(of: samples, frame.colour, index, whole: nil)
            parts = [Picture.Part(area: bounds, views: views, tiles: tiles)]
        }
        return Picture(
            width: samples.width, height: samples.height, parts: parts,
            isContinuation: changes != nil, known: known)
    }

    /// Boxes of changed tiles, and the area to show of each; `nil` where the whole is no more.
    private func areas(
        of tiles: TileSet, _ known: [PixelBox]
    ) -> [(box: PixelBox, area: PixelBox)]? {
        // Letters that a frame adds to a known line are no larger than those that it has.
        let tallest = known.map { min($0.width, $0.height) }.max() ?? 0
        let side = TileSet.changeSide
        let margin = (max(Self.margin, 2 * tallest) + side - 1) / side * side
        let areas = tiles.rectangles(margin: margin).map { box in
            (
                box: box,
                area: box.expanded(by: margin).clipped(toWidth: tiles.width, height: tiles.height)
            )
        }
        let total = areas.reduce(0) { $0 + $1.area.area }
        return 2 * total > tiles.width * tiles.height ? nil : areas
    }

    private mutating func counts(like samples: SampleBuffer) -> LevelCounts? {
        if counts == nil, let reference,
            reference.bytesPerSample == samples.bytesPerSample,
            reference.samplesPerPixel == samples.samplesPerPixel
        {
            counts = LevelCounts(reference)
        }
        return counts
    }

    /// At least one view.
    private func views(
        of samples: SampleBuffer, _ colour: ColourModel, _ index: Int, whole: LevelCounts?
    ) throws(InstanceFailure) -> [GrayImage] {
        let views =
            renderer.views(of: samples, colourModel: colour, frame: index, whole: whole)
            + unusedBits.views(of: samples)
        // A frame that nobody looked at is not one without text.
        guard !views.isEmpty else {
            throw .failed(.detectionFailed, "a frame could not be rendered for the detector")
        }
        return views
    }
}
