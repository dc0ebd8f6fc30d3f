import DICOMCore
import Foundation
import Glibc
import Testing

/// An open file that no folder lists; it goes with its owner.
final class NamelessFile: Sendable {
    let descriptor: Int32

    init(_ bytes: [UInt8] = []) throws {
        let name = FileManager.default.temporaryDirectory.path + "/pixredact-test-XXXXXX"
        var template = Array(name.utf8CString)
        // mkstemp writes the name it found over the X's of the array.
        let file = unsafe mkstemp(&template)
        try #require(file >= 0)
        descriptor = file
        _ = unsafe unlink(template)
        var output = OutputFile(fileDescriptor: descriptor)
        try output.append(bytes)
        try output.finish()
    }

    deinit { close(descriptor) }

    func bytes() throws -> [UInt8] {
        let source = try ByteSource(fileDescriptor: descriptor)
        return source.bytes(in: 0..<source.count)
    }
}
