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

    init() throws {
        try #require(unsafe pixredact_pipe(&stop) == 0)
        try #require(unsafe pixredact_pipe(&abort) == 0)
    }

    deinit {
        for end in stop + abort { _ = close(end) }
    }

    /// As after so many signals.
    func raised(_ count: Int) -> Interrupt {
        for end in [stop[1], abort[1]].prefix(count) {
            _ = unsafe write(end, "", 1)
        }
        return Interrupt(stopDescriptor: stop[0], abortDescriptor: abort[0])
    }

    /// As if both signals came while an input was in flight.
    func abortedOnly() -> Interrupt {
        _ = unsafe write(abort[1], "", 1)
        return Interrupt(stopDescriptor: stop[0], abortDescriptor: abort[0])
    }
}

/// Takes every instance, and writes a word.
struct EchoCleaner: NativeCleaner {
    func clean(
        input: Int32, boxes: [ReportedBox], output: Int32, configuration: RedactionConfiguration
    ) -> InstanceReport? {
        _ = unsafe write(output, "native", 6)
        return InstanceReport(path: "", status: .redacted)
    }
}
