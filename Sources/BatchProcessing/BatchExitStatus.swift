package import RedactionReport

/// What a process ends with; of several the highest counts.
package enum BatchExitStatus: Int32, Comparable, Sendable, CaseIterable {
    case done = 0
    /// A scan found text or held something, a clean held something.
    case found = 1
    case failed = 2
    case usage = 64
    case outputNotWritable = 74
    case interrupted = 130

    package static func < (left: BatchExitStatus, right: BatchExitStatus) -> Bool {
        left.rawValue < right.rawValue
    }

    /// What one instance makes of the process's status.
    package init(_ status: InstanceStatus) {
        self =
            switch status {
            case .noText, .redacted, .kept, .skipped: .done
            case .flagged, .held: .found
            case .failed: .failed
            }
    }
}

/// How a batch went.
package struct BatchSummary: Hashable, Sendable {
    /// Inputs by outcome.
    package var counts: [InstanceStatus: Int] = [:]
    /// Inputs that an earlier run had finished (`--resume`).
    package var resumed = 0
    package var wasInterrupted = false
    /// What stopped the batch before its end.
    package var error: BatchError?
    /// Whether an output could not be written for want of space or of a right.
    package var outputWasNotWritable = false

    package init() {}

    package var total: Int { counts.values.reduce(0, +) }

    package var exitStatus: BatchExitStatus {
        var status = counts.filter { $0.value > 0 }.keys.map(BatchExitStatus.init).max() ?? .done
        if let error { status = max(status, error.exitStatus) }
        if outputWasNotWritable { status = max(status, .outputNotWritable) }
        if wasInterrupted { status = max(status, .interrupted) }
        return status
    }
}
