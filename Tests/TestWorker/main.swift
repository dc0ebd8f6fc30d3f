import Glibc
import RedactionPolicy
import RedactionReport
import WorkerProtocol

/// A worker for the tests of its parent: it does what the first word of its input says.
struct ObedientProcessor: InstanceProcessor {
    func process(_ request: WorkerRequest, _ descriptors: RequestDescriptors) -> WorkerReply {
        let content = Self.content(of: descriptors.input)
        if request.operation == .verify {
            return verify(content, Self.content(of: descriptors.output ?? -1))
        }
        if request.hasPreview {
            Self.write("before", to: descriptors.previewBefore)
            Self.write("after", to: descriptors.previewAfter)
        }
        let word = content.prefix { $0 != " " && $0 != "\n" }
        var reply = reply(to: String(word), request, descriptors)
        reply.wrotePreview = request.hasPreview
        reply.heatMaps = heatMaps(word: String(word), descriptors.heatMaps)
        return reply
    }

    /// Pictures where there is text, of planes as odd as a broken worker may name them.
    private func heatMaps(word: String, _ files: [Int32]) -> [HeatMapPlace] {
        guard word == "text", files.count > 2 else { return [] }
        for file in files.prefix(3) { Self.write("heat", to: file) }
        return [
            HeatMapPlace(plane: .pixelData, frame: 0), HeatMapPlace(plane: .pixelData, frame: 0),
            HeatMapPlace(plane: .nested(path: "../../(0088,0200)"), frame: -1),
        ]
    }

    private func reply(
        to word: String, _ request: WorkerRequest, _ descriptors: RequestDescriptors
    ) -> WorkerReply {
        let box = ReportedBox(
            box: .init(x: 1, y: 2, width: 3, height: 4), sources: [.tesseract], decision: .redact)
        var report = InstanceReport(path: "", status: .failed)
        switch word {
        case "crash": abort()
        case "exit": exit(3)
        case "hang": while true { pause() }
        case "garbage":
            Self.write("garbage, a kilobyte of it or so", to: WorkerChannel.workerDescriptor)
        case "identity":
            // Says what it was told, for the tests alone.
            report.status = .flagged
            report.boxes = (request.identity?.values ?? []).map { value in
                var told = box
                told.infoType = value.infoType
                told.text = value.value
                return told
            }
        case "text" where request.operation == .scan:
            report.status = .flagged
            report.boxes = [box]
        case "text":
            let boxes = request.boxes ?? [box]
            report.status = boxes.isEmpty ? .kept : .redacted
            report.boxes = boxes
            guard !boxes.isEmpty else { break }
            Self.write("painted", to: descriptors.output)
            return WorkerReply(id: 0, report: report, wroteOutput: request.hasOutput)
        case "none": report.status = .noText
        case "kept": report.status = .kept
        case "held":
            report.status = .held
            report.reason = Reason(code: .nestedPixelData, message: "held")
        case "document":
            report.status = .skipped
            report.reason = Reason(code: .noPixelData, message: "no pixel data")
        case "picture":
            report.status = request.isNamed ? .failed : .skipped
            report.reason = Reason(code: .notDICOM, message: "not DICOM")
        case "unwritten": report.status = .redacted
        case "flagged": report.status = .flagged
        default: report.reason = Reason(code: .malformedDataSet, message: "failed")
        }
        return WorkerReply(id: 0, report: report)
    }

    private func verify(_ original: String, _ cleaned: String) -> WorkerReply {
        var report = InstanceReport(path: "", status: .noText)
        if original.hasPrefix("broken") {
            report.status = .failed
            report.reason = Reason(code: .truncated, message: "truncated")
            return WorkerReply(id: 0, report: report)
        }
        let result = VerificationResult(outcome: original == cleaned ? .proven : .refuted)
        return WorkerReply(id: 0, report: report, verification: result)
    }

    private static func content(of file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe pread(file, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func write(_ text: String, to file: Int32?) {
        guard let file else { return }
        _ = unsafe Glibc.write(file, text, text.utf8.count)
    }
}

guard WorkerLimits.becomeWorker() else { exit(71) }
do throws(WorkerProtocolError) {
    try WorkerLoop(descriptor: WorkerChannel.workerDescriptor).run(
        makeProcessor: { _ in ObedientProcessor() })
} catch {
    exit(76)
}
