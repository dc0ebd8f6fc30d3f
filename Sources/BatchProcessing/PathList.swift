import Glibc

/// The lines of a list of files (`--files-from`), one at a time as they come.
///
/// A line ends with a newline; names are bytes and may have any other. Empty lines are passed over.
struct PathList: Sendable {
    private let file: DescriptorOwner
    /// Readable when nothing more is wanted, so that a list from a terminal or a slow pipe does
    /// not keep an interrupted run.
    private let stopDescriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// - Parameter path: `-` is standard input.
    init(_ path: BytePath, stopDescriptor: Int32) throws(BatchError) {
        let descriptor =
            path == "-"
            ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
            : unsafe open(path.cString, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BatchError(code: .listUnreadable, path: path, errorNumber: errno)
        }
        file = DescriptorOwner(descriptor)
        self.stopDescriptor = stopDescriptor
    }

    /// The next line; `nil` at the end or when the run is to stop.
    mutating func next() throws(SystemError) -> BytePath? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[position..<end]
                position = end + 1
                if !line.isEmpty { return BytePath(bytes: Array(line)) }
            } else if isAtEnd {
                let line = buffer[position...]
                position = buffer.count
                return line.isEmpty ? nil : BytePath(bytes: Array(line))
            } else {
                try fill()
            }
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
