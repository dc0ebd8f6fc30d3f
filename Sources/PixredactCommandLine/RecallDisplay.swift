import BatchProcessing
import RedactionReport
import Synchronization

/// Shows a measurement to the person who started it: how many pictures are done when standard
/// error is a terminal, and which are left out or failed.
final class RecallDisplay: RecallObserver {
    private struct State {
        var done = 0
        var isDrawn = false
    }

    private let console: Console
    private let showsProgress: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(console: Console, showsProgress: Bool) {
        self.console = console
        self.showsProgress = showsProgress
    }

    func finished(_ report: RecallReport) {
        state.withLock { state in
            state.done += 1
            if let words = Self.complaint(report) {
                clear(&state)
                console.complain(path: report.path, words)
            }
            draw(&state)
        }
    }

    /// What a person has to know of a picture; `nil` where all is well.
    static func complaint(_ report: RecallReport) -> String? {
        switch report.status {
        case .measured: return nil
        case .textFound:
            let boxes = report.untouched?.boxes ?? 0
            return "left out: text was found in it (\(boxes) \(boxes == 1 ? "box" : "boxes")); "
                + "--allow-text measures it all the same"
        case .skipped:
            // A walk meets many files that are no pictures.
            if report.reason?.code == .notDICOM { return nil }
            return "left out: " + (report.reason?.message ?? report.status.rawValue)
        case .failed: return "failed: " + (report.reason?.message ?? report.status.rawValue)
        }
    }

    /// Writes a line of the log.
    func log(_ line: String) {
        state.withLock { state in
            clear(&state)
            console.message(line)
        }
    }

    /// Takes the progress away.
    func end() {
        state.withLock { clear(&$0) }
    }

    private func clear(_ state: inout State) {
        guard state.isDrawn else { return }
        console.message("\r\u{1B}[K")
        state.isDrawn = false
    }

    private func draw(_ state: inout State) {
        guard showsProgress else { return }
        let seconds = start.duration(to: .now) / .seconds(1)
        let bar = ProgressBar(done: state.done, total: nil, seconds: seconds)
        console.message("\r\u{1B}[K" + bar.text(columns: console.columns - 1))
        state.isDrawn = true
    }
}
