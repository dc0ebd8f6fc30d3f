import Glibc
import RedactionReport
import Synchronization

/// Runs a batch: `jobs` threads, each with a worker process of its own, take input after input.
///
/// Every input that was begun has one line in the report when ``run()`` returns, unless the run
/// was interrupted twice; the next run with `--resume` does what is left.
package final class BatchRunner: Sendable {
    private let resources: BatchResources
    private let interrupt: Interrupt
    private let tools: InstanceTools
    private let observer: any BatchObserver
    private let queue: Mutex<Queue>
    private let summary = Mutex(BatchSummary())

    private struct Queue: Sendable {
        var source: InputSource
        var isStopped = false
    }

    package init(
        _ resources: BatchResources, interrupt: Interrupt, nativeCleaner: (any NativeCleaner)?,
        headerReader: any InstanceHeaderReader, observer: any BatchObserver
    ) {
        self.resources = resources
        self.interrupt = interrupt
        self.observer = observer
        tools = InstanceTools(
            nativeCleaner: nativeCleaner, headerReader: headerReader, observer: observer,
            log: resources.log)
        queue = Mutex(Queue(source: resources.source))
    }

    /// Works until there are no more inputs, or the batch is stopped.
    package func run() -> BatchSummary {
        var threads: [JobThread] = []
        for number in 1...max(1, resources.plan.jobs) {
            guard let thread = JobThread({ self.work(number) }) else { break }
            threads.append(thread)
        }
        if threads.isEmpty {
            summary.withLock { $0.error = BatchError(code: .threadNotStarted) }
        }
        for thread in threads {
            thread.join()
        }
        return summary.withLock { summary in
            summary.wasInterrupted = interrupt.isStopRequested
            return summary
        }
    }

    private func work(_ number: Int) {
        let slot = JobSlot(resources, interrupt: interrupt, tools: tools, number: number)
        while let input = take() {
            // Without an outcome the run was interrupted twice: the input is not finished.
            guard let report = slot.outcome(of: input) else { return }
            finish(report, outputWasNotWritable: slot.outputWasNotWritable)
        }
    }

    private func take() -> BatchInput? {
        queue.withLock { queue in
            while !queue.isStopped, !interrupt.isStopRequested, let input = queue.source.next() {
                guard input.content == .file, resources.finished.contains(input.path) else {
                    return input
                }
                summary.withLock { $0.resumed += 1 }
            }
            if !queue.isStopped, interrupt.isStopRequested { resources.log.interrupted() }
            queue.isStopped = true
            return nil
        }
    }

    private func finish(_ report: InstanceReport, outputWasNotWritable: Bool) {
        do throws(SystemError) {
            try resources.report.write(report)
        } catch {
            // Without a report nobody knows what was done: no further input is begun.
            queue.withLock { $0.isStopped = true }
            summary.withLock { summary in
                summary.error = BatchError(
                    code: .reportNotWritable, path: resources.plan.report,
                    errorNumber: error.number)
            }
        }
        summary.withLock { summary in
            summary.counts[report.status, default: 0] += 1
            if outputWasNotWritable { summary.outputWasNotWritable = true }
        }
        if report.status == .failed, resources.plan.failsFast {
            queue.withLock { $0.isStopped = true }
        }
        observer.finished(report)
    }
}
