import DICOMCore
import Glibc
import PixelRedaction
import RedactionReport
import TextDetection
import WorkerProtocol

extension EngineProcessor {
    /// Writes the pictures that were asked for.
    ///
    /// - Returns: whether both files hold a picture.
    func writePreviews(
        of source: ByteSource, _ reply: WorkerReply, _ descriptors: RequestDescriptors
    ) -> Bool {
        guard let before = descriptors.previewBefore, let after = descriptors.previewAfter,
            !reply.report.boxes.isEmpty
        else { return false }
        let limits = configuration.limits
        guard
            let picture = Preview.png(of: source, reply.report, drawsBoxes: true, limits: limits),
            write(picture, to: before)
        else { return false }
        let result = writtenFile(reply, descriptors) ?? source
        guard
            let picture = Preview.png(of: result, reply.report, drawsBoxes: false, limits: limits)
        else { return false }
        return write(picture, to: after)
    }

    /// Writes pictures of what the text network sees in an examined instance into the files for
    /// them.
    ///
    /// - Returns: what the files show, in their order.
    func writeHeatMaps(
        of source: ByteSource, _ reply: WorkerReply, _ descriptors: RequestDescriptors,
        since start: ContinuousClock.Instant
    ) -> [HeatMapPlace] {
        guard !descriptors.heatMaps.isEmpty,
            [.noText, .flagged].contains(reply.report.status)
        else { return [] }
        var places: [HeatMapPlace] = []
        do {
            // A frame takes no longer here than the whole examination did, which fits in once more
            // while half of the time is left: the pictures never cost the instance its report.
            let half = Duration.seconds(min(configuration.limits.secondsPerInstance / 2, 1e9))
            let pictures = HeatMapPictures(
                configuration, source: try TextNetwork(), limit: descriptors.heatMaps.count,
                mayGoOn: { start.duration(to: .now) < half })
            pictures.make(of: source, reply.report) { plane, frame, png in
                guard write(png, to: descriptors.heatMaps[places.count]) else { return }
                places.append(HeatMapPlace(plane: plane, frame: frame))
            }
        } catch {
            // Without the network the instance would not have been examined: memory is short.
        }
        return places
    }

    private func writtenFile(
        _ reply: WorkerReply, _ descriptors: RequestDescriptors
    ) -> ByteSource? {
        guard reply.wroteOutput, let output = descriptors.output else { return nil }
        do {
            return try ByteSource(fileDescriptor: output)
        } catch {
            return nil
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        do {
            var file = OutputFile(fileDescriptor: descriptor)
            try file.append(bytes)
            try file.finish()
            return true
        } catch {
            // Half a picture is none.
            _ = ftruncate(descriptor, 0)
            return false
        }
    }
}
