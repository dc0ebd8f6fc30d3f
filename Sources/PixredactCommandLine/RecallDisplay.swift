import BatchProcessing
import RedactionReport
import Synchronization

/// Shows a measurement to the person who started it: how many pictures are done when standard
/// error is a terminal, and which are left out or failed.
final class RecallDisplay: RecallObserver {
    private struct State {
        var done = 0
        var progress: ProgressLine
    }

    private let console: Console
    private let state: Mutex<State>

    init(console: Console, showsProgress: Bool) {
        self.console = console
        state = Mutex(State(progress: ProgressLine(console, isShown: showsProgress)))
    }

    func finished(_ report: RecallReport) {
        state.withLock { state in
            state.done += 1
            if let words = Self.complaint(report) {
                state.progress.clear()
                console.complain(path: report.path, words)
            }
            state.progress.draw(done: state.done, total: nil)
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
            state.progress.clear()
            console.message(line)
        }
    }

    /// Takes the progress away.
    func end() {
        state.withLock { $0.progress.clear() }
    }
}
