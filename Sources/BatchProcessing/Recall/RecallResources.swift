import CSystemCalls
import Glibc

/// What a measurement has opened: everything that can go wrong before the first picture has gone
/// well.
package struct RecallResources: Sendable {
    package let plan: RecallPlan
    let output: OutputFolder?
    let report: ReportWriter
    let log: OperatorLog
    let source: InputSource

    /// Usage is checked before anything is made, and the report is opened last: a run that is
    /// refused leaves an earlier report as it is.
    package init(
        _ plan: RecallPlan, interrupt: Interrupt, log: OperatorLog = .silent
    ) throws(BatchError) {
        self.plan = plan
        self.log = log
        pixredact_raise_descriptor_limit()
        guard unsafe access(plan.workerExecutable.cString, X_OK) == 0 else {
            throw BatchError(
                code: .workerMissing, path: plan.workerExecutable, errorNumber: errno)
        }
        // Refused before anything is made: a folder that is an input exists.
        let existing = Set([plan.output.flatMap { FileStatus($0)?.identity }].compactMap { $0 })
        _ = try InputSource(InputSelection(paths: plan.inputs.paths), outputs: existing)
        output = try plan.output.map { path throws(BatchError) in
            do throws(SystemError) {
                // The pictures are the originals with more text: for the owner's eyes only.
                return try OutputFolder(path, mode: 0o700)
            } catch {
                throw BatchError(
                    code: .outputNotWritable, path: path, errorNumber: error.number)
            }
        }
        let file = try plan.report.map { path throws(BatchError) in
            try ReportWriter.openFile(path, resuming: false)
        }
        do throws(SystemError) {
            report = try ReportWriter(
                file: file, stream: plan.printsReport ? STDOUT_FILENO : nil)
        } catch {
            throw BatchError(code: .reportNotWritable, errorNumber: error.number)
        }
        log.swept(output?.sweptCount ?? 0)
        let outputs = existing.union([output?.identity].compactMap { $0 })
        let reportFile = file.flatMap { FileStatus(descriptor: $0.descriptor)?.identity }
        source = try InputSource(
            plan.inputs, outputs: outputs,
            excluded: outputs.union([reportFile].compactMap { $0 }),
            stopDescriptor: interrupt.stopDescriptor)
    }

    /// Removes what is not finished, at the end of the run.
    package func close() { output?.close() }
}
