import RedactionReport
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Runs a measurement: `jobs` threads, each with a worker process of its own, take picture after
/// picture. Each picture that was begun has one line in the report, and the sums have the last.
package final class RecallRunner: Sendable {
    private let resources: RecallResources
    private let interrupt: Interrupt
    private let observer: any RecallObserver
    private let queue: Mutex<Queue>
    private let outcome: Mutex<RecallOutcome>

    private struct Queue: Sendable {
        var source: InputSource
        var isStopped = false
    }

    package init(
        _ resources: RecallResources, interrupt: Interrupt, observer: any RecallObserver
    ) {
        self.resources = resources
        self.interrupt = interrupt
        self.observer = observer
        queue = Mutex(Queue(source: resources.source))
        outcome = Mutex(RecallOutcome(RecallSummary(resources.plan.settings)))
    }

    /// Works until there are no more inputs, or the run is stopped.
    package func run() -> RecallOutcome {
        var threads: [JobThread] = []
        for number in 1...max(1, resources.plan.jobs) {
            guard let thread = JobThread({ self.work(number) }) else { break }
            threads.append(thread)
        }
        if threads.isEmpty {
            outcome.withLock { $0.error = BatchError(code: .threadNotStarted) }
        }
        for thread in threads {
            thread.join()
        }
        let summary = outcome.withLock { outcome in
            outcome.wasInterrupted = interrupt.isStopRequested
            outcome.summary.wasInterrupted = outcome.wasInterrupted
            return outcome.summary
        }
        write(summary)
        return outcome.withLock { $0 }
    }

    private func work(_ number: Int) {
        let slot = RecallSlot(resources, interrupt: interrupt, number: number)
        while let input = take() {
            // Without an outcome the run was interrupted twice: the picture is not finished.
            guard let report = slot.outcome(of: input) else { return }
            write(report)
            outcome.withLock { outcome in
                outcome.summary.add(report)
                if slot.outputWasNotWritable { outcome.outputWasNotWritable = true }
            }
            observer.finished(report)
        }
    }

    private func take() -> BatchInput? {
        queue.withLock { queue in
            if !queue.isStopped, !interrupt.isStopRequested, let input = queue.source.next() {
                return input
            }
            if !queue.isStopped, interrupt.isStopRequested { resources.log.interrupted() }
            queue.isStopped = true
            return nil
        }
    }

    private func write(_ content: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let line = Array(try encoder.encode(content)) + [UInt8(ascii: "\n")]
            try resources.report.write(line: line)
        } catch {
            // Without a report nobody knows what was measured: no further picture is begun.
            queue.withLock { $0.isStopped = true }
            outcome.withLock { outcome in
                outcome.error = BatchError(
                    code: .reportNotWritable, path: resources.plan.report,
                    errorNumber: (error as? SystemError)?.number)
            }
        }
    }
}
