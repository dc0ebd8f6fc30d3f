import DICOMPixelData
import FrameCoding
import PixelPainting
import RedactionReport

extension DeviceMasks {
    /// What rules say of an instance, where they are asked alone or beside a detector.
    ///
    /// Rules speak of the image that displays show. What bits outside of Bits Stored hold besides, which no
    /// overlay names, only a detector sees: an image that uses them is not vouched for.
    ///
    /// - Throws: `held` as ``findings(in:)``, and under `masks-only` where such bits are used.
    func seenFindings(
        in instance: OpenedInstance, alone: Bool, isCancelled: () -> Bool
    ) throws(InstanceFailure) -> MaskFindings {
        var known =
            alone ? try findingsWithoutLooking(in: instance) : try findings(in: instance)
        guard alone || known.vouchesForImage else { return known }
        guard try instance.usesUnclaimedBits(isCancelled: isCancelled) else { return known }
        if alone {
            throw .held(
                .embeddedOverlay,
                "bits outside of Bits Stored (0028,0101) are used, and masks say nothing of them")
        }
        known.vouchesForImage = false
        known.notes.removeAll { $0 == .imageNotExamined }
        return known
    }
}

extension OpenedInstance {
    /// Whether a frame of the image uses bits that neither samples nor overlays have.
    fileprivate func usesUnclaimedBits(
        isCancelled: () -> Bool
    ) throws(InstanceFailure) -> Bool {
        let bits = UnusedBits(image.description, claimed: claimedBits)
        guard bits.mask != 0 else { return false }
        let coder = FrameCoder(image)
        for frame in 0..<image.description.frames {
            if isCancelled() { throw .failed(.cancelled, "cancelled before frame \(frame)") }
            let samples = try coder.decodeOrFail(frame: frame).samples
            if bits.used(in: samples) != 0 { return true }
            coder.discardPages(ofFrame: frame)
        }
        return false
    }
}
