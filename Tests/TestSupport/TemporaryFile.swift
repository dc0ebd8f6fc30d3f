import Glibc

/// A file without a name, for what reads or writes a descriptor.
package final class TemporaryFile {
    package let descriptor: Int32

    package init(_ bytes: [UInt8] = []) {
        var template = Array("/tmp/pixredact-test-XXXXXX".utf8CString)
        // mkstemp writes the name it found over the X's of the array.
        descriptor = unsafe mkstemp(&template)
        precondition(descriptor >= 0, "no temporary file")
        _ = unsafe unlink(template)
        if !bytes.isEmpty { overwrite(bytes, at: 0) }
    }

    deinit { close(descriptor) }

    package func overwrite(_ bytes: [UInt8], at offset: Int) {
        let count = unsafe pwrite(descriptor, bytes, bytes.count, offset)
        precondition(count == bytes.count, "the temporary file is not writable")
    }

    package func contents() -> [UInt8] {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: size)
        let count = unsafe pread(descriptor, &bytes, size, 0)
        precondition(count == size, "the temporary file is not readable")
        return bytes
    }
}
