import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport

/// Proves that a written instance differs from its source only where it was painted.
struct OutputVerifier {
    let original: OpenedInstance
    let written: OpenedInstance
    let order: PaintOrder
    let outcome: InstanceWriter.Outcome

    /// Compares all samples of all frames and the data sets.
    ///
    /// - Throws: `failed` with `verification_failed` at the first difference.
    func compare(isCancelled: () -> Bool) throws(InstanceFailure) {
        try checkDataSet()
        for pair in try planes() {
            for frame in 0..<pair.original.plane.description.frames {
                try checkCancellation(isCancelled, frame)
                try pair.compare(frame: frame)
                pair.discardPages(ofFrame: frame)
            }
        }
        guard try !written.holdsHiddenBytes() else {
            throw .failed(
                .verificationFailed, "bytes that no decoder shows are left in the written file")
        }
    }

    /// Checks what was re-encoded and that boxes are filled; trusts the bytes that were copied.
    ///
    /// - Throws: `failed` with `verification_failed` at the first difference.
    func checkPainted(isCancelled: () -> Bool) throws(InstanceFailure) {
        try checkDataSet()
        for pair in try planes() {
            let plane = pair.original.plane
            if case .native(let before) = plane.layout,
                case .native(let after) = pair.written.plane.layout
            {
                // Checked with the image that it is in.
                if plane.embeddedBit != nil { continue }
                try NativeCheck(original: before, written: after, order: order, plane: plane.plane)
                    .requireOpaqueBoxes()
                continue
            }
            for frame in 0..<plane.description.frames {
                try checkCancellation(isCancelled, frame)
                let proof = outcome.rewrittenFrames[frame]
                switch plane.plane {
                case .pixelData:
                    if let proof { try pair.checkPainted(frame: frame, proof) }
                case .overlay where proof == nil: break
                case .overlay, .icon, .nested: try pair.compare(frame: frame)
                }
            }
        }
    }

    private func checkDataSet() throws(InstanceFailure) {
        guard !order.removesHiddenPlanes || written.removedPlanes.isEmpty else {
            throw .failed(
                .verificationFailed, "an overlay or icon image is left in the written file")
        }
        guard written.content.hiddenBytes.isEmpty,
            !order.dropsPrivatePixelData || written.content.privatePictures.isEmpty
        else {
            throw .failed(
                .verificationFailed, "padding or a private picture is left in the written file")
        }
        try AttributeComparison(original, written).requireOnlyCleaned()
    }

    /// Each plane that the written file has, with its original.
    private func planes() throws(InstanceFailure) -> [PlaneComparison] {
        guard let pairs = PlaneComparison.pairs(original, written) else {
            throw .failed(
                .verificationFailed, "the written Image Pixel module describes other pixels")
        }
        return pairs.map { pair in
            let isEmbedded = pair.1.embeddedBit != nil
            return PlaneComparison(
                original: FrameCoder(pair.0), written: FrameCoder(pair.1), order: order,
                painted: BoxesByFrame(
                    outcome.painted.filter {
                        // Painting the image fills whole samples.
                        $0.plane == pair.1.plane || isEmbedded && $0.plane == .pixelData
                    }))
        }
    }

    private func checkCancellation(
        _ isCancelled: () -> Bool, _ frame: Int
    ) throws(InstanceFailure) {
        if isCancelled() {
            throw .failed(.cancelled, "cancelled while frame \(frame) was checked")
        }
    }
}
