import RedactionPolicy
import WorkerProtocol

/// The worker process of one thread: started when it is needed, replaced when it is lost.
final class WorkerSlot {
    private let executable: BytePath
    private let configuration: RedactionConfiguration
    private let interrupt: Interrupt
    private let log: OperatorLog
    private var worker: WorkerProcess?
    private var workersBefore = 0

    init(
        executable: BytePath, configuration: RedactionConfiguration, interrupt: Interrupt,
        log: OperatorLog
    ) {
        self.executable = executable
        self.configuration = configuration
        self.interrupt = interrupt
        self.log = log
    }

    /// A worker's reply.
    ///
    /// - Throws: what stands for it when there is none.
    func ask(
        _ request: WorkerRequest, _ descriptors: RequestDescriptors
    ) throws(EarlyEnd) -> WorkerReply {
        let seconds = configuration.limits.secondsPerInstance
        // A worker that ended while it had nothing to do is no fault of this instance.
        for _ in 0..<2 {
            do throws(WorkerFailure) {
                return try runningWorker().perform(
                    request, descriptors, deadline: Deadline(in: seconds), interrupt: interrupt)
            } catch {
                worker = nil
                if error != .wasGone { throw EarlyEnd(error, seconds: seconds) }
            }
        }
        throw EarlyEnd(.wasGone, seconds: seconds)
    }

    private func runningWorker() throws(WorkerFailure) -> WorkerProcess {
        if let worker { return worker }
        let started = try WorkerProcess(
            executable: executable, configuration: configuration, interrupt: interrupt, log: log,
            earlier: workersBefore)
        workersBefore += 1
        worker = started
        return started
    }
}
