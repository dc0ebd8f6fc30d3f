import Glibc
import RedactionPolicy
import RedactionReport

extension JobSlot {
    /// Brings a result to its place, or lets it go, and completes the report.
    ///
    /// - Parameter written: the file that holds a verified result; without one a `no_text` or
    ///   `kept` instance is copied.
    func settle(
        _ report: InstanceReport, _ file: OpenedInput, written: ResultFile?
    ) throws(EarlyEnd) -> InstanceReport {
        do throws(EarlyEnd) {
            return try settled(report, file, written: written)
        } catch {
            // What was found stays in the report, whatever became of the result.
            var end = error
            end.report?.image = report.image
            end.report?.boxes = report.boxes
            end.report?.milliseconds = report.milliseconds
            end.report?.notes = report.notes
            throw end
        }
    }

    private func settled(
        _ report: InstanceReport, _ file: OpenedInput, written: ResultFile?
    ) throws(EarlyEnd) -> InstanceReport {
        var report = report
        report.path = ""
        report.output = nil
        switch plan.operation {
        case .scan, .verify, .synth:
            try complete(&report, file)
            return try checkedScan(report)
        case .clean:
            break
        }
        switch report.status {
        case .redacted:
            guard let written else { throw EarlyEnd.unexpected }
            try complete(&report, file)
            try deliver(written, isCopy: false, file, &report)
        case .noText, .kept:
            try complete(&report, file)
            if let written {
                try deliver(written, isCopy: false, file, &report)
            } else {
                try deliverCopy(file, &report)
            }
        case .skipped:
            // Only what is known to be DICOM without pixels: a file that is not DICOM may be a
            // picture, and a DICOMDIR holds icons.
            if plan.configuration.allowsNonPixel, report.reason?.code == .noPixelData {
                try complete(&report, file)
                try deliverCopy(file, &report)
            }
        case .held, .failed:
            try complete(&report, file)
        case .flagged:
            // Fail closed: a clean ends with a decision.
            throw EarlyEnd.unexpected
        }
        return report
    }

    private func checkedScan(_ report: InstanceReport) throws(EarlyEnd) -> InstanceReport {
        switch report.status {
        case .noText, .flagged, .held, .failed, .skipped: return report
        case .redacted, .kept: throw EarlyEnd.unexpected
        }
    }

    /// Adds the digest of the input where it is wanted.
    private func complete(
        _ report: inout InstanceReport, _ file: OpenedInput
    ) throws(EarlyEnd) {
        guard plan.configuration.computesDigests else { return }
        var digests = report.digests ?? Digests()
        if digests.input == nil {
            do throws(SystemError) {
                digests.input = try FileContent.sha256(file.descriptor)
            } catch {
                // What could be examined but not read again has changed or is on a broken disk.
                if report.status != .failed && report.status != .held {
                    throw EarlyEnd(.failed, .unreadable, error.description)
                }
            }
        }
        report.digests = digests
    }

    private func deliverCopy(
        _ file: OpenedInput, _ report: inout InstanceReport
    ) throws(EarlyEnd) {
        let result = try makeResult()
        do throws(SystemError) {
            try FileContent.copy(from: file.descriptor, to: result.descriptor)
        } catch {
            throw end(PlacementError.system(error))
        }
        try deliver(result, isCopy: true, file, &report)
    }

    private func deliver(
        _ result: ResultFile, isCopy: Bool, _ file: OpenedInput, _ report: inout InstanceReport
    ) throws(EarlyEnd) {
        guard let status = FileStatus(descriptor: file.descriptor),
            status.seemsUnchanged(since: file.status)
        else {
            throw EarlyEnd(.failed, .unreadable, "the input changed while it was examined")
        }
        if plan.configuration.computesDigests, report.digests?.output == nil {
            let input = report.digests?.input
            do throws(SystemError) {
                report.digests?.output =
                    isCopy ? input : try FileContent.sha256(result.descriptor)
            } catch {
                throw end(PlacementError.system(error))
            }
        }
        switch (plan.output, result) {
        case (.folder(let folder), .temporary(let temporary)):
            guard let output = resources.output, let relative = file.input.relativePath else {
                throw EarlyEnd.unexpected
            }
            do throws(PlacementError) {
                try output.place(
                    temporary, at: relative, replacing: plan.overwrites,
                    acceptingEqual: plan.resumes, input: file.status.identity)
            } catch {
                throw end(error)
            }
            report.output = folder.appending(relative.path.bytes).description
        case (.standardOutput, .unnamed(let owner)):
            guard !plan.isDryRun else { return }
            do throws(SystemError) {
                try FileContent.stream(from: owner.descriptor, to: STDOUT_FILENO)
            } catch {
                outputWasNotWritable = true
                throw end(PlacementError.system(error))
            }
            report.output = "-"
        case (.folder, .unnamed):
            // A dry run: the result goes with its file.
            break
        case (.standardOutput, .temporary), (.none, _):
            throw EarlyEnd.unexpected
        }
    }

    /// Keeps a copy of an original whose result does not reach the output.
    func quarantine(_ file: OpenedInput) {
        guard plan.operation == .clean, let folder = resources.quarantine else { return }
        let relative =
            file.input.relativePath ?? RelativePath(basenameOf: file.input.path)
            ?? RelativePath("instance")
        guard let relative else { return }
        do throws(PlacementError) {
            try folder.keepCopy(
                of: file.descriptor, at: relative, identity: file.status.identity, mode: 0o600)
        } catch {
            outputWasNotWritable = true
            note(file, "the original could not be copied to the quarantine")
        }
    }

    func note(_ file: OpenedInput, _ message: String) {
        tools.observer.note(path: file.input.path.description, message: message)
    }
}
