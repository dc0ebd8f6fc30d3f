import CSystemCalls
import Glibc
import RedactionPolicy
import RedactionReport
import Testing

@testable import BatchProcessing

/// Pipes that stand for the interrupts of a terminal.
final class Signals {
    private var stop: [Int32] = [-1, -1]
    private var abort: [Int32] = [-1, -1]

    private init() throws {
        try #require(unsafe pixredact_pipe(&stop) == 0)
        try #require(unsafe pixredact_pipe(&abort) == 0)
    }

    deinit {
        for end in stop + abort { _ = close(end) }
    }

    /// Does `work` as after the given signals. The pipes are open all the while: the numbers of closed
    /// ones belong to other tests' files at once.
    static func raised<Result>(
        _ raised: Raised, during work: (Interrupt) throws -> Result
    ) throws -> Result {
        let signals = try Signals()
        if raised == .stop { _ = unsafe write(signals.stop[1], "", 1) }
        if raised == .abort { _ = unsafe write(signals.abort[1], "", 1) }
        return try withExtendedLifetime(signals) {
            try work(
                Interrupt(stopDescriptor: signals.stop[0], abortDescriptor: signals.abort[0]))
        }
    }

    enum Raised {
        /// After one signal.
        case stop
        /// As if both signals came while an input was in flight.
        case abort
    }
}

/// Takes every instance, and writes a word where it has painted.
struct EchoCleaner: NativeCleaner {
    /// How it ends; `nil` leaves it to a worker.
    var status: InstanceStatus? = .redacted

    func clean<E: Error>(
        input: Int32, boxes: [ReportedBox]?, makeOutput: () throws(E) -> Int32
    ) throws(E) -> InstanceReport? {
        guard let status else { return nil }
        if status == .redacted { _ = unsafe write(try makeOutput(), "native", 6) }
        return InstanceReport(path: "", status: status)
    }
}
