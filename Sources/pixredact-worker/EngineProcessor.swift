import DICOMCore
import Glibc
import PixelPainting
import PixelRedaction
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection
import WorkerProtocol

/// The engine behind a worker's requests: one detector, one reader and one set of rules, used for one
/// instance after the other.
final class EngineProcessor: InstanceProcessor {
    let configuration: RedactionConfiguration
    private let detector: LateDetector
    private let interpreter: TextInterpreter
    private let masks: DeviceMasks
    private let recallProbe: RecallProbe

    init(_ configuration: RedactionConfiguration) {
        self.configuration = configuration
        detector = LateDetector(configuration)
        interpreter = TextInterpreter(configuration)
        masks = DeviceMasks(configuration)
        recallProbe = RecallProbe(configuration, detector: detector)
    }

    func process(_ request: WorkerRequest, _ descriptors: RequestDescriptors) -> WorkerReply {
        do {
            let source = try ByteSource(fileDescriptor: descriptors.input)
            return try process(request, descriptors, source)
        } catch {
            return WorkerReply(
                id: request.id,
                report: InstanceReport(
                    path: "", status: .failed,
                    reason: Reason(code: .unreadable, message: "the input cannot be mapped")))
        }
    }

    private func process(
        _ request: WorkerRequest, _ descriptors: RequestDescriptors, _ source: ByteSource
    ) throws(DICOMError) -> WorkerReply {
        let start = ContinuousClock.now
        let pipeline = RedactionPipeline(
            configuration, detector: detector, interpreter: interpreter, masks: masks)
        let identity = request.identity ?? KnownIdentity()
        var reply: WorkerReply
        switch request.operation {
        case .scan:
            reply = WorkerReply(
                id: request.id, report: pipeline.scan(source, identity: identity))
        case .clean:
            reply = WorkerReply(
                id: request.id,
                report: pipeline.clean(
                    source, boxes: request.boxes, output: descriptors.output, identity: identity))
            reply.wroteOutput = reply.report.status == .redacted && descriptors.output != nil
        case .verify:
            guard let output = descriptors.output else {
                preconditionFailure("a verification names two files")
            }
            let verifier = FileVerifier(
                configuration, detector: detector, interpreter: interpreter, masks: masks)
            let result = verifier.verify(
                original: source, cleaned: try ByteSource(fileDescriptor: output),
                identity: identity)
            reply = WorkerReply(
                id: request.id, report: InstanceReport(path: "", status: .noText),
                verification: result)
        case .synth:
            let order = request.recall ?? RecallOrder()
            let result = recallProbe.measure(source, order, output: descriptors.output)
            reply = WorkerReply(
                id: request.id, report: InstanceReport(path: "", status: .noText),
                wroteOutput: result.status == .measured && descriptors.output != nil,
                recall: result.ofNamedInput(request.isNamed))
        }
        reply.report = reply.report.ofNamedInput(request.isNamed)
        reply.wrotePreview = writePreviews(of: source, reply, descriptors)
        reply.heatMaps = writeHeatMaps(of: source, reply, descriptors, since: start)
        return reply
    }
}

/// The detector, made when the first frame is to be examined: known boxes need none, and weights
/// and language data take longer to load than a frame to paint.
///
/// One that cannot start fails the instances that need it, one by one.
private final class LateDetector: TextDetector {
    private let configuration: RedactionConfiguration
    private var made: (any TextDetector)?

    init(_ configuration: RedactionConfiguration) {
        self.configuration = configuration
    }

    func session(_ search: TextSearch) throws(TextDetectionError) -> any TextSession {
        if let made { return try made.session(search) }
        let detector = try TextDetectors.make(configuration)
        made = detector
        return try detector.session(search)
    }
}
