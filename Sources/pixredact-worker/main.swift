import Glibc
import RedactionPolicy
import WorkerProtocol

// The worker process: one instance at a time, its files by descriptor, hostile bytes welcome.
// It is started by `pixredact` and of no use by itself.
guard fcntl(WorkerChannel.workerDescriptor, F_GETFD) >= 0 else {
    let message = "pixredact-worker: to be started by pixredact\n"
    _ = unsafe write(STDERR_FILENO, message, message.utf8.count)
    exit(64)
}
guard WorkerLimits.becomeWorker() else { exit(71) }
do throws(WorkerProtocolError) {
    try WorkerLoop(descriptor: WorkerChannel.workerDescriptor).run(
        makeProcessor: { setup in EngineProcessor(setup.configuration) },
        prepare: { setup, descriptors in
            WorkerLimits.limitAddressSpace(setup.configuration.limits, input: descriptors.input)
        })
} catch {
    exit(76)
}
