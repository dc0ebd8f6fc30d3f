import Foundation
import RedactionPolicy
import RedactionReport
import Synchronization
import WorkerProtocol

@testable import BatchProcessing

/// A batch over a workplace with the obedient test worker.
struct BatchFixture {
    static let worker: BytePath = {
        let executable = WorkerExecutable.locate()
        let folder = executable.bytes.prefix(
            (executable.bytes.lastIndex(of: BytePath.slash) ?? 0))
        return BytePath(bytes: Array(folder)).appending("TestWorker")
    }()

    let workplace: Workplace
    let observer = RecordingObserver()

    init(_ files: [String: String]) throws {
        workplace = try Workplace()
        try workplace.write(files)
    }

    func scan(_ names: [String] = ["in"]) -> BatchPlan {
        plan(.scan, InputSelection(paths: names.map { workplace[$0] }))
    }

    func clean(_ names: [String] = ["in"]) -> BatchPlan {
        plan(.clean, InputSelection(paths: names.map { workplace[$0] }))
    }

    func plan(_ operation: WorkerOperation, _ inputs: InputSelection) -> BatchPlan {
        var plan = BatchPlan(
            operation: operation, configuration: RedactionConfiguration(), inputs: inputs,
            workerExecutable: Self.worker)
        plan.report = workplace["report"]
        if operation == .clean { plan.output = .folder(workplace["out"]) }
        return plan
    }

    @discardableResult
    func run(
        _ plan: BatchPlan, interrupt: Interrupt = Interrupt(),
        nativeCleaner: (any NativeCleaner)? = nil,
        headerReader: any InstanceHeaderReader = FirstLineReader(), log: OperatorLog = .silent
    ) throws -> BatchSummary {
        let resources = try BatchResources(plan, interrupt: interrupt, log: log)
        let runner = BatchRunner(
            resources, interrupt: interrupt, nativeCleaner: nativeCleaner,
            headerReader: headerReader, observer: observer)
        let summary = runner.run()
        resources.close()
        return summary
    }

    /// The report's lines, each of which must be whole, sorted by path.
    func lines(_ name: String = "report") throws -> [InstanceReport] {
        let text = workplace.text(name) ?? ""
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(InstanceReport.self, from: Data($0.utf8))
        }.sorted { $0.path < $1.path }
    }

    /// The outcome of a batch over one input of the given content.
    func line() throws -> InstanceReport? {
        try lines().first
    }
}

final class RecordingObserver: BatchObserver {
    private let notes = Mutex<[String]>([])
    private let paths = Mutex<[String]>([])

    var messages: [String] { notes.withLock { $0 } }
    var finishedPaths: [String] { paths.withLock { $0 } }

    func finished(_ report: InstanceReport) {
        paths.withLock { $0.append(report.path) }
    }

    func note(path: String, message: String) {
        notes.withLock { $0.append(message) }
    }
}

/// Takes `uid=...` in the first line for the SOP Instance UID, `patient=...` for the Patient ID.
struct FirstLineReader: InstanceHeaderReader {
    func keys(of file: Int32) -> InstanceKeys? {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = unsafe pread(file, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        func word(_ label: String) -> String? {
            text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix(label) }
                .map { String($0.dropFirst(label.count)) }
        }
        return InstanceKeys(sopInstanceUID: word("uid="), patientID: word("patient="))
    }
}
