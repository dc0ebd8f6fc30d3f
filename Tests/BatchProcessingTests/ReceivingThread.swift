import Synchronization

@testable import BatchProcessing

/// Runs a closure on a thread of its own and hands over what it gives.
final class ReceivingThread<Value: Sendable>: Sendable {
    private let thread: JobThread
    private let result: Box

    private final class Box: Sendable {
        let value = Mutex<Value?>(nil)
    }

    init?(_ body: @escaping @Sendable () -> Value?) {
        let box = Box()
        guard let thread = JobThread({ box.value.withLock { $0 = body() } }) else { return nil }
        self.thread = thread
        result = box
    }

    /// Waits for the closure.
    func value() -> Value? {
        thread.join()
        return result.value.withLock { $0 }
    }
}
