import RedactionReport
import WorkerProtocol

/// Stands in for the engine until it is there: fails every instance.
struct StubProcessor: InstanceProcessor {
    func process(_ request: WorkerRequest, _ descriptors: RequestDescriptors) -> WorkerReply {
        WorkerReply(
            id: request.id,
            report: InstanceReport(
                path: "", status: .failed,
                reason: Reason(code: .detectionFailed, message: "no engine in this build")))
    }
}
