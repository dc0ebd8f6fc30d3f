import DICOMCore
import Raster
import TestSupport
import Testing

@testable import PixelPainting

/// Fragments and offset tables around frames that are painted.
@Suite struct EncapsulatedPixelDataWriterTests {
    /// Codestreams that only look like JPEG at their beginning.
    private static func codestream(_ number: UInt8, length: Int) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0] + [UInt8](repeating: number, count: length - 4)
    }

    private static let single = [
        [codestream(1, length: 10)], [codestream(2, length: 6)], [codestream(3, length: 12)],
    ]
    private static let split = [
        [codestream(1, length: 10), [1, 1]], [codestream(2, length: 6)],
        [codestream(3, length: 12), [3, 3, 3, 3], [3, 3]],
    ]
    private static let painted: [UInt8] = [0xFF, 0xD8, 0xFF, 0, 1, 0]

    private static func image(
        _ frames: [[[UInt8]]], _ table: OffsetTableForm,
        _ syntax: TransferSyntax = .jpegBaseline8Bit
    ) -> DICOMBuilder {
        .image(syntax, rows: 1, columns: 2, frames: frames.count)
            .settingFrames(frames, table: table)
    }

    private func fragments(_ file: DICOMFile) throws -> [[UInt8]] {
        let index = try #require(file.dataSet.index(of: .pixelData))
        return file.dataSet.children(of: index).map {
            file.dataSet.value(file.dataSet.elements[$0])
        }
    }

    private func numbers(_ bytes: [UInt8], width: Int) -> [Int] {
        stride(from: 0, to: bytes.count, by: width).map { start in
            (0..<width).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        }
    }

    @Test(arguments: [OffsetTableForm.none, .basic], [single, split])
    func untouchedFramesKeepTheirFragments(
        _ table: OffsetTableForm, _ frames: [[[UInt8]]]
    ) throws {
        let file = try Painting(Self.image(frames, table), frames: FrameSelection(frame: 1)).file
        let expected = frames[0] + [Self.painted] + frames[2]
        #expect(try fragments(file).dropFirst() == expected[...])
    }

    @Test func aPaintedFrameBecomesOneFragmentOfEvenLength() throws {
        let file = try Painting(Self.image(Self.split, .basic), frames: FrameSelection(frame: 2))
            .file
        let painted: [UInt8] = [0xFF, 0xD8, 0xFF, 0, 2, 0]
        #expect(try fragments(file).dropFirst() == (Self.split[0] + Self.split[1] + [painted])[...])
    }

    @Test func theBasicOffsetTableFollowsTheFragments() throws {
        let file = try Painting(Self.image(Self.split, .basic), frames: FrameSelection(frame: 1))
            .file
        // Items of 8 + 10 and 8 + 2 bytes, then one of 8 + 6.
        #expect(numbers(try fragments(file)[0], width: 4) == [0, 28, 42])
    }

    @Test func noTableStaysNoneWhereEachFrameIsAFragment() throws {
        let file = try Painting(Self.image(Self.single, .none)).file
        #expect(try fragments(file)[0] == [])
    }

    @Test func framesOfSeveralFragmentsGetATable() throws {
        let file = try Painting(Self.image(Self.split, .none), frames: FrameSelection(frame: 1))
            .file
        #expect(numbers(try fragments(file)[0], width: 4) == [0, 28, 42])
    }

    @Test(arguments: [false, true])
    func theExtendedOffsetTableFollowsTheFragments(_ isFollowed: Bool) throws {
        var image = Self.image(Self.single, .extended)
        if isFollowed { image.set(.dataSetTrailingPadding, .ob, .bytes([0, 0])) }
        let file = try Painting(image, frames: FrameSelection(frame: 1)).file
        let offsets = try #require(file.dataSet[.extendedOffsetTable])
        let lengths = try #require(file.dataSet[.extendedOffsetTableLengths])
        #expect(numbers(file.dataSet.value(offsets), width: 8) == [0, 18, 32])
        #expect(numbers(file.dataSet.value(lengths), width: 8) == [10, 6, 12])
        // PS3.3 C.7.6.3.1.8: beside it the Basic Offset Table is empty.
        #expect(try fragments(file)[0] == [])
    }

    @Test func theExtendedOffsetTableOfAnImplicitDataSetIsRightToo() throws {
        // The transfer syntax says explicit, the elements are implicit, as met.
        let image = Self.image(Self.single, .extended)
        var explicit = image
        explicit.elements = []
        let source =
            try explicit.build() + DICOMBytes(.implicitLittleEndian).elements(image.elements)
        let file = try Painting(source, frames: FrameSelection(frame: 1)).file
        let offsets = try #require(file.dataSet[.extendedOffsetTable])
        #expect(numbers(file.dataSet.value(offsets), width: 8) == [0, 18, 32])
    }

    @Test func anExtendedOffsetTableThatCannotHoldIsReplaced() throws {
        let image = Self.image(Self.split, .extended).setting(
            .encapsulatedPixelDataValueTotalLength, .uv, .numbers([36]))
        let file = try Painting(image, frames: FrameSelection(frame: 0)).file
        #expect(file.dataSet[.extendedOffsetTable] == nil)
        #expect(file.dataSet[.extendedOffsetTableLengths] == nil)
        #expect(file.dataSet[.encapsulatedPixelDataValueTotalLength] == nil)
        #expect(numbers(try fragments(file)[0], width: 4) == [0, 14, 28])
    }

    @Test func aGroupLengthThatNoLongerHoldsGoes() throws {
        let image = Self.image(Self.single, .none).setting(Tag(0x7FE0, 0), .ul, .numbers([70]))
        #expect(try Painting(image).file.dataSet[Tag(0x7FE0, 0)] == nil)
    }

    @Test func whatStandsBehindPixelDataStays() throws {
        let image = Self.image(Self.single, .none)
            .setting(.dataSetTrailingPadding, .ob, .bytes([0, 0]))
        let painted = try Painting(image)
        #expect(
            Painting.elements(.dataSetTrailingPadding, of: painted.file)
                == Painting.elements(.dataSetTrailingPadding, of: painted.source))
    }
}
