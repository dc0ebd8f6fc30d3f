import BatchProcessing
import RedactionReport
import Synchronization

/// Shows a batch to the person who started it: a progress bar when standard error is a terminal,
/// complaints about held and failed inputs, and the lines of a scan.
final class BatchDisplay: BatchObserver {
    private struct State {
        var done = 0
        var total: Int?
        var progress: ProgressLine
    }

    private let console: Console
    private let printsLines: Bool
    private let state: Mutex<State>

    init(console: Console, showsProgress: Bool, printsLines: Bool) {
        self.console = console
        self.printsLines = printsLines
        state = Mutex(State(progress: ProgressLine(console, isShown: showsProgress)))
    }

    /// Seconds since the batch began.
    var seconds: Double { state.withLock { $0.progress.seconds } }

    func counted(_ total: Int) {
        state.withLock { $0.total = total }
    }

    func finished(_ report: InstanceReport) {
        state.withLock { state in
            state.done += 1
            if printsLines || report.status == .held || report.status == .failed {
                state.progress.clear()
            }
            if printsLines { console.print(Self.line(report)) }
            if report.status == .held || report.status == .failed {
                let message = report.reason?.message ?? report.status.rawValue
                console.complain(path: report.path, "\(report.status.rawValue): \(message)")
            }
            state.progress.draw(done: state.done, total: state.total)
        }
    }

    func note(path: String, message: String) {
        state.withLock { state in
            state.progress.clear()
            console.complain(path: path, message)
        }
    }

    /// Writes a line of the log.
    func log(_ line: String) {
        state.withLock { state in
            state.progress.clear()
            console.message(line)
        }
    }

    /// Takes the bar away.
    func end() {
        state.withLock { $0.progress.clear() }
    }

    static func line(_ report: InstanceReport) -> String {
        let boxes = report.boxes.count
        var text = "\(report.path): \(report.status.rawValue)"
        if boxes > 0 { text += ", \(boxes) \(boxes == 1 ? "box" : "boxes")" }
        if let reason = report.reason { text += " (\(reason.code.rawValue))" }
        return text + "\n"
    }
}
