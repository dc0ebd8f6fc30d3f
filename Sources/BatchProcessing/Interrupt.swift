import CSystemCalls
import Glibc

/// Ctrl-C and SIGTERM as two descriptors that become readable: the first signal asks the batch to
/// finish what is in flight, the second to drop that too.
package struct Interrupt: Sendable {
    /// Readable from the first signal on; -1 when nothing is watched.
    package let stopDescriptor: Int32
    /// Readable from the second signal on; -1 when nothing is watched.
    package let abortDescriptor: Int32

    package init(stopDescriptor: Int32 = -1, abortDescriptor: Int32 = -1) {
        self.stopDescriptor = stopDescriptor
        self.abortDescriptor = abortDescriptor
    }

    /// Watches the process's signals from now to its end, and ignores SIGPIPE. Once a process.
    package static func watch() -> Interrupt {
        var stop: [Int32] = [-1, -1]
        var abort: [Int32] = [-1, -1]
        guard unsafe pixredact_pipe(&stop) == 0, unsafe pixredact_pipe(&abort) == 0,
            pixredact_watch_interrupts(stop[1], abort[1]) == 0
        else { return Interrupt() }
        return Interrupt(stopDescriptor: stop[0], abortDescriptor: abort[0])
    }

    /// Whether no further input is to be begun.
    package var isStopRequested: Bool { Self.isReadable(stopDescriptor) }

    /// Whether what is in flight is to be dropped.
    package var isAbortRequested: Bool { Self.isReadable(abortDescriptor) }

    private static func isReadable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) > 0
    }
}
