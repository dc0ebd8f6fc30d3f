import CSystemCalls
import Glibc
package import RedactionPolicy
package import WorkerProtocol

/// Why a worker gave no reply.
package enum WorkerFailure: Error, Hashable, Sendable {
    /// It could not be started, or did not get as far as saying hello.
    case notStarted(SystemError?)
    /// It ended; the exit status, or minus the number of the signal.
    case crashed(exitStatus: Int32)
    /// It answered something else than was asked.
    case confused
    case timedOut
    /// The run was interrupted twice.
    case cancelled
    /// It had ended before it was asked: another may try.
    case wasGone
}

/// A worker process, which the owner talks to alone. Killed when nobody holds it any more: between
/// two requests it has nothing to lose.
package final class WorkerProcess {
    private let channel: WorkerChannel
    private let process: pid_t
    private let log: OperatorLog
    private var isReaped = false
    private var nextID: UInt64 = 1

    /// What a worker may take to load its libraries and say hello, however short an instance's
    /// limit is.
    private static let startSeconds = 60.0

    /// Starts `executable` and waits for its hello.
    ///
    /// - Parameter earlier: how many workers it follows in its job, for the log.
    package init(
        executable: BytePath, configuration: RedactionConfiguration, interrupt: Interrupt,
        log: OperatorLog = .silent, earlier: Int = 0
    ) throws(WorkerFailure) {
        self.log = log
        let ends: (Int32, Int32)
        do throws(WorkerProtocolError) {
            ends = try WorkerChannel.pair()
        } catch {
            throw .notStarted(SystemError())
        }
        channel = WorkerChannel(descriptor: ends.0)
        var process: pid_t = 0
        let number = unsafe pixredact_spawn_worker(executable.cString, ends.1, &process)
        _ = close(ends.1)
        self.process = process
        guard number == 0 else {
            isReaped = true
            log.workerLost(process: 0, .notStarted(SystemError(number: number)))
            throw .notStarted(SystemError(number: number))
        }
        do throws(WorkerProtocolError) {
            let deadline = Deadline(
                in: max(Self.startSeconds, configuration.limits.secondsPerInstance))
            let hello = try channel.receive(
                WorkerHello.self, deadline: deadline, cancelledBy: interrupt.abortDescriptor
            ).message
            guard hello.version == workerProtocolVersion else {
                throw WorkerProtocolError(
                    code: .malformed, expected: workerProtocolVersion, found: hello.version)
            }
            try channel.send(WorkerSetup(configuration: configuration), deadline: deadline)
        } catch {
            let failure: WorkerFailure = error.code == .cancelled ? .cancelled : .notStarted(nil)
            log.workerLost(process: process, failure)
            _ = end()
            throw failure
        }
        log.workerStarted(process: process, replacing: earlier)
    }

    /// Has one request done; its `id` is set here. After a failure the process is gone.
    package func perform(
        _ request: WorkerRequest, _ descriptors: RequestDescriptors, deadline: Deadline,
        interrupt: Interrupt
    ) throws(WorkerFailure) -> WorkerReply {
        do throws(WorkerFailure) {
            return try exchange(request, descriptors, deadline: deadline, interrupt: interrupt)
        } catch {
            log.workerLost(process: process, error)
            throw error
        }
    }

    private func exchange(
        _ request: WorkerRequest, _ descriptors: RequestDescriptors, deadline: Deadline,
        interrupt: Interrupt
    ) throws(WorkerFailure) -> WorkerReply {
        var request = request
        request.id = nextID
        nextID += 1
        do throws(WorkerProtocolError) {
            try channel.send(request, descriptors: descriptors.inOrder, deadline: deadline)
        } catch {
            let status = end()
            switch error.code {
            case .closed, .reset: throw .wasGone
            case .timedOut: throw .timedOut
            default: throw .crashed(exitStatus: status)
            }
        }
        do throws(WorkerProtocolError) {
            let reply = try channel.receive(
                WorkerReply.self, deadline: deadline, cancelledBy: interrupt.abortDescriptor
            ).message
            guard reply.id == request.id else { throw WorkerProtocolError(code: .malformed) }
            return reply
        } catch {
            let status = end()
            switch error.code {
            case .timedOut: throw .timedOut
            case .cancelled: throw .cancelled
            case .reset: throw .wasGone
            case .closed, .truncated: throw .crashed(exitStatus: status)
            case .oversized, .malformed, .descriptorCount, .systemCall: throw .confused
            }
        }
    }

    /// Kills the process if it still runs, and says how it ended. A process that has begun to end
    /// keeps its own status.
    private func end() -> Int32 {
        guard !isReaped else { return 0 }
        isReaped = true
        pixredact_kill(process)
        return pixredact_wait(process)
    }

    deinit {
        if !isReaped {
            _ = end()
            log.workerEnded(process: process)
        }
    }
}

/// Where the worker's executable is.
package enum WorkerExecutable {
    /// What `PIXREDACT_WORKER` names, else `pixredact-worker` beside the running executable.
    package static func locate() -> BytePath {
        if let path = unsafe getenv("PIXREDACT_WORKER"), unsafe path[0] != 0 {
            return unsafe BytePath(String(cString: path))
        }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        let path = buffer.prefix(max(length, 0)).map { UInt8(bitPattern: $0) }
        let folder = path[..<(path.lastIndex(of: BytePath.slash) ?? 0)]
        return BytePath(bytes: Array(folder)).appending("pixredact-worker")
    }
}
