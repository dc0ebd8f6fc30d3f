import Glibc
import RedactionPolicy
import RedactionReport
import WorkerProtocol

/// What a slot needs besides its worker.
struct InstanceTools: Sendable {
    let nativeCleaner: (any NativeCleaner)?
    let headerReader: any InstanceHeaderReader
    let observer: any BatchObserver
    let log: OperatorLog
}

/// One thread's part of a batch: it takes an input to its outcome, with a worker of its own.
final class JobSlot {
    let resources: BatchResources
    let interrupt: Interrupt
    let tools: InstanceTools
    /// Whether an output could not be written for a reason that the next one will meet too.
    var outputWasNotWritable = false
    private let worker: WorkerSlot

    var plan: BatchPlan { resources.plan }

    /// - Parameter number: of the job, from 1 on.
    init(_ resources: BatchResources, interrupt: Interrupt, tools: InstanceTools, number: Int) {
        worker = WorkerSlot(
            executable: resources.plan.workerExecutable,
            configuration: resources.plan.configuration, interrupt: interrupt,
            log: tools.log.ofJob(number))
        self.resources = resources
        self.interrupt = interrupt
        self.tools = tools
    }

    /// The outcome of one input, its output in place; `nil` when the run was interrupted twice.
    func outcome(of input: BatchInput) -> InstanceReport? {
        outputWasNotWritable = false
        var report: InstanceReport?
        do throws(EarlyEnd) {
            let file = try open(input)
            do throws(EarlyEnd) {
                report = try examine(file)
            } catch {
                report = error.report
            }
            if report?.status == .held || report?.status == .failed {
                quarantine(file)
            }
        } catch {
            report = error.report
        }
        report?.path = input.path.description
        return report
    }

    private func examine(_ file: OpenedInput) throws(EarlyEnd) -> InstanceReport {
        try checkPlacement(of: file)
        switch boxes(for: file) {
        case .lookForText:
            if let report = try paintHere(file, boxes: nil) { return report }
            return try work(file, boxes: nil)
        case .given(let boxes):
            if let report = try paintHere(file, boxes: boxes) { return report }
            return try work(file, boxes: boxes)
        case .notListed:
            return try unlisted(file)
        }
    }

    private enum BoxesAnswer { case lookForText, given([ReportedBox]), notListed }

    private func boxes(for file: OpenedInput) -> BoxesAnswer {
        guard let list = resources.boxes else { return .lookForText }
        let uid =
            list.asksForInstanceUIDs
            ? tools.headerReader.keys(of: file.descriptor)?.sopInstanceUID : nil
        guard let boxes = list.boxes(path: file.input.path, sopInstanceUID: uid) else {
            return .notListed
        }
        return .given(boxes)
    }

    /// What the caller says of who is in the picture. An instance that no row names is looked at
    /// with what its header says.
    private func identity(of file: OpenedInput) -> KnownIdentity? {
        guard let list = resources.identifiers,
            let keys = tools.headerReader.keys(of: file.descriptor)
        else { return nil }
        let identity = list.identity(for: keys)
        if identity == nil { note(file, "no row of the identifiers is for this instance") }
        return identity
    }

    /// An instance that the list does not name: what is not an image, or is broken, is reported as
    /// such, all else is held.
    private func unlisted(_ file: OpenedInput) throws(EarlyEnd) -> InstanceReport {
        let request = WorkerRequest(
            id: 0, operation: .clean, isNamed: file.input.isNamed, boxes: [])
        var report = try worker.ask(request, RequestDescriptors(input: file.descriptor)).report
        switch report.status {
        case .failed, .held:
            return report
        case .skipped:
            return try settle(report, file, written: nil)
        case .noText, .flagged, .redacted, .kept:
            report.status = .held
            report.reason = Reason(
                code: .noBoxesEntry, message: "the instance is not in the list of boxes")
            return report
        }
    }

    /// Native pixels with known boxes, or of a known device, need no worker.
    private func paintHere(
        _ file: OpenedInput, boxes: [ReportedBox]?
    ) throws(EarlyEnd) -> InstanceReport? {
        guard let cleaner = tools.nativeCleaner, plan.operation == .clean, plan.preview == nil
        else { return nil }
        var result: ResultFile?
        let report = try cleaner.clean(input: file.descriptor, boxes: boxes) {
            () throws(EarlyEnd) in
            let made = try makeResult()
            result = made
            return made.descriptor
        }
        guard let report else { return nil }
        return try settle(report, file, written: report.status == .redacted ? result : nil)
    }

    private func work(
        _ file: OpenedInput, boxes: [ReportedBox]?
    ) throws(EarlyEnd) -> InstanceReport {
        let result = plan.operation == .clean ? try makeResult() : nil
        let pictures = makePreview(file)
        let heatMaps = makeHeatMaps(file)
        let request = WorkerRequest(
            id: 0, operation: plan.operation, isNamed: file.input.isNamed, boxes: boxes,
            hasOutput: result != nil, hasPreview: pictures != nil, heatMapCount: heatMaps.count,
            identity: boxes == nil ? identity(of: file) : nil)
        let descriptors = RequestDescriptors(
            input: file.descriptor, output: result?.descriptor,
            previewBefore: pictures?.before.descriptor, previewAfter: pictures?.after.descriptor,
            heatMaps: heatMaps.map(\.descriptor))
        let reply = try worker.ask(request, descriptors)
        if let pictures, reply.wrotePreview {
            place(pictures, file)
        }
        place(heatMaps, reply, file)
        return try settle(reply.report, file, written: reply.wroteOutput ? result : nil)
    }
}
