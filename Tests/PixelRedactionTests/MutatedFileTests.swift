import DICOMCore
import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Damaged files: no crash, and nothing goes out that is not filled where it was to be painted.
@Suite struct MutatedFileTests {
    private static func sources() throws -> [[UInt8]] {
        let coded = [
            CodedColourCase.runLength[3], CodedColourCase.jpeg[0], CodedColourCase.jpeg[4],
            CodedColourCase.jpeg2000[0],
        ]
        return try [NativeColourCase.colours[5].source()]
            + coded.map { image in
                let codestream = try image.codestream()
                return try image.builder(frames: 2).settingFrames(
                    [[codestream], [codestream]], table: .extended
                ).build()
            }
    }

    private let box = PixelBox(x: 2, y: 1, width: 2, height: 2)

    @Test(arguments: 0..<5)
    func aRedactedOneIsFilled(_ index: Int) throws {
        for (seed, bytes) in mutations(of: try Self.sources()[index], count: 150) {
            let cleaned = Engine.clean(bytes, boxes: [.given(box)])
            guard cleaned.report.status == .redacted else { continue }
            for frame in try Engine.frames(cleaned.bytes) {
                let first = (0..<frame.samplesPerPixel).map {
                    frame.sample(x: box.x, y: box.y, component: $0)
                }
                #expect(frame.isFilled(box, with: first), "seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<5)
    func scanAndCleanAgree(_ index: Int) throws {
        for (seed, bytes) in mutations(of: try Self.sources()[index], seed: 1000, count: 100) {
            let scanned = Engine.scan(bytes, detector: FixedDetector([]))
            let cleaned = Engine.clean(bytes, boxes: nil).report
            let couldScan = [.noText, .flagged].contains(scanned.status)
            let wasCleaned = [.noText, .redacted, .held].contains(cleaned.status)
            #expect(couldScan ? wasCleaned : cleaned.status == scanned.status, "seed \(seed)")
        }
    }
}
