import DICOMCore
import Foundation
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

@Suite struct FileDigestTests {
    /// The examples of FIPS 180-4's test vectors.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func isSHA256(text: String, digest: String) {
        #expect(FileDigest.sha256(of: ByteSource(Array(text.utf8))) == digest)
    }
}

/// A name appears when the file is whole, or never.
@Suite struct AtomicOutputTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "pixredact-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    private func names() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        try FileManager.default.removeItem(at: folder)
        return names
    }

    private func finish(
        _ status: InstanceStatus, meanwhile: (URL) throws -> Void = { _ in }
    ) throws -> InstanceReport {
        let target = folder.appending(path: "out")
        let output = try AtomicOutput(target)
        try meanwhile(target)
        var report = InstanceReport(path: "", status: status)
        try output.finish(&report, source: ByteSource([1, 2, 3]))
        return report
    }

    @Test(arguments: InstanceStatus.allCases)
    func onlyWhatMayGoOutIsNamed(_ status: InstanceStatus) throws {
        let report = try finish(status)
        let goesOut = [.noText, .kept, .redacted].contains(status)
        #expect((report.output != nil) == goesOut)
        #expect(try names() == (goesOut ? ["out"] : []))
    }

    /// A file that got the name in the meantime is not replaced.
    @Test func aNameThatWasTakenMeanwhileFails() throws {
        let failure = #expect(throws: InstanceFailure.self) {
            try finish(.redacted) { try Data([9]).write(to: $0) }
        }
        #expect(failure?.reason.code == .outputExists)
        #expect(try Data(contentsOf: folder.appending(path: "out")) == Data([9]))
        #expect(try names() == ["out"])
    }
}
