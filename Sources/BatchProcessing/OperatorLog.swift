package import Logging

/// What an operator may want to see of a batch and the report does not tell: how its workers fare,
/// and what earlier runs left behind.
///
/// A message is one of the words below; what goes with it is the number of a job, a process number,
/// a code or a count. No path, and nothing that a file holds.
package struct OperatorLog: Sendable {
    private var logger: Logger

    package init(_ logger: Logger) { self.logger = logger }

    /// Tells nobody.
    package static let silent = OperatorLog(
        Logger(label: "pixredact") { _ in SwiftLogNoOpLogHandler() })

    /// The log of one job slot, by its number from 1 on.
    func ofJob(_ number: Int) -> OperatorLog {
        var log = self
        log.logger[metadataKey: "job"] = "\(number)"
        return log
    }

    /// - Parameter count: how many workers the job had before this one.
    func workerStarted(process: Int32, replacing count: Int) {
        guard count > 0 else {
            logger.debug("worker started", metadata: ["process": "\(process)"])
            return
        }
        logger.notice(
            "worker replaced", metadata: ["process": "\(process)", "earlier": "\(count)"])
    }

    /// The worker had nothing left to do.
    func workerEnded(process: Int32) {
        logger.debug("worker ended", metadata: ["process": "\(process)"])
    }

    func workerLost(process: Int32, _ failure: WorkerFailure) {
        var metadata: Logger.Metadata = [
            "process": "\(process)", "code": "\(failure.logCode)",
        ]
        switch failure {
        case .timedOut, .confused: logger.warning("worker killed", metadata: metadata)
        case .cancelled: logger.notice("worker killed", metadata: metadata)
        case .crashed(let status):
            metadata[status < 0 ? "signal" : "status"] = "\(abs(Int(status)))"
            logger.warning("worker ended early", metadata: metadata)
        case .wasGone: logger.warning("worker ended early", metadata: metadata)
        case .notStarted(let error):
            if let error { metadata["errno"] = "\(error.number)" }
            logger.error("worker not started", metadata: metadata)
        }
    }

    /// The first interrupt: what is in flight is finished, nothing else is begun.
    func interrupted() {
        logger.notice("interrupted")
    }

    /// Temporary folders of runs that were killed.
    func swept(_ count: Int) {
        guard count > 0 else { return }
        logger.notice("temporary folders swept", metadata: ["count": "\(count)"])
    }
}

extension WorkerFailure {
    fileprivate var logCode: String {
        switch self {
        case .notStarted: "not_started"
        case .crashed: "crashed"
        case .confused: "not_understood"
        case .timedOut: "timed_out"
        case .cancelled: "interrupted"
        case .wasGone: "was_gone"
        }
    }
}
