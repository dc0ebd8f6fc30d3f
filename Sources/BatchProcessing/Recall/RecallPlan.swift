package import RedactionPolicy
package import RedactionReport

/// Everything about a run of `synth`.
package struct RecallPlan: Hashable, Sendable {
    package var order: RecallOrder
    package var configuration: RedactionConfiguration
    package var inputs: InputSelection
    /// Where the pictures with their text go, and the labels of it.
    package var output: BytePath?
    package var report: BytePath?
    /// Whether report lines go to standard output too.
    package var printsReport = false
    /// Worker processes at a time.
    package var jobs = 1
    package var workerExecutable: BytePath

    package init(
        _ order: RecallOrder, configuration: RedactionConfiguration, inputs: InputSelection,
        workerExecutable: BytePath
    ) {
        self.order = order
        self.configuration = configuration
        self.inputs = inputs
        self.workerExecutable = workerExecutable
    }

    package var settings: RecallSettings {
        RecallSettings(
            detector: configuration.detector.rawValue, threshold: configuration.threshold,
            seed: order.seed, count: order.count, version: PixredactVersion.current)
    }
}

/// How a measurement went.
package struct RecallOutcome: Sendable {
    package var summary: RecallSummary
    package var wasInterrupted = false
    /// What stopped the run before its end.
    package var error: BatchError?
    package var outputWasNotWritable = false

    package init(_ summary: RecallSummary) { self.summary = summary }

    package var exitStatus: BatchExitStatus {
        var status = summary.pictures[.failed, default: 0] > 0 ? BatchExitStatus.failed : .done
        if let error { status = max(status, error.exitStatus) }
        if outputWasNotWritable { status = max(status, .outputNotWritable) }
        if wasInterrupted { status = max(status, .interrupted) }
        return status
    }
}

/// Hears of what happens in a measurement, from any of its threads.
package protocol RecallObserver: Sendable {
    /// A picture is finished and its line is written.
    func finished(_ report: RecallReport)
}
