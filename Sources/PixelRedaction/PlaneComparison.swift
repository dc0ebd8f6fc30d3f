import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionReport

/// One plane before and after painting.
struct PlaneComparison {
    let original: FrameCoder
    let written: FrameCoder
    let order: PaintOrder
    /// What was painted in this plane.
    let painted: BoxesByFrame

    /// The planes of `after`, each with the one of `before` that stands in the same place.
    ///
    /// - Returns: `nil` where one has no such, or describes other pixels.
    static func pairs(
        _ before: OpenedInstance, _ after: OpenedInstance
    ) -> [(ImagePlane, ImagePlane)]? {
        var left = before.planes
        var pairs: [(ImagePlane, ImagePlane)] = []
        for plane in after.planes {
            // Several icons have one name, and stand in the same order.
            guard let index = left.firstIndex(where: { $0.plane == plane.plane }),
                left[index].description.hasSamePixels(as: plane.description)
            else { return nil }
            pairs.append((left.remove(at: index), plane))
        }
        return pairs
    }

    private var boxes: (Int) -> [PixelBox] {
        { order.boxes(onFrame: $0, of: original.plane.plane) }
    }

    func discardPages(ofFrame frame: Int) {
        original.discardPages(ofFrame: frame)
        written.discardPages(ofFrame: frame)
    }

    /// Compares the samples of a frame.
    ///
    /// - Throws: `failed` with `verification_failed` where one differs outside the painted area,
    ///   or a box is not filled.
    func compare(frame: Int) throws(InstanceFailure) {
        let areas = painted.boxes(onFrame: frame)
        if areas.isEmpty, original.hasSameBytes(as: written, frame: frame) { return }
        var before = try original.decodeOrFail(frame: frame)
        var after = try written.decodeOrFail(frame: frame)
        for box in boxes(frame) {
            guard after.samples.isFilled(box, with: fill(in: after.samples)) else {
                throw .failed(
                    .verificationFailed, "a box is not filled in frame \(frame) of the written file"
                )
            }
        }
        if original.plane.plane == .pixelData {
            let whole = PixelBox(
                x: 0, y: 0, width: before.samples.width, height: before.samples.height)
            // Planes of their own, and compared as such.
            for bit in order.embeddedBits.values {
                before.samples.clear(bits: 1 << bit, in: whole)
                after.samples.clear(bits: 1 << bit, in: whole)
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

    /// Checks a frame that was coded anew, by its coefficients where it has some.
    ///
    /// - Parameter proof: what painting gave; `nil` has the samples compared.
    func checkPainted(frame: Int, _ proof: (any Sendable)?) throws(InstanceFailure) {
        var check: CoefficientCheck?
        do {
            if let proof { check = try written.check(frame: frame, against: proof) }
        } catch {
            throw InstanceFailure(error)
        }
        guard let check else {
            try compare(frame: frame)
            return
        }
        guard check.outsideIdentical, check.insideIsFill else {
            throw .failed(
                .verificationFailed, "coefficients differ in frame \(frame) of the written file")
        }
    }

    private func fill(in samples: SampleBuffer) -> [Int] {
        original.plane.description
            .fill(order.fill(of: original.plane.plane), in: samples)
    }
}

extension ImagePixelDescription {
    /// The fill as `samples` hold it: a codestream may be unsigned where the data set says signed.
    func fill(_ fill: [Int], in samples: SampleBuffer) -> [Int] {
        guard samples.isSigned != isSigned else { return fill }
        let unused = Int.bitWidth - bitsStored
        return fill.map { value in
            samples.isSigned
                ? (value << unused) >> unused
                : Int(bitPattern: (UInt(bitPattern: value) << unused) >> unused)
        }
    }
}
