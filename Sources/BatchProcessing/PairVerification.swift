import Glibc
package import RedactionPolicy
package import RedactionReport
import WorkerProtocol

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `pixredact verify` says of two files (schema `pixredact.verification/1`).
package struct VerificationReport: Encodable, Hashable, Sendable {
    package var schema = "pixredact.verification/1"
    package var original: String
    package var cleaned: String
    package var outcome: VerificationResult.Outcome
    /// Why a file could not be checked.
    package var reason: Reason?
    package var findings: [String] = []
    /// Where the files differ.
    package var painted: [PaintedArea] = []
    package var verification: VerificationSummary?
    package var wasInterrupted = false

    enum CodingKeys: String, CodingKey {
        case schema, original, cleaned, outcome, reason, findings, painted, verification
    }

    package init(original: BytePath, cleaned: BytePath, outcome: VerificationResult.Outcome) {
        self.original = original.description
        self.cleaned = cleaned.description
        self.outcome = outcome
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(original, forKey: .original)
        try container.encode(cleaned, forKey: .cleaned)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(reason, forKey: .reason)
        try container.encode(findings, forKey: .findings)
        try container.encode(painted, forKey: .painted)
        try container.encode(verification, forKey: .verification)
    }

    /// One JSON object on a line.
    package var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words and whole numbers always encode.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    package var exitStatus: BatchExitStatus {
        if wasInterrupted { return .interrupted }
        switch outcome {
        case .proven: return .done
        case .refuted: return .found
        case .unchecked: return .failed
        }
    }
}

/// Has a worker compare an original with a cleaned file.
package struct PairVerification: Sendable {
    package var original: BytePath
    package var cleaned: BytePath
    package var configuration: RedactionConfiguration
    package var workerExecutable: BytePath
    /// Values to look for besides those of the headers, by keys of the original, and what reads these.
    package var identifiers: (list: IdentifierFile, headerReader: any InstanceHeaderReader)?
    package var log = OperatorLog.silent

    package init(
        original: BytePath, cleaned: BytePath, configuration: RedactionConfiguration,
        workerExecutable: BytePath
    ) {
        self.original = original
        self.cleaned = cleaned
        self.configuration = configuration
        self.workerExecutable = workerExecutable
    }

    /// Whatever goes wrong is `unchecked`, never `proven`.
    package func run(interrupt: Interrupt) -> VerificationReport {
        var report = VerificationReport(original: original, cleaned: cleaned, outcome: .unchecked)
        do throws(EarlyEnd) {
            let files = (try InputFile(original), try InputFile(cleaned))
            let reply = try ask(files.0, files.1, interrupt: interrupt)
            guard let result = reply.verification else {
                report.reason = reply.report.reason
                return report
            }
            report.outcome = result.outcome
            report.findings = result.findings
            report.painted = result.painted
            report.verification = result.summary
            report.reason = result.outcome == .unchecked ? reply.report.reason : nil
        } catch {
            report.reason = error.report?.reason
            report.wasInterrupted = error.report == nil
        }
        return report
    }

    private func ask(
        _ original: InputFile, _ cleaned: InputFile, interrupt: Interrupt
    ) throws(EarlyEnd) -> WorkerReply {
        let keys = identifiers?.headerReader.keys(of: original.descriptor)
        let request = WorkerRequest(
            id: 0, operation: .verify, isNamed: true, hasOutput: true,
            identity: keys.flatMap { identifiers?.list.identity(for: $0) })
        let descriptors = RequestDescriptors(
            input: original.descriptor, output: cleaned.descriptor)
        let seconds = configuration.limits.secondsPerInstance
        do throws(WorkerFailure) {
            let worker = try WorkerProcess(
                executable: workerExecutable, configuration: configuration,
                interrupt: interrupt, log: log)
            return try worker.perform(
                request, descriptors, deadline: Deadline(in: seconds), interrupt: interrupt)
        } catch {
            throw EarlyEnd(error, seconds: seconds)
        }
    }
}
