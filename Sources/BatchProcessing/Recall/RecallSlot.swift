import Glibc
import RedactionPolicy
import RedactionReport
import WorkerProtocol

/// One thread's part of a measurement: it takes an input to its outcome, with a worker of its own.
final class RecallSlot {
    private let resources: RecallResources
    private let interrupt: Interrupt
    private let worker: WorkerSlot
    /// Whether an output could not be written for a reason that the next one will meet too.
    private(set) var outputWasNotWritable = false

    /// Where the results of one picture go in the output folder.
    private struct Places {
        var picture: RelativePath
        var labels: RelativePath

        /// `nil` for names that lead out of the folder.
        init?(_ input: BatchInput) {
            let name: BytePath = input.content == .standardInput ? "instance" : input.path
            guard let relative = input.relativePath ?? RelativePath(basenameOf: name) else {
                return nil
            }
            let suffix = relative.path.bytes.suffix(4)
            let isNamedSo = suffix.elementsEqual(".dcm".utf8) || suffix.elementsEqual(".DCM".utf8)
            let path = isNamedSo ? relative.path : relative.appendingSuffix(".dcm")
            guard
                let picture = RelativePath(BytePath("files").appending(path.bytes)),
                let labels = RelativePath(
                    BytePath("labels").appending(path.bytes + Array(".json".utf8)))
            else { return nil }
            self.picture = picture
            self.labels = labels
        }
    }

    /// - Parameter number: of the job, from 1 on.
    init(_ resources: RecallResources, interrupt: Interrupt, number: Int) {
        self.resources = resources
        self.interrupt = interrupt
        worker = WorkerSlot(
            executable: resources.plan.workerExecutable,
            configuration: resources.plan.configuration, interrupt: interrupt,
            log: resources.log.ofJob(number))
    }

    /// The outcome of one input; `nil` when the run was interrupted twice.
    func outcome(of input: BatchInput) -> RecallReport? {
        outputWasNotWritable = false
        var report: RecallReport?
        do throws(EarlyEnd) {
            report = try measure(input, open(input))
        } catch {
            report = error.report.map { RecallReport($0) }
        }
        report?.path = input.path.description
        return report
    }

    private func open(_ input: BatchInput) throws(EarlyEnd) -> InputFile {
        switch input.content {
        case .unusable(let reason): throw EarlyEnd(.failed, reason.code, reason.message)
        case .standardInput:
            return try InputFile(
                spoolingStandardInput: interrupt.stopDescriptor)
        case .file: return try InputFile(input.path, isNamed: input.isNamed)
        }
    }

    private func measure(
        _ input: BatchInput, _ file: InputFile
    ) throws(EarlyEnd) -> RecallReport {
        let target = try target(for: input, file)
        let request = WorkerRequest(
            id: 0, operation: .synth, isNamed: input.isNamed, hasOutput: target != nil,
            recall: resources.plan.order)
        let reply = try worker.ask(
            request,
            RequestDescriptors(input: file.descriptor, output: target?.file.descriptor))
        guard var report = reply.recall else { throw EarlyEnd.unexpected }
        report.output = nil
        report.labels = nil
        if let target, report.status == .measured {
            guard reply.wroteOutput else { throw EarlyEnd.unexpected }
            try deliver(target, &report, file)
        }
        return report
    }

    private struct Target {
        var folder: OutputFolder
        var places: Places
        var file: TemporaryFile
    }

    /// An empty file for the picture; names that are taken end the input before the work is done.
    private func target(for input: BatchInput, _ file: InputFile) throws(EarlyEnd) -> Target? {
        guard let folder = resources.output else { return nil }
        guard let places = Places(input) else {
            throw EarlyEnd(
                .failed, .outputNotWritable, "the path leads out of the output folder")
        }
        for place in [places.picture, places.labels] {
            try placing { () throws(PlacementError) in
                try folder.check(place.path, replacing: false, input: file.status.identity)
            }
        }
        let temporary = try made { () throws(SystemError) in try folder.makeFile(mode: 0o600) }
        return Target(folder: folder, places: places, file: temporary)
    }

    /// Gives the picture and its labels their names.
    private func deliver(
        _ target: Target, _ report: inout RecallReport, _ input: InputFile
    ) throws(EarlyEnd) {
        let digest = try made { () throws(SystemError) in
            try FileContent.sha256(target.file.descriptor)
        }
        let text = try RecallLabels(
            report, file: target.places.picture.path.description, sha256: digest,
            seed: resources.plan.order.seed
        ).bytes()
        let labels = try made { () throws(SystemError) in
            let labels = try target.folder.makeFile(mode: 0o600)
            try FileContent.write(text, to: labels.descriptor)
            return labels
        }
        // The picture last: there is none without its labels.
        for (file, place) in [(labels, target.places.labels), (target.file, target.places.picture)]
        {
            try placing { () throws(PlacementError) in
                try target.folder.place(
                    file, at: place, replacing: false, input: input.status.identity)
            }
        }
        report.output = target.folder.path.appending(target.places.picture.path.bytes).description
        report.labels = target.folder.path.appending(target.places.labels.path.bytes).description
    }

    private func made<Result>(
        _ body: () throws(SystemError) -> Result
    ) throws(EarlyEnd) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            throw end(.system(error))
        }
    }

    private func placing(_ body: () throws(PlacementError) -> Void) throws(EarlyEnd) {
        do throws(PlacementError) {
            try body()
        } catch {
            throw end(error)
        }
    }

    private func end(_ error: PlacementError) -> EarlyEnd {
        if case .system(let error) = error, error.isAboutTheOutput { outputWasNotWritable = true }
        return EarlyEnd(error)
    }
}

extension RecallReport {
    /// What the end of an input is in a measurement.
    fileprivate init(_ report: InstanceReport) {
        self.init(report.status == .skipped ? .skipped : .failed, reason: report.reason)
    }
}
