import DICOMCore
import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// A file cut anywhere is never taken for a whole one.
@Suite struct TruncatedFileTests {
    private static let native = DICOMBuilder.image(rows: 3, columns: 5)
        .setting(.patientID, .lo, .text(["INVENTED"]))
        .setting(
            .derivationCodeSequence, .sq,
            .sequence([.init([.init(.codeValue, .sh, .text(["A"]))], .undefined)], .undefined)
        )
        .setting(.pixelData, .ob, .bytes([UInt8](repeating: 9, count: 16)))

    private static var deflated: DICOMBuilder {
        var image = native
        image.transferSyntax = .deflatedExplicitVRLittleEndian
        return image
    }

    private static func files() throws -> [[UInt8]] {
        let coded = CodedColourCase.runLength[0]
        return [
            try native.build(), try deflated.build(), try coded.source(),
            try CodedColourCase.jpeg[0].source(), try CodedColourCase.jpeg2000[0].source(),
        ]
    }

    /// Where an element of the meta information or of the data set ends: a file that is cut there
    /// is whole as far as it goes, and misses what comes next.
    private static func elementEnds(_ bytes: [UInt8]) throws -> Set<Int> {
        let file = try DICOMFile(ByteSource(bytes))
        let isDeflated = file.transferSyntax.isDeflated
        let sets = [file.metaInformation, isDeflated ? nil : file.dataSet].compactMap { $0 }
        return Set(sets.flatMap { set in set.topLevel.map { set.elements[$0].end } })
    }

    @Test(arguments: 0..<5)
    func neverEndsAsAWholeOne(_ index: Int) throws {
        let whole = try Self.files()[index]
        let box = ReportedBox.given(PixelBox(x: 0, y: 0, width: 1, height: 1))
        for length in 0..<whole.count {
            let cut = Array(whole[..<length])
            let statuses = [
                Engine.scan(cut, detector: FixedDetector([])).status,
                Engine.clean(cut, boxes: nil).report.status,
                Engine.clean(cut, boxes: [box]).report.status,
            ]
            #expect(statuses.allSatisfy { $0 == .failed || $0 == .skipped }, "length \(length)")
        }
    }

    @Test(arguments: 0..<5)
    func failsWhereAnElementIsCut(_ index: Int) throws {
        let whole = try Self.files()[index]
        let ends = try Self.elementEnds(whole)
        for length in 132..<whole.count where !ends.contains(length) {
            let report = Engine.scan(Array(whole[..<length]), detector: FixedDetector([]))
            #expect(report.status == .failed, "length \(length)")
        }
    }

    @Test(arguments: 0..<5)
    func theWholeFileIsExamined(_ index: Int) throws {
        let report = Engine.scan(try Self.files()[index], detector: FixedDetector([]))
        #expect(report.status == .noText)
    }
}
