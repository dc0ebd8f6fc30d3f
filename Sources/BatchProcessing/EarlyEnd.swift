import RedactionReport

/// An input's end before its time: the outcome is known, or the run was interrupted.
struct EarlyEnd: Error {
    /// `nil` when the run was interrupted: the input is not finished and gets no line.
    var report: InstanceReport?

    init() {}

    init(_ status: InstanceStatus, _ code: ReasonCode, _ message: String) {
        report = InstanceReport(
            path: "", status: status, reason: Reason(code: code, message: message))
    }

    /// What a worker's failure makes of its instance.
    init(_ failure: WorkerFailure, seconds: Double) {
        switch failure {
        case .notStarted(let error?):
            self.init(.failed, .workerCrashed, "the worker could not be started: \(error)")
        case .notStarted(nil), .wasGone:
            self.init(.failed, .workerCrashed, "the worker ended at its start")
        case .crashed(let status) where status < 0:
            self.init(.failed, .workerCrashed, "the worker died of signal \(-Int(status))")
        case .crashed(let status):
            self.init(.failed, .workerCrashed, "the worker ended with status \(status)")
        case .confused:
            self.init(.failed, .workerCrashed, "the worker's answer was not understood")
        case .timedOut:
            self.init(.failed, .timedOut, "not finished within \(seconds) seconds")
        case .cancelled:
            self.init()
        }
    }

    /// What a placement's failure makes of its instance.
    init(_ error: PlacementError) {
        switch error {
        case .exists: self.init(.failed, .outputExists, "the output has a file of this name")
        case .isInput: self.init(.failed, .sameFile, "the output is the input")
        case .system(let error):
            self.init(.failed, .outputNotWritable, "the output cannot be written: \(error)")
        }
    }

    /// The worker's answer breaks the rules of the report.
    static var unexpected: EarlyEnd {
        EarlyEnd(.failed, .internalError, "the worker's answer does not fit what was asked")
    }
}
