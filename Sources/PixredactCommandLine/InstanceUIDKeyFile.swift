import ArgumentParser
import BatchProcessing
import Glibc
import RedactionPolicy

/// Reads the file of `--uid-key`: all of its bytes are the key, a line's end too.
enum InstanceUIDKeyFile {
    /// - Throws: where it is no regular file of its user's alone, or not of a key's length.
    static func read(_ path: BytePath) throws -> InstanceUIDKey {
        let owner: DescriptorOwner
        do throws(SystemError) {
            // Without waiting: a pipe or a device is no key.
            owner = try DescriptorOwner(opening: path, O_RDONLY | O_NONBLOCK)
        } catch {
            throw ValidationError("--uid-key: the file cannot be read.")
        }
        var status = stat()
        guard unsafe fstat(owner.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { throw ValidationError("--uid-key takes a regular file.") }
        guard status.st_mode & (S_IRWXG | S_IRWXO) == 0 else {
            throw ValidationError("--uid-key: others than its owner may use the file; chmod 600.")
        }
        let longest = InstanceUIDKey.lengths.upperBound
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        // The kernel writes at most as many bytes as there are.
        let count = unsafe pread(owner.descriptor, &bytes, bytes.count, 0)
        guard let key = InstanceUIDKey(Array(bytes.prefix(max(0, count)))) else {
            throw ValidationError(
                "--uid-key: a key has \(InstanceUIDKey.lengths.lowerBound) to \(longest) bytes.")
        }
        return key
    }
}
