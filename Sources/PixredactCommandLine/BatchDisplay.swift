import BatchProcessing
import RedactionReport
import Synchronization

/// Shows a batch to the person who started it: a progress bar when standard error is a terminal,
/// complaints about held and failed inputs, and the lines of a scan.
final class BatchDisplay: BatchObserver {
    private struct State {
        var done = 0
        var total: Int?
        var lastDrawn: ContinuousClock.Instant?
        var isDrawn = false
    }

    private let console: Console
    private let showsProgress: Bool
    private let printsLines: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    private static let interval = Duration.milliseconds(100)

    init(console: Console, showsProgress: Bool, printsLines: Bool) {
        self.console = console
        self.showsProgress = showsProgress
        self.printsLines = printsLines
    }

    /// Seconds since the batch began.
    var seconds: Double { start.duration(to: .now) / .seconds(1) }

    func counted(_ total: Int) {
        state.withLock { $0.total = total }
    }

    func finished(_ report: InstanceReport) {
        state.withLock { state in
            state.done += 1
            if printsLines || report.status == .held || report.status == .failed {
                clear(&state)
            }
            if printsLines { console.print(Self.line(report)) }
            if report.status == .held || report.status == .failed {
                let message = report.reason?.message ?? report.status.rawValue
                console.complain(path: report.path, "\(report.status.rawValue): \(message)")
            }
            draw(&state)
        }
    }

    func note(path: String, message: String) {
        state.withLock { state in
            clear(&state)
            console.complain(path: path, message)
        }
    }

    /// Writes a line of the log.
    func log(_ line: String) {
        state.withLock { state in
            clear(&state)
            console.message(line)
        }
    }

    /// Takes the bar away.
    func end() {
        state.withLock { clear(&$0) }
    }

    static func line(_ report: InstanceReport) -> String {
        let boxes = report.boxes.count
        var text = "\(report.path): \(report.status.rawValue)"
        if boxes > 0 { text += ", \(boxes) \(boxes == 1 ? "box" : "boxes")" }
        if let reason = report.reason { text += " (\(reason.code.rawValue))" }
        return text + "\n"
    }

    private func clear(_ state: inout State) {
        guard state.isDrawn else { return }
        console.message("\r\u{1B}[K")
        state.isDrawn = false
        state.lastDrawn = nil
    }

    private func draw(_ state: inout State) {
        guard showsProgress else { return }
        let now = ContinuousClock.now
        if let last = state.lastDrawn, last.duration(to: now) < Self.interval { return }
        let bar = ProgressBar(done: state.done, total: state.total, seconds: seconds)
        console.message("\r\u{1B}[K" + bar.text(columns: console.columns - 1))
        state.isDrawn = true
        state.lastDrawn = now
    }
}
