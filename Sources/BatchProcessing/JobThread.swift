import Glibc

/// A thread of one job slot.
///
/// A slot waits for its worker most of the time. On the cooperative pool of Swift concurrency such
/// waits would hold its few threads, one for each processor, so that with as many jobs nothing else
/// could run; a thread costs a stack and nothing more.
final class JobThread: Sendable {
    private let thread: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts `body`; `nil` when the system has no thread left.
    init?(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        // The thread takes over the one reference that is made here.
        let context = unsafe Unmanaged.passRetained(Body(body))
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            unsafe context.release()
            return nil
        }
        self.thread = thread
    }

    /// Waits for the end of the thread. Once.
    func join() {
        _ = pthread_join(thread, nil)
    }
}
