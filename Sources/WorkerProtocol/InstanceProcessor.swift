/// Works on one instance at a time: what a worker process is there for.
package protocol InstanceProcessor {
    /// Does what `request` asks. The descriptors stay open until this returns, and are closed
    /// then. The reply's `id` is set by the caller.
    func process(_ request: WorkerRequest, _ descriptors: RequestDescriptors) -> WorkerReply
}
