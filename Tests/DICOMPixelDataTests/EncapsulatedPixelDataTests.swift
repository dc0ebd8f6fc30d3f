import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct EncapsulatedPixelDataTests {
    static let jpegStart: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
    static let jpeg2000Start: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51]

    static func image(_ syntax: TransferSyntax, frames: Int) -> ImageFixture {
        ImageFixture(syntax, rows: 1, columns: 2, frames: frames)
    }

    @Test func joinsTheFragmentsOfAFrame() throws {
        let image = Self.image(.jpegBaseline8Bit, frames: 1)
            .fragments([[], Self.jpegStart, [1, 2], [], [3, 4]])
        let pixelData = try #require(try image.encapsulated())
        #expect(pixelData.codestream(ofFrame: 0) == Self.jpegStart + [1, 2, 3, 4])
        #expect(!pixelData.hadBasicOffsetTable && !pixelData.hadExtendedOffsetTable)
    }

    @Test(arguments: [
        (TransferSyntax.jpegExtended12Bit, jpegStart), (.jpegLosslessSV1, jpegStart),
        (.jpegLSLossless, jpegStart), (.jpeg2000Lossless, jpeg2000Start),
        (.htj2kLossless, jpeg2000Start),
        (.jpeg2000, [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20]),
    ])
    func knowsACodestreamByItsBeginning(syntax: TransferSyntax, start: [UInt8]) throws {
        let image = Self.image(syntax, frames: 2).fragments([[], start, [1, 2], start])
        let pixelData = try #require(try image.encapsulated())
        #expect(pixelData.frames.map(\.count) == [2, 1])
    }

    @Test func readsABasicOffsetTable() throws {
        let image = Self.image(.jpegBaseline8Bit, frames: 2)
            .fragments([[0, 0, 0, 0, 20, 0, 0, 0], [9, 9], [1, 2], [3, 4]])
        let pixelData = try #require(try image.encapsulated())
        #expect(pixelData.frames.map(\.count) == [2, 1])
        #expect(pixelData.hadBasicOffsetTable)
    }

    @Test func readsAnExtendedOffsetTable() throws {
        let offsets: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0]
        let image = Self.image(.rleLossless, frames: 2).fragments([[], [1, 2], [3, 4]])
            .adding(.extendedOffsetTable, .ov, .bytes(offsets))
        let pixelData = try #require(try image.encapsulated())
        #expect(pixelData.hadExtendedOffsetTable)
        #expect(pixelData.codestream(ofFrame: 1) == [3, 4])
    }

    @Test func ignoresATableThatNoFileReaches() throws {
        let image = Self.image(.rleLossless, frames: 1).fragments([[], [1, 2]])
            .adding(.extendedOffsetTable, .ov, .bytes([UInt8](repeating: 0xFF, count: 8)))
        #expect(try image.encapsulated()?.codestream(ofFrame: 0) == [1, 2])
    }

    @Test(arguments: [[], [[]], [[], []]] as [[[UInt8]]])
    func isMissingWithoutFragments(fragments: [[UInt8]]) {
        let image = Self.image(.rleLossless, frames: 1).fragments(fragments)
        #expect(image.failure()?.code == .missing)
    }

    @Test func isTruncatedOrRefusedAtEveryShorterLength() throws {
        let image = Self.image(.jpegBaseline8Bit, frames: 2).fragments([
            [0, 0, 0, 0, 12, 0, 0, 0], Self.jpegStart, Self.jpegStart, [1, 2],
        ])
        let bytes = try image.builder.build()
        let start = try #require(try image.file().dataSet[.pixelData]).offset
        for length in start + 1..<bytes.count {
            #expect(throws: (any Error).self, "\(length) bytes") {
                let file = try DICOMFile(ByteSource([UInt8](bytes.prefix(length))))
                _ = try file.pixelDataLayout(ImagePixelDescription(file))
            }
        }
    }

    /// Damaged files are read or refused; frames that are read lie inside the file.
    @Test(arguments: [
        image(.jpegBaseline8Bit, frames: 2).fragments([
            [0, 0, 0, 0, 12, 0, 0, 0], jpegStart, jpegStart, [1, 2],
        ]),
        image(.rleLossless, frames: 3).fragments([[], [1, 2], [3, 4], [5, 6]]),
        image(.encapsulatedUncompressedExplicitVRLittleEndian, frames: 2)
            .fragments([[], [1, 2], [3, 4]]),
        ImageFixture(.explicitVRBigEndian, rows: 1, columns: 3, frames: 3)
            .pixels([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]),
        ImageFixture(rows: 3, columns: 3, frames: 3, bitsAllocated: 1).pixels([1, 2, 3, 4]),
    ])
    func survivesDamage(image: ImageFixture) throws {
        let original = try image.builder.build()
        let header = 132
        for (seed, bytes) in mutations(of: Array(original.dropFirst(header)), count: 400) {
            let source = ByteSource(original.prefix(header) + bytes)
            guard let file = try? DICOMFile(source),
                let description = try? ImagePixelDescription(
                    file, limits: PixelDataLimits(bytesPerFrame: 1 << 20, frames: 1 << 10)),
                let layout = try? file.pixelDataLayout(description)
            else { continue }
            switch layout {
            case .native(let native):
                for frame in 0..<native.frames {
                    #expect(
                        native.frame(frame).bytes.count == description.bytesPerFrame,
                        "seed \(seed)")
                }
            case .encapsulated(let pixelData):
                #expect(pixelData.frames.count == description.frames, "seed \(seed)")
                for frame in pixelData.frames.indices {
                    #expect(!pixelData.codestream(ofFrame: frame).isEmpty, "seed \(seed)")
                }
            }
        }
    }
}
