import CSystemCalls
import DICOMCore
import Foundation
import RedactionReport

/// Where a painted instance is written before it is verified: the caller's file, or memory.
struct TemporaryOutput: ~Copyable {
    let descriptor: Int32
    private let isOwned: Bool

    /// - Parameter given: an open file that the caller owns; `nil` makes a memory file.
    init(_ given: Int32?) throws(InstanceFailure) {
        if let given {
            descriptor = given
            isOwned = false
        } else {
            descriptor = unsafe pixredact_memfd_create("pixredact")
            isOwned = true
            guard descriptor >= 0 else {
                throw .failed(.outputNotWritable, "no memory file for the painted instance")
            }
        }
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Empties the file for another writing.
    func rewind() throws(InstanceFailure) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw .failed(.outputNotWritable, "the temporary file cannot be emptied")
        }
    }

    /// All that was written.
    func contents() throws(InstanceFailure) -> [UInt8] {
        do {
            let source = try ByteSource(fileDescriptor: descriptor)
            return source.bytes(in: 0..<source.count)
        } catch {
            throw .failed(.outputNotWritable, "the painted instance cannot be read back")
        }
    }
}
