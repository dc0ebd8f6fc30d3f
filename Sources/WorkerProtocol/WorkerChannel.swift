import CSystemCalls
import Glibc

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One end of a Unix stream socket that carries messages: a length of four bytes, little endian,
/// and so many bytes of JSON. Descriptors travel with the first byte of their message.
///
/// A call waits for at most its deadline, so that a peer that hangs holds nobody.
package struct WorkerChannel: ~Copyable {
    /// Longer messages are refused before anything is allocated for them.
    package static let maximumMessageLength = 1 << 26

    /// The descriptor at which a worker finds its end.
    package static let workerDescriptor: Int32 = 3

    package let descriptor: Int32

    /// Takes over `descriptor`, a connected stream socket.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    /// Sends a message, and copies of the descriptors with it.
    ///
    /// - Throws: `oversized`, `timedOut`, `closed`, `systemCall`.
    package borrowing func send<Message: Encodable>(
        _ message: Message, descriptors: [Int32] = [], deadline: Deadline = .never
    ) throws(WorkerProtocolError) {
        let payload: Data
        do {
            payload = try JSONEncoder().encode(message)
        } catch {
            // Our own types encode; what cannot is a number that is none.
            throw WorkerProtocolError(code: .malformed)
        }
        guard payload.count <= Self.maximumMessageLength else {
            throw WorkerProtocolError(
                code: .oversized, expected: Self.maximumMessageLength, found: payload.count)
        }
        let length = UInt32(payload.count)
        var bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        bytes.append(contentsOf: payload)
        try send(bytes, descriptors: descriptors, deadline: deadline)
    }

    private borrowing func send(
        _ bytes: [UInt8], descriptors: [Int32], deadline: Deadline
    ) throws(WorkerProtocolError) {
        var position = 0
        while position < bytes.count {
            let passed = position == 0 ? descriptors : []
            // The kernel reads `bytes` behind `position` and `passed`, which live as long.
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pixredact_send(
                    descriptor, buffer.baseAddress.map { unsafe $0 + position },
                    buffer.count - position, passed, passed.count)
            }
            if sent >= 0 {
                position += sent
            } else if errno == EAGAIN {
                try wait(for: Int16(POLLOUT), deadline: deadline, cancelledBy: nil)
            } else {
                throw Self.systemError()
            }
        }
    }

    /// The next message, with the descriptors that came along.
    ///
    /// - Parameter cancelDescriptor: when this becomes readable the call ends with `cancelled`.
    /// - Throws: any ``WorkerProtocolError``; the channel is of no use after one.
    package borrowing func receive<Message: Decodable>(
        _ type: Message.Type, deadline: Deadline = .never,
        cancelledBy cancelDescriptor: Int32? = nil
    ) throws(WorkerProtocolError) -> (message: Message, descriptors: DescriptorSet) {
        var passed: [Int32] = []
        let header: [UInt8]
        do throws(WorkerProtocolError) {
            header = try receive(
                count: 4, into: &passed, deadline: deadline, cancelledBy: cancelDescriptor)
        } catch {
            _ = DescriptorSet(passed)
            throw error
        }
        let descriptors = DescriptorSet(passed)
        let length = header.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        guard length <= Self.maximumMessageLength else {
            throw WorkerProtocolError(
                code: .oversized, expected: Self.maximumMessageLength, found: length)
        }
        var none: [Int32] = []
        let payload: [UInt8]
        do throws(WorkerProtocolError) {
            payload = try receive(
                count: length, into: &none, deadline: deadline, cancelledBy: cancelDescriptor)
        } catch {
            _ = DescriptorSet(none)
            throw error.code == .closed
                ? WorkerProtocolError(code: .truncated, expected: length, found: 0) : error
        }
        guard none.isEmpty else {
            _ = DescriptorSet(none)
            throw WorkerProtocolError(code: .descriptorCount)
        }
        do {
            return (try JSONDecoder().decode(type, from: Data(payload)), descriptors)
        } catch {
            throw WorkerProtocolError(code: .malformed)
        }
    }

    private borrowing func receive(
        count: Int, into descriptors: inout [Int32], deadline: Deadline,
        cancelledBy cancelDescriptor: Int32?
    ) throws(WorkerProtocolError) -> [UInt8] {
        var bytes: [UInt8] = []
        // Room grows with what has come, so that a length alone costs no memory.
        while bytes.count < count {
            let wanted = min(count - bytes.count, 1 << 20)
            var chunk = [UInt8](repeating: 0, count: wanted)
            var passed = [Int32](repeating: -1, count: Int(PIXREDACT_MAX_DESCRIPTORS))
            var passedCount = 0
            // The kernel writes at most `wanted` bytes and as many descriptors as there is room.
            let received = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe pixredact_receive(
                    descriptor, buffer.baseAddress, wanted, &passed, passed.count, &passedCount)
            }
            if received < 0 {
                guard errno == EAGAIN else { throw Self.systemError() }
                try wait(
                    for: Int16(POLLIN), deadline: deadline, cancelledBy: cancelDescriptor)
                continue
            }
            descriptors += passed.prefix(passedCount)
            guard received > 0 else {
                throw bytes.isEmpty
                    ? WorkerProtocolError(code: .closed)
                    : WorkerProtocolError(code: .truncated, expected: count, found: bytes.count)
            }
            bytes += chunk.prefix(received)
        }
        return bytes
    }

    private borrowing func wait(
        for events: Int16, deadline: Deadline, cancelledBy cancelDescriptor: Int32?
    ) throws(WorkerProtocolError) {
        // poll(2) passes over an entry whose descriptor is negative.
        var entries = [
            pollfd(fd: descriptor, events: events, revents: 0),
            pollfd(fd: cancelDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let ready = unsafe poll(&entries, nfds_t(entries.count), deadline.pollTimeout)
            if ready < 0 {
                guard errno == EINTR else { throw Self.systemError() }
            } else if entries[1].revents != 0 {
                throw WorkerProtocolError(code: .cancelled)
            } else if ready > 0 {
                return
            } else if deadline.hasPassed {
                throw WorkerProtocolError(code: .timedOut)
            }
        }
    }

    private static func systemError() -> WorkerProtocolError {
        switch errno {
        case EPIPE: WorkerProtocolError(code: .closed)
        // unix(7): the peer closed with unread data in its receive buffer.
        case ECONNRESET: WorkerProtocolError(code: .reset)
        case EMSGSIZE: WorkerProtocolError(code: .descriptorCount)
        case let number: WorkerProtocolError(code: .systemCall, found: Int(number))
        }
    }
}

extension WorkerChannel {
    /// Two connected ends, both close-on-exec.
    package static func pair() throws(WorkerProtocolError) -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pixredact_socket_pair(&ends) == 0 else { throw systemError() }
        return (ends[0], ends[1])
    }
}
