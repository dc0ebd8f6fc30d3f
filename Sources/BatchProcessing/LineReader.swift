import Glibc

/// The lines of a file or stream, one at a time, whatever its size.
struct LineReader: Sendable {
    private let file: DescriptorOwner
    private let stopDescriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// Whether the line that came last had a newline.
    private(set) var lastLineIsWhole = true

    /// - Parameter stopDescriptor: when this becomes readable the rest is left, so that a list from
    ///   a terminal or a slow pipe does not keep an interrupted run; -1 for none.
    init(_ file: DescriptorOwner, stopDescriptor: Int32 = -1) {
        self.file = file
        self.stopDescriptor = stopDescriptor
    }

    /// The next line without its newline; `nil` at the end or when the rest is left. The last line
    /// need not have a newline: ``lastLineIsWhole`` tells.
    mutating func next() throws(SystemError) -> ArraySlice<UInt8>? {
        // A line is searched for its end once, however many pieces it comes in.
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[position..<end]
                position = end + 1
                lastLineIsWhole = true
                return line
            }
            if isAtEnd {
                let line = buffer[position...]
                position = buffer.count
                lastLineIsWhole = false
                return line.isEmpty ? nil : line
            }
            searched = buffer.count - position
            try fill()
        }
    }

    private mutating func fill() throws(SystemError) {
        buffer.removeSubrange(..<position)
        position = 0
        var entries = [
            pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopDescriptor, events: Int16(POLLIN), revents: 0),
        ]
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard unsafe poll(&entries, 2, -1) >= 0 else {
                if errno == EINTR { continue }
                throw SystemError()
            }
            if entries[1].revents != 0 {
                buffer = []
                isAtEnd = true
                return
            }
            let count = unsafe read(file.descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw SystemError()
            }
            isAtEnd = count == 0
            buffer += chunk.prefix(count)
            return
        }
    }
}
