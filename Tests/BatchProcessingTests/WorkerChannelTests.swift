import Glibc
import RedactionPolicy
import RedactionReport
import Testing

@testable import WorkerProtocol

@Suite final class WorkerChannelTests {
    private let near: WorkerChannel
    private let far: Int32

    init() throws {
        let ends = try WorkerChannel.pair()
        near = WorkerChannel(descriptor: ends.0)
        far = ends.1
    }

    private func sendRaw(_ bytes: [UInt8]) {
        _ = unsafe write(far, bytes, bytes.count)
    }

    private func failure() -> WorkerProtocolError.Code? {
        do throws(WorkerProtocolError) {
            _ = try near.receive(WorkerHello.self)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func carriesAMessageWithItsDescriptors() throws {
        var pipes: [Int32] = [-1, -1]
        try #require(unsafe pipe(&pipes) == 0)
        let request = WorkerRequest(
            id: 7, operation: .clean, isNamed: true,
            boxes: [
                ReportedBox(
                    box: .init(x: 1, y: 2, width: 3, height: 4), sources: [.boxes],
                    decision: .keep)
            ], hasOutput: true)
        let other = WorkerChannel(descriptor: far)
        try near.send(request, descriptors: pipes)
        for end in pipes { _ = close(end) }
        let (received, set) = try other.receive(WorkerRequest.self)
        #expect(received == request)
        let descriptors = try #require(RequestDescriptors(set.descriptors, for: received))
        // What is written into the second descriptor comes out of the first: they are the pipe.
        let output = try #require(descriptors.output)
        #expect(unsafe write(output, "x", 1) == 1)
        var byte: UInt8 = 0
        #expect(unsafe read(descriptors.input, &byte, 1) == 1)
        #expect(byte == UInt8(ascii: "x"))
        #expect(fcntl(output, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test func theWholeConfigurationArrives() throws {
        let other = WorkerChannel(descriptor: far)
        var configuration = RedactionConfiguration()
        configuration.detector = .both
        configuration.threshold = 0.1
        configuration.findsPerFrame = true
        configuration.padding = 7
        configuration.fill = .value(-3)
        try near.send(WorkerSetup(configuration: configuration))
        #expect(try other.receive(WorkerSetup.self).message.configuration == configuration)
    }

    @Test func receivedDescriptorsAreClosedWithTheirSet() throws {
        let other = WorkerChannel(descriptor: far)
        try near.send(WorkerHello(), descriptors: [STDIN_FILENO])
        var set: DescriptorSet? = try other.receive(WorkerHello.self).descriptors
        let descriptor = try #require(set?.descriptors.first)
        let copy = FileProbe(descriptor)
        #expect(copy.isOpen)
        set = nil
        #expect(!copy.isOpen)
    }

    @Test func messagesLargerThanTheSocketsBufferArrive() throws {
        let box = ReportedBox(
            box: .init(x: 1, y: 2, width: 3, height: 4), sources: [.boxes], decision: .keep)
        let request = WorkerRequest(
            id: 1, operation: .clean, isNamed: true, boxes: Array(repeating: box, count: 20_000))
        let end = far
        let thread = try #require(
            ReceivingThread {
                try? WorkerChannel(descriptor: end).receive(WorkerRequest.self).message
            })
        try near.send(request)
        #expect(thread.value() == request)
    }

    @Test func closedBetweenMessages() {
        _ = close(far)
        #expect(failure() == .closed)
    }

    @Test(arguments: [
        [UInt8](), [1], [20, 0, 0], [20, 0, 0, 0], [20, 0, 0, 0, 0x7B],
    ])
    func closedInsideAMessage(_ bytes: [UInt8]) {
        sendRaw(bytes)
        _ = close(far)
        #expect(failure() == (bytes.isEmpty ? .closed : .truncated))
    }

    @Test func oversizedIsRefusedByItsLength() {
        sendRaw([0xFF, 0xFF, 0xFF, 0xFF])
        #expect(failure() == .oversized)
        _ = close(far)
    }

    @Test(arguments: ["", "{", "[]", "{}", #"{"version":"one"}"#, "\u{0}\u{0}"])
    func malformed(_ json: String) {
        sendRaw([UInt8(json.utf8.count), 0, 0, 0] + Array(json.utf8))
        #expect(failure() == .malformed)
        _ = close(far)
    }

    @Test func passedDeadlineEndsWaiting() {
        do throws(WorkerProtocolError) {
            _ = try near.receive(WorkerHello.self, deadline: Deadline(in: 0))
            Issue.record("nothing was sent")
        } catch {
            #expect(error.code == .timedOut)
        }
        _ = close(far)
    }

    @Test func fullSocketEndsSendingAtTheDeadline() {
        let setup = WorkerSetup(configuration: RedactionConfiguration())
        do throws(WorkerProtocolError) {
            while true { try near.send(setup, deadline: Deadline(in: 0)) }
        } catch {
            #expect(error.code == .timedOut)
        }
        _ = close(far)
    }

    @Test func cancelDescriptorEndsWaiting() throws {
        let signals = try WorkerChannel.pair()
        _ = close(signals.1)
        do throws(WorkerProtocolError) {
            _ = try near.receive(WorkerHello.self, cancelledBy: signals.0)
            Issue.record("nothing was sent")
        } catch {
            #expect(error.code == .cancelled)
        }
        _ = close(signals.0)
        _ = close(far)
    }
}

/// Whether a descriptor still leads to the file that it led to.
private struct FileProbe {
    let descriptor: Int32
    private let inode: UInt

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        inode = Self.inode(descriptor)
    }

    var isOpen: Bool { inode != 0 && Self.inode(descriptor) == inode }

    private static func inode(_ descriptor: Int32) -> UInt {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? UInt(status.st_ino) : 0
    }
}
