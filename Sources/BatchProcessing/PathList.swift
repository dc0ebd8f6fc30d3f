import Glibc

/// The lines of a list of files (`--files-from`), one at a time as they come.
///
/// A line ends with a newline; names are bytes and may have any other. Empty lines are passed over.
struct PathList: Sendable {
    private var lines: LineReader

    /// - Parameter path: `-` is standard input.
    init(_ path: BytePath, stopDescriptor: Int32) throws(BatchError) {
        let owner: DescriptorOwner
        do throws(SystemError) {
            if path == "-" {
                let copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                guard copy >= 0 else { throw SystemError() }
                owner = DescriptorOwner(copy)
            } else {
                owner = try DescriptorOwner(opening: path, O_RDONLY)
            }
        } catch {
            throw BatchError(code: .listUnreadable, path: path, errorNumber: error.number)
        }
        lines = LineReader(owner, stopDescriptor: stopDescriptor)
    }

    /// The next line; `nil` at the end or when the run is to stop.
    mutating func next() throws(SystemError) -> BytePath? {
        while let line = try lines.next() {
            if !line.isEmpty { return BytePath(bytes: Array(line)) }
        }
        return nil
    }
}
