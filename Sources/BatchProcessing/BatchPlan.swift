import Glibc
package import RedactionPolicy
package import WorkerProtocol

/// Where the results of a clean go.
package enum OutputDestination: Hashable, Sendable {
    /// A scan has none.
    case none
    case folder(BytePath)
    /// The one result of `clean - -o -`.
    case standardOutput
}

/// Everything about a run of `scan` or `clean`.
package struct BatchPlan: Hashable, Sendable {
    /// `scan` or `clean`.
    package var operation: WorkerOperation
    package var configuration: RedactionConfiguration
    package var inputs: InputSelection
    package var output = OutputDestination.none
    /// Everything but writing.
    package var isDryRun = false
    /// Whether a file in the output gives way to a new one of its name.
    package var overwrites = false
    package var quarantine: BytePath?
    package var preview: BytePath?
    /// Where a scan puts pictures of what the text network sees.
    package var heatMaps: BytePath?
    package var boxes: BytePath?
    /// Values to look for that the headers do not have (`--identifiers`).
    package var identifiers: BytePath?
    /// Whether the first failure ends the batch.
    package var failsFast = false
    package var report: BytePath?
    package var resumes = false
    /// Whether report lines go to standard output too.
    package var printsReport = false
    /// Worker processes at a time.
    package var jobs = 1
    package var workerExecutable: BytePath

    package init(
        operation: WorkerOperation, configuration: RedactionConfiguration, inputs: InputSelection,
        workerExecutable: BytePath
    ) {
        self.operation = operation
        self.configuration = configuration
        self.inputs = inputs
        self.workerExecutable = workerExecutable
    }
}

extension BatchPlan {
    package static func scan(
        _ inputs: InputSelection, configuration: RedactionConfiguration, workerExecutable: BytePath
    ) -> BatchPlan {
        BatchPlan(
            operation: .scan, configuration: configuration, inputs: inputs,
            workerExecutable: workerExecutable)
    }

    package static func clean(
        _ inputs: InputSelection, to output: OutputDestination,
        configuration: RedactionConfiguration, workerExecutable: BytePath
    ) -> BatchPlan {
        var plan = BatchPlan(
            operation: .clean, configuration: configuration, inputs: inputs,
            workerExecutable: workerExecutable)
        plan.output = output
        return plan
    }

    /// How many processors this process may use.
    package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
