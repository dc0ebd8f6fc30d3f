import CSystemCalls
import Glibc

/// What a run has opened: everything that can go wrong before the first input has gone well.
package struct BatchResources: Sendable {
    package let plan: BatchPlan
    let output: OutputFolder?
    let quarantine: OutputFolder?
    let preview: OutputFolder?
    let heatMaps: OutputFolder?
    let boxes: BoxesFile?
    let identifiers: IdentifierFile?
    let finished: FinishedInputs
    let report: ReportWriter
    let log: OperatorLog
    /// Taken by the runner, which gives out its inputs.
    let source: InputSource

    /// Usage is checked before anything is made, and the report is opened last: a run that is
    /// refused leaves an earlier report as it is.
    package init(
        _ plan: BatchPlan, interrupt: Interrupt, log: OperatorLog = .silent
    ) throws(BatchError) {
        self.plan = plan
        self.log = log
        // A job with heat maps has more than 16 files open.
        pixredact_raise_descriptor_limit()
        boxes = try plan.boxes.map { path throws(BatchError) in try BoxesFile(path) }
        identifiers = try plan.identifiers.map { path throws(BatchError) in
            try IdentifierFile(path)
        }
        try Self.checkReport(plan)
        guard unsafe access(plan.workerExecutable.cString, X_OK) == 0 else {
            throw BatchError(
                code: .workerMissing, path: plan.workerExecutable, errorNumber: errno)
        }
        let outputPath: BytePath? =
            if case .folder(let path) = plan.output { path } else { nil }
        // Refused before anything is made: folders that are inputs exist.
        let existing = Set(
            [outputPath, plan.quarantine, plan.preview, plan.heatMaps].compactMap { path in
                path.flatMap { FileStatus($0)?.identity }
            })
        _ = try InputSource(InputSelection(paths: plan.inputs.paths), outputs: existing)

        output = plan.isDryRun ? nil : try Self.open(outputPath, 0o777, .outputNotWritable)
        for path in [plan.quarantine, plan.preview, plan.heatMaps].compactMap({ $0 }) {
            guard let output, path.lies(inOneOf: [output.identity]) else { continue }
            output.close()
            throw BatchError(code: .outputHoldsOriginals, path: path)
        }
        quarantine =
            plan.isDryRun ? nil : try Self.open(plan.quarantine, 0o700, .quarantineNotWritable)
        preview = try Self.open(plan.preview, 0o700, .previewNotWritable)
        heatMaps = try Self.open(plan.heatMaps, 0o700, .heatMapsNotWritable)
        finished =
            if plan.resumes, let report = plan.report {
                try FinishedInputs(
                    report: report, operation: plan.operation,
                    configuration: plan.configuration.digest)
            } else {
                FinishedInputs()
            }
        let file = try plan.report.map { path throws(BatchError) in
            try ReportWriter.openFile(path, resuming: plan.resumes)
        }
        do throws(SystemError) {
            // The lines of a run without a report would be made for nobody, and so would their digest.
            let isWritten = file != nil || plan.printsReport
            report = try ReportWriter(
                file: file, stream: plan.printsReport ? STDOUT_FILENO : nil,
                configuration: isWritten ? plan.configuration.digest : nil)
        } catch {
            throw BatchError(code: .reportNotWritable, errorNumber: error.number)
        }
        let folders = [output, quarantine, preview, heatMaps].compactMap { $0 }
        log.swept(folders.reduce(0) { $0 + $1.sweptCount })
        let outputs = existing.union(folders.map(\.identity))
        var excluded = outputs
        if let file, let status = FileStatus(descriptor: file.descriptor) {
            excluded.insert(status.identity)
        }
        source = try InputSource(
            plan.inputs, outputs: outputs, excluded: excluded,
            stopDescriptor: interrupt.stopDescriptor)
    }

    /// Removes what is not finished, at the end of the run.
    package func close() {
        for folder in [output, quarantine, preview, heatMaps] {
            folder?.close()
        }
    }

    private static func checkReport(_ plan: BatchPlan) throws(BatchError) {
        guard let report = plan.report, let status = FileStatus(report), status.kind == .regular
        else { return }
        let lists: [(BytePath?, BatchError.Code)] = [
            (plan.boxes, .reportIsBoxesFile), (plan.identifiers, .reportIsIdentifiersFile),
        ]
        for (list, code) in lists {
            guard let list, status.identity == FileStatus(list)?.identity else { continue }
            throw BatchError(code: code, path: report)
        }
    }

    private static func open(
        _ path: BytePath?, _ mode: UInt32, _ code: BatchError.Code
    ) throws(BatchError) -> OutputFolder? {
        guard let path else { return nil }
        do throws(SystemError) {
            return try OutputFolder(path, mode: mode)
        } catch {
            throw BatchError(code: code, path: path, errorNumber: error.number)
        }
    }
}
