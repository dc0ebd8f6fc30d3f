import CSystemCalls
import Crypto
import Glibc

/// The bytes of open files, read by position: nobody's file offset moves.
package enum FileContent {
    private static let chunkSize = 1 << 20

    /// Calls `body` with one piece after another until the end of the file.
    private static func forEachChunk(
        of file: Int32, _ body: (UnsafeRawBufferPointer) throws(SystemError) -> Void
    ) throws(SystemError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 16)
        defer { unsafe buffer.deallocate() }
        var position = 0
        while true {
            // The kernel writes at most as many bytes as the buffer has.
            let count = unsafe pread(file, buffer.baseAddress, buffer.count, position)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError()
            }
            guard count > 0 else { return }
            try unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            position += count
        }
    }

    /// Copies the whole of a file to the beginning of another, in the kernel where it can.
    package static func copy(from input: Int32, to output: Int32) throws(SystemError) {
        var from: Int64 = 0
        var to: Int64 = 0
        while true {
            let copied = unsafe pixredact_copy_file_range(input, &from, output, &to, 1 << 30)
            if copied > 0 { continue }
            // Some file systems say 0 at once although there is something to read.
            if copied == 0, from > 0 { return }
            let cannot = [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EBADF, EPERM]
            guard copied == 0 || (from == 0 && cannot.contains(errno)) else {
                throw SystemError()
            }
            // Another file system, a pipe, an old kernel: by hand.
            return try stream(from: input, to: output)
        }
    }

    /// Writes the whole of a file to a descriptor that need not be a file.
    package static func stream(from input: Int32, to output: Int32) throws(SystemError) {
        try unsafe forEachChunk(of: input) { chunk throws(SystemError) in
            try unsafe writeAll(chunk, to: output)
        }
    }

    private static func writeAll(
        _ bytes: UnsafeRawBufferPointer, to output: Int32
    ) throws(SystemError) {
        var position = 0
        while position < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[position...])
            let written = unsafe Glibc.write(output, rest.baseAddress, rest.count)
            if written < 0 {
                guard errno == EINTR else { throw SystemError() }
            } else {
                position += written
            }
        }
    }

    /// Writes all bytes, in one call where the system takes them so.
    package static func write(_ bytes: [UInt8], to output: Int32) throws(SystemError) {
        var error: SystemError?
        unsafe bytes.withUnsafeBytes { buffer in
            do throws(SystemError) {
                try unsafe writeAll(buffer, to: output)
            } catch let failure {
                error = failure
            }
        }
        if let error { throw error }
    }

    /// Empties a stream, which need not be a file, into a file.
    ///
    /// - Parameter stopDescriptor: when this becomes readable the rest is left; -1 for none.
    /// - Returns: whether the stream came to its end.
    package static func spool(
        _ stream: Int32, into file: Int32, stopDescriptor: Int32 = -1
    ) throws(SystemError) -> Bool {
        var entries = [
            pollfd(fd: stream, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopDescriptor, events: Int16(POLLIN), revents: 0),
        ]
        var chunk = [UInt8](repeating: 0, count: chunkSize)
        while true {
            guard unsafe poll(&entries, 2, -1) >= 0 else {
                if errno == EINTR { continue }
                throw SystemError()
            }
            if entries[1].revents != 0 { return false }
            let count = unsafe Glibc.read(stream, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw SystemError()
            }
            guard count > 0 else { return true }
            try write(Array(chunk.prefix(count)), to: file)
        }
    }

    /// A whole file, of a size that a person's list or a report may have.
    /// - Parameter limit: bytes from which on nothing more is read.
    package static func read(
        _ path: BytePath, atMost limit: Int = .max
    ) throws(SystemError) -> [UInt8] {
        let owner = try DescriptorOwner(opening: path, O_RDONLY)
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkSize)
        while true {
            // Not by position: the list may come through a pipe.
            let count = unsafe Glibc.read(owner.descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError()
            }
            guard count > 0 else { return content }
            content += chunk.prefix(count)
            if content.count >= limit { return content }
        }
    }

    /// Makes a file of these bytes, or none.
    ///
    /// - Throws: also where there is something of this name already.
    package static func create(
        _ path: BytePath, _ bytes: [UInt8], mode: UInt32
    ) throws(SystemError) {
        let owner = try DescriptorOwner(
            opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
        do throws(SystemError) {
            try write(bytes, to: owner.descriptor)
        } catch {
            _ = unsafe unlink(path.cString)
            throw error
        }
    }

    /// Whether two files hold the same bytes; a file that cannot be read equals none.
    package static func areEqual(_ left: Int32, _ right: Int32) -> Bool {
        do throws(SystemError) {
            return try sha256(left) == sha256(right)
        } catch {
            return false
        }
    }

    /// SHA-256 in lower-case hexadecimal.
    package static func sha256(_ file: Int32) throws(SystemError) -> String {
        var hash = SHA256()
        try unsafe forEachChunk(of: file) { chunk throws(SystemError) in
            unsafe hash.update(bufferPointer: chunk)
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// An open file without a name, for what has nowhere to stay.
    package static func unnamedFile() throws(SystemError) -> DescriptorOwner {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
        let file = unsafe pixredact_unnamed_file(folder.isEmpty ? "/tmp" : folder)
        guard file >= 0 else { throw SystemError() }
        return DescriptorOwner(file)
    }
}
