import CSystemCalls
import Glibc
package import RedactionPolicy

/// What a worker process denies itself.
package enum WorkerLimits {
    /// No core dump, no life without the parent, no answer to Ctrl-C (the parent's to give).
    /// `/proc/self` belongs to root afterwards: descriptors cannot be opened again by path.
    ///
    /// - Returns: whether the system agreed; a worker that may leave dumps must not work.
    package static func becomeWorker() -> Bool {
        pixredact_become_worker() == 0
    }

    /// Limits the address space for one request: `limits.workerAddressSpace` and room to map the
    /// input and an output of like size. Memory that is refused ends the process, which costs the
    /// instance (`worker_crashed`).
    package static func limitAddressSpace(_ limits: ResourceLimits, input: Int32) {
        var status = stat()
        // A failing call leaves the size 0: the limit is tighter then, not looser.
        let size = unsafe fstat(input, &status) == 0 ? UInt64(max(status.st_size, 0)) : 0
        let (mapped, overflow) = size.multipliedReportingOverflow(by: 2)
        let (total, isTooLarge) = mapped.addingReportingOverflow(
            UInt64(max(limits.workerAddressSpace, 0)))
        guard !overflow, !isTooLarge else { return }
        _ = pixredact_limit_address_space(total)
    }
}
