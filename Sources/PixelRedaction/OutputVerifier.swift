import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection

/// Proves that a written instance differs from its source only where it was painted.
struct OutputVerifier {
    let original: FrameCoder
    let written: FrameCoder
    let order: PaintOrder
    /// What was painted in Pixel Data.
    private let painted: BoxesByFrame

    init(
        original: FrameCoder, written: FrameCoder, order: PaintOrder, painted: [PaintedArea]
    ) {
        self.original = original
        self.written = written
        self.order = order
        self.painted = BoxesByFrame(painted.filter { $0.plane == .pixelData })
    }

    /// Compares all samples of all frames and the data sets.
    ///
    /// - Throws: `failed` with `verification_failed` at the first difference.
    func compare(isCancelled: () -> Bool) throws(InstanceFailure) {
        guard original.instance.description.hasSamePixels(as: written.instance.description) else {
            throw .failed(
                .verificationFailed, "the written Image Pixel module describes other pixels")
        }
        try requireNoHiddenPlanes()
        try AttributeComparison(original.instance.file, written.instance.file).requireOnlyCleaned()
        for frame in 0..<original.instance.description.frames {
            if isCancelled() {
                throw .failed(.cancelled, "cancelled while frame \(frame) was checked")
            }
            try compare(frame: frame)
            original.discardPages(ofFrame: frame)
            written.discardPages(ofFrame: frame)
        }
    }

    /// Checks what was re-encoded and that boxes are filled; trusts the bytes that were copied.
    ///
    /// - Throws: `failed` with `verification_failed` at the first difference.
    func checkPainted(isCancelled: () -> Bool) throws(InstanceFailure) {
        guard original.instance.description.hasSamePixels(as: written.instance.description) else {
            throw .failed(
                .verificationFailed, "the written Image Pixel module describes other pixels")
        }
        try requireNoHiddenPlanes()
        try AttributeComparison(original.instance.file, written.instance.file).requireOnlyCleaned()
        if case .native(let before) = original.instance.layout,
            case .native(let after) = written.instance.layout
        {
            try NativeCheck(original: before, written: after, order: order).requireOpaqueBoxes()
            return
        }
        for frame in 0..<original.instance.description.frames {
            if isCancelled() {
                throw .failed(.cancelled, "cancelled while frame \(frame) was checked")
            }
            let areas = painted.boxes(onFrame: frame)
            guard !areas.isEmpty else { continue }
            let check: CoefficientCheck?
            do {
                check = try original.checkCoefficients(
                    frame: frame, written: written, painted: areas, fill: order.fill)
            } catch {
                throw InstanceFailure(error)
            }
            guard let check else {
                try compare(frame: frame)
                continue
            }
            guard check.outsideIdentical, check.insideIsFill else {
                throw .failed(
                    .verificationFailed, "coefficients differ in frame \(frame) of the written file"
                )
            }
        }
    }

    /// Overlays and icons are not examined, so that none may be left.
    private func requireNoHiddenPlanes() throws(InstanceFailure) {
        guard written.instance.hiddenPlanes.isEmpty else {
            throw .failed(
                .verificationFailed, "an overlay or icon image is left in the written file")
        }
    }

    private func compare(frame: Int) throws(InstanceFailure) {
        let areas = painted.boxes(onFrame: frame)
        if areas.isEmpty, original.hasSameBytes(as: written, frame: frame) { return }
        var before = try original.decodeOrFail(frame: frame)
        var after = try written.decodeOrFail(frame: frame)
        for box in order.boxes(onFrame: frame) {
            guard after.samples.isFilled(box, with: fill(in: after.samples)) else {
                throw .failed(
                    .verificationFailed, "a box is not filled in frame \(frame) of the written file"
                )
            }
        }
        // Chroma that is interpolated reaches over the border of a painted block.
        let ring = before.ringWidth
        let zeroes = [Int](repeating: 0, count: before.samples.samplesPerPixel)
        for area in areas {
            before.samples.fill(area.expanded(by: ring), with: zeroes)
            after.samples.fill(area.expanded(by: ring), with: zeroes)
        }
        guard before.samples == after.samples else {
            throw .failed(
                .verificationFailed,
                "samples outside the painted area differ in frame \(frame) of the written file")
        }
    }
}

extension OutputVerifier {
    /// The fill as `samples` hold it: a codestream may be unsigned where the data set says signed.
    private func fill(in samples: SampleBuffer) -> [Int] {
        let description = original.instance.description
        guard samples.isSigned != description.isSigned else { return order.fill }
        let unused = Int.bitWidth - description.bitsStored
        return order.fill.map { value in
            samples.isSigned
                ? (value << unused) >> unused
                : Int(bitPattern: (UInt(bitPattern: value) << unused) >> unused)
        }
    }
}

/// Tells text that is still there from text under painted pixels.
struct ResidualText {
    let painted: [PaintedArea]

    /// The share of a region that may lie outside painted pixels: what a detector adds round them.
    static let tolerance = 0.25
    /// Pixels round a painted area that its border may claim.
    static let margin = 2

    /// Whether `region` shows more than painted pixels on one of its frames.
    func isResidual(_ region: CollectedRegion) -> Bool {
        let covering = painted.filter {
            $0.plane == .pixelData && coversFrames(of: region, $0.frames)
        }.map { $0.box.expanded(by: Self.margin).intersection(region.box) }
            .filter { !$0.isEmpty }
        guard let first = covering.first else { return true }
        let covered = BoxCover.area(of: covering)
        if Double(region.box.area - covered) > Self.tolerance * Double(region.box.area) {
            return true
        }
        // A quarter of a long line may be a name: the bare ends must be short as well.
        let hull = covering.dropFirst().reduce(first) { $0.union($1) }
        let longest = max(8, 3 * min(region.box.width, region.box.height) / 2)
        return [
            hull.x - region.box.x, region.box.maxX - hull.maxX, hull.y - region.box.y,
            region.box.maxY - hull.maxY,
        ].contains { $0 > longest }
    }

    /// Whether an area stands on every frame that the region stands on.
    private func coversFrames(of region: CollectedRegion, _ frames: FrameSelection) -> Bool {
        frames == .all || frames.union(region.frames) == frames
    }
}

/// The area that boxes cover together.
enum BoxCover {
    static func area(of boxes: [PixelBox]) -> Int {
        let edges = Set(boxes.flatMap { [$0.y, $0.maxY] }).sorted()
        var area = 0
        for (top, bottom) in zip(edges, edges.dropFirst()) {
            let spans = boxes.filter { $0.y <= top && $0.maxY >= bottom }
                .map { ($0.x, $0.maxX) }.sorted { $0.0 < $1.0 }
            var reached = Int.min
            for (left, right) in spans where right > reached {
                area += (right - max(left, reached)) * (bottom - top)
                reached = right
            }
        }
        return area
    }
}
