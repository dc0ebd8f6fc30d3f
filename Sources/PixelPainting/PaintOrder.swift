package import DICOMPixelData
package import Raster
package import RedactionPolicy
package import RedactionReport

/// What is to be painted in one instance, and with what.
package struct PaintOrder: Sendable {
    /// Boxes inside their planes, in stored pixels, after padding.
    package var boxes: [PaintedArea] {
        didSet {
            byPlane = Self.byPlane(boxes)
            attributes.paintedPixels = hasBoxes(on: .pixelData)
            if !boxes.isEmpty { removesHiddenPlanes = true }
        }
    }
    private var byPlane: [Plane: BoxesByFrame]
    /// One stored value a component of a decoded sample of Pixel Data.
    package var fill: [Int]
    /// The same for other planes that have boxes.
    package var otherFills: [Plane: [Int]] = [:]
    package var attributes: CleanAttributes

    package init(boxes: [PaintedArea], fill: [Int], attributes: CleanAttributes) {
        self.boxes = boxes
        byPlane = Self.byPlane(boxes)
        self.fill = fill
        self.attributes = attributes
        removesHiddenPlanes = !boxes.isEmpty
        self.attributes.paintedPixels = hasBoxes(on: .pixelData)
    }

    package func boxes(onFrame frame: Int, of plane: Plane = .pixelData) -> [PixelBox] {
        byPlane[plane]?.boxes(onFrame: frame) ?? []
    }

    /// The planes that are bits of the image's samples.
    package var embeddedBits: [Plane: Int] = [:]
    /// Whether anything is painted. Then icons go, and planes that could not be examined.
    package var removesHiddenPlanes: Bool
    package var dropsPrivatePixelData = false

    package func hasBoxes(on plane: Plane) -> Bool { byPlane[plane] != nil }

    package func fill(of plane: Plane) -> [Int] {
        plane == .pixelData ? fill : otherFills[plane] ?? []
    }

    /// What is to be painted in a coded frame of the image. An embedded overlay is painted with the
    /// samples under it: codecs fill whole samples.
    package func codedBoxes(onFrame frame: Int) -> [PixelBox] {
        boxes(onFrame: frame) + clearing(onFrame: frame).map(\.box)
    }

    /// Bits of the image that are to be cleared on a frame: boxes of embedded overlays.
    package func clearing(onFrame frame: Int) -> [BitClearing] {
        embeddedBits.flatMap { plane, bit in
            boxes(onFrame: frame, of: plane).map { BitClearing(mask: 1 << bit, box: $0) }
        }
    }

    private static func byPlane(_ boxes: [PaintedArea]) -> [Plane: BoxesByFrame] {
        Dictionary(grouping: boxes, by: \.plane).mapValues { BoxesByFrame($0) }
    }
}

/// A frame whose codestream was painted.
package struct RepaintedFrame: Sendable {
    package var codestream: [UInt8]
    /// What was really overwritten: the boxes, grown to blocks where the codec needs it.
    package var painted: [PixelBox]
    package var notes: [InstanceNote]
    /// What a check of the written frame needs to know of its source; the codec's own.
    package var proof: (any Sendable)?

    package init(
        codestream: [UInt8], painted: [PixelBox], notes: [InstanceNote] = [],
        proof: (any Sendable)? = nil
    ) {
        self.proof = proof
        self.codestream = codestream
        self.painted = painted
        self.notes = notes
    }
}

extension PaintOrder {
    /// What a clean paints and writes under `configuration`.
    ///
    /// - Parameters:
    ///   - boxes: given or detected; those that are not to be redacted are left out.
    ///   - policyName: what the instance says was done; `nil` for given boxes.
    package init(
        given boxes: [ReportedBox], fill: [Int], _ configuration: RedactionConfiguration,
        policyName: String? = nil
    ) {
        let redacted = boxes.filter { $0.decision == .redact }
        self.init(
            boxes: redacted.filter { $0.plane != .icon }
                .map { PaintedArea(box: $0.box, frames: $0.frames, plane: $0.plane) },
            fill: fill,
            attributes: CleanAttributes(configuration, policyName: policyName ?? "boxes"))
        removesHiddenPlanes = !redacted.isEmpty
        dropsPrivatePixelData = configuration.dropsPrivatePixelData
    }
}

/// Gathers the painted boxes of all frames: equal boxes become one area with its frames.
package struct PaintedAreaCollector {
    private var frames: [PixelBox: [ClosedRange<Int>]] = [:]

    package init() {}

    package mutating func add(_ boxes: [PixelBox], frame: Int) {
        for box in Set(boxes) {
            if var ranges = frames[box], let last = ranges.last, last.upperBound == frame - 1 {
                ranges[ranges.count - 1] = last.lowerBound...frame
                frames[box] = ranges
            } else {
                frames[box, default: []].append(frame...frame)
            }
        }
    }

    /// The areas, top to bottom; one on every frame of `frameCount` is said to be on all.
    package func areas(
        frameCount: Int, plane: Plane = .pixelData
    ) -> [PaintedArea] {
        frames.map { box, ranges in
            let all = ranges == [0...(frameCount - 1)]
            return PaintedArea(box: box, frames: all ? .all : FrameSelection(ranges), plane: plane)
        }.sorted { ($0.box.y, $0.box.x, $0.box.width) < ($1.box.y, $1.box.x, $1.box.width) }
    }
}
