import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

@Suite struct NativePainterTests {
    struct Layout: Sendable, CustomTestStringConvertible {
        var name: String
        var syntax = TransferSyntax.explicitVRLittleEndian
        var words = "MONOCHROME2"
        var columns = 13
        var planar: Int?
        var bits = 8
        var fill: [Int]
        var testDescription: String { name }

        /// Five frames of seven rows; random samples.
        func image(seed: UInt64) -> ImageFixture {
            let samples = fill.count
            var random = SeededRandom(seed: seed)
            let bitCount = 5 * 7 * columns * bits * (words.hasSuffix("422") ? 2 : samples)
            let image = ImageFixture(
                syntax, rows: 7, columns: columns, frames: 5, samplesPerPixel: samples,
                photometricInterpretation: words, planarConfiguration: planar,
                bitsAllocated: bits)
            return image.pixels(random.bytes((bitCount + 15) / 16 * 2))
        }
    }

    static let layouts = [
        Layout(name: "bytes", fill: [0x5A]),
        Layout(name: "words", bits: 16, fill: [0x1234]),
        Layout(
            name: "big endian words", syntax: .explicitVRBigEndian, bits: 16, fill: [-2]),
        Layout(name: "double words", bits: 32, fill: [0x0102_0304]),
        Layout(
            name: "big endian double words", syntax: .explicitVRBigEndian, bits: 32,
            fill: [0x0102_0304]),
        Layout(name: "swapped pairs", syntax: .explicitVRBigEndian, fill: [0xA5]),
        Layout(name: "bits set", bits: 1, fill: [1]),
        Layout(name: "bits cleared", bits: 1, fill: [0]),
        Layout(name: "swapped bits", syntax: .explicitVRBigEndian, bits: 1, fill: [1]),
        Layout(name: "few bits", columns: 1, bits: 1, fill: [1]),
        Layout(name: "colour", words: "RGB", fill: [1, 2, 3]),
        Layout(name: "planes", words: "RGB", planar: 1, fill: [1, 2, 3]),
        Layout(
            name: "swapped planes", syntax: .explicitVRBigEndian, words: "RGB", planar: 1,
            fill: [1, 2, 3]),
        Layout(name: "planes of words", words: "RGB", planar: 1, bits: 16, fill: [1, 2, 515]),
        Layout(
            name: "swapped colour", syntax: .explicitVRBigEndian, words: "YBR_FULL",
            fill: [0, 128, 127]),
        Layout(name: "4:2:2", words: "YBR_FULL_422", columns: 14, fill: [0, 128, 127]),
        Layout(
            name: "swapped 4:2:2", syntax: .explicitVRBigEndian, words: "YBR_FULL_422",
            columns: 14, fill: [0, 128, 127]),
    ]

    /// Boxes inside, across and outside of the image, some over each other.
    static func boxes(_ random: inout SeededRandom) -> [PixelBox] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
            PixelBox(
                x: Int.random(in: -3...14, using: &random),
                y: Int.random(in: -3...8, using: &random),
                width: Int.random(in: 0...9, using: &random),
                height: Int.random(in: 0...5, using: &random))
        }
    }

    @Test(arguments: layouts, UInt64(0)..<12)
    func paintsAsTheSamplesAreFilled(layout: Layout, seed: UInt64) throws {
        let file = try layout.image(seed: seed).file()
        let description = try ImagePixelDescription(file)
        guard case .native(let before) = try file.pixelDataLayout(description) else {
            Issue.record("not native")
            return
        }
        var painter = NativePainter(before)
        var random = SeededRandom(seed: seed)
        var bytes = file.body.bytes(in: 0..<file.body.count)
        var expected = (0..<before.frames).map { before.frame($0) }
        for frame in 0..<before.frames {
            let boxes = Self.boxes(&random)
            let (patches, painted) = painter.patches(
                frame: frame, boxes: boxes, fill: layout.fill)
            #expect(painted.count == boxes.count)
            for (box, area) in zip(boxes, painted) {
                #expect(area.contains(box.clipped(toWidth: layout.columns, height: 7)))
                expected[frame].fill(area, with: layout.fill)
            }
            for patch in patches {
                bytes.replaceSubrange(
                    patch.sourceOffset..<patch.sourceOffset + patch.bytes.count,
                    with: patch.bytes)
            }
        }
        let after = try DICOMFile(ByteSource(bytes))
        guard case .native(let painted) = try after.pixelDataLayout(description) else {
            Issue.record("not native")
            return
        }
        #expect((0..<painted.frames).map { painted.frame($0) } == expected, "seed \(seed)")
    }

    @Test func growsToPairsIn422() throws {
        let image = Self.layouts[15].image(seed: 1)
        let native = try #require(try image.native())
        let (_, painted) = native.patches(
            frame: 0, box: PixelBox(x: 3, y: 1, width: 2, height: 2), fill: [0, 128, 128])
        #expect(painted == PixelBox(x: 2, y: 1, width: 4, height: 2))
    }

    @Test func makesThreePatchesARowOfPlanes() throws {
        let native = try #require(try Self.layouts[11].image(seed: 1).native())
        let (patches, _) = native.patches(
            frame: 1, box: PixelBox(x: 3, y: 1, width: 2, height: 2), fill: [1, 2, 3])
        #expect(patches.count == 6)
    }

    @Test func joinsRowsThatFollowOnEachOther() throws {
        let native = try #require(try Self.layouts[0].image(seed: 1).native())
        let (patches, _) = native.patches(
            frame: 1, box: PixelBox(x: 0, y: 1, width: 13, height: 4), fill: [0])
        #expect(patches.map(\.bytes.count) == [52])
    }

    @Test func paintsNothingOutsideTheImage() throws {
        let native = try #require(try Self.layouts[0].image(seed: 1).native())
        let (patches, painted) = native.patches(
            frame: 0, box: PixelBox(x: 13, y: 0, width: 5, height: 5), fill: [0])
        #expect(patches.isEmpty && painted.isEmpty)
    }

    @Test func paintsUncompressedFragmentsWhereTheyLie() throws {
        let image = ImageFixture(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 1, columns: 3, frames: 2
        ).fragments([[], [1, 2, 3, 0], [4, 5, 6, 0]])
        let file = try image.file()
        let native = try #require(try image.native())
        let (patches, _) = native.patches(
            frame: 1, box: PixelBox(x: 1, y: 0, width: 1, height: 1), fill: [9])
        let patch = try #require(patches.first)
        #expect(file.body.bytes(in: patch.sourceOffset..<patch.sourceOffset + 1) == [5])
    }
}
