import Foundation

/// The small codestreams that tests of the codecs keep, for tests of what stands on codecs.
package enum CodestreamFixture {
    /// The bytes of a file of `Tests/ImageCodecsTests/Fixtures`, such as `jpeg/grey.jpg`.
    package static func bytes(_ path: String) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(
            try Data(contentsOf: tests.appending(path: "ImageCodecsTests/Fixtures/\(path)")))
    }
}
