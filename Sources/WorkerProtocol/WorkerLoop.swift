/// A worker's life: it says hello, is told its configuration, and answers requests one by one
/// until its parent closes the channel.
package struct WorkerLoop: ~Copyable {
    private let channel: WorkerChannel

    /// Takes over `descriptor`, the worker's end of the channel.
    package init(descriptor: Int32) {
        channel = WorkerChannel(descriptor: descriptor)
    }

    /// Answers until the parent hangs up.
    ///
    /// - Parameters:
    ///   - makeProcessor: called once, with what the parent says.
    ///   - prepare: called before each request, with the configuration and the input.
    /// - Throws: ``WorkerProtocolError`` when the parent speaks another language.
    package borrowing func run(
        makeProcessor: (WorkerSetup) -> any InstanceProcessor,
        prepare: (WorkerSetup, RequestDescriptors) -> Void = { _, _ in }
    ) throws(WorkerProtocolError) {
        try channel.send(WorkerHello())
        guard let setup = try next(WorkerSetup.self)?.message else { return }
        let processor = makeProcessor(setup)
        while let (request, set) = try next(WorkerRequest.self) {
            guard let descriptors = RequestDescriptors(set.descriptors, for: request) else {
                throw WorkerProtocolError(
                    code: .descriptorCount, expected: request.descriptorCount,
                    found: set.descriptors.count)
            }
            prepare(setup, descriptors)
            var reply = processor.process(request, descriptors)
            reply.id = request.id
            // The set must outlive the work: the descriptors are closed with it.
            try withExtendedLifetime(set) { () throws(WorkerProtocolError) in
                try channel.send(reply)
            }
        }
    }

    private borrowing func next<Message: Decodable>(
        _ type: Message.Type
    ) throws(WorkerProtocolError) -> (message: Message, descriptors: DescriptorSet)? {
        do throws(WorkerProtocolError) {
            return try channel.receive(type)
        } catch {
            if error.code == .closed { return nil }
            throw error
        }
    }
}
