import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Pixel Data in private sequences is examined like any other, unless it goes.
@Suite struct PrivatePlaneTests {
    typealias Element = DICOMBuilder.Element

    private static let sequence = Tag(0x0009, 0x1010)
    private static let path = "(0009,1010).(7FE0,0010)"
    private static let detector = InkDetector(width: 9, height: 7, ink: PlaneCase.ink)

    private static func image(_ inner: [Element]) throws -> DICOMBuilder {
        try PlaneCase.outer()
            .setting(Tag(0x0009, 0x0010), .lo, .text(["INVENTED"]))
            .setting(sequence, .sq, .sequence([.init(inner)], .undefined))
    }

    private static func clean(_ inner: [Element], drops: Bool) throws -> Cleaned {
        var configuration = PlaneCase.configuration()
        configuration.dropsPrivatePixelData = drops
        return Engine.clean(
            try image(inner).build(), boxes: nil, detector: detector, configuration)
    }

    private static let readable = PlaneCase.inner(PlaneCase.noise(63)).elements
    private static let unreadable = readable.filter { $0.tag != .rows }

    @Test func isPaintedInItsPlace() throws {
        let cleaned = try Self.clean(Self.readable, drops: false)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.painted.map(\.plane) == [.nested(path: Self.path)])
        #expect(
            try Engine.frames(cleaned.bytes, .nested(path: Self.path)).map {
                $0.isFilled(PlaneCase.ink, with: [0])
            } == [true])
    }

    @Test func isHeldWhereItCannotBeRead() throws {
        let report = try Self.clean(Self.unreadable, drops: false).report
        #expect(report.status == .held && report.reason?.code == .nestedPixelData)
    }

    @Test(arguments: [readable, unreadable])
    func goesOnRequest(_ inner: [Element]) throws {
        let cleaned = try Self.clean(inner, drops: true)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.privatePixelDataRemoved])
        #expect(try !cleaned.file().dataSet.elements.contains { $0.tag == Self.sequence })
    }

    @Test(arguments: [readable, unreadable])
    func aCleanWithoutItIsProven(_ inner: [Element]) throws {
        let cleaned = try Self.clean(inner, drops: true)
        let result = FileVerifier(RedactionConfiguration(), detector: Self.detector).verify(
            original: ByteSource(try Self.image(inner).build()),
            cleaned: ByteSource(cleaned.bytes))
        #expect(result.outcome == .proven && result.findings.isEmpty)
    }
}
