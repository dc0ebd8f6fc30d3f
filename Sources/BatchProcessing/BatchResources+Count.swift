import Synchronization

extension BatchResources {
    /// Counts the inputs on a thread of its own and says how many there are; says nothing when the
    /// list can be read only once.
    package func countInputs(
        interrupt: Interrupt, _ body: @escaping @Sendable (Int) -> Void
    ) {
        let stopDescriptor = interrupt.stopDescriptor
        guard let copy = source.restarted(stopDescriptor: stopDescriptor) else { return }
        let source = Mutex(copy)
        // Not the whole of the resources: their folders must not outlive the run.
        let finished = finished
        // Not joined: it ends with the process, and nothing waits for the number.
        _ = JobThread {
            var count = 0
            source.withLock { source in
                while !interrupt.isStopRequested, let input = source.next() {
                    if !finished.contains(input.path) { count += 1 }
                }
            }
            body(count)
        }
    }
}
