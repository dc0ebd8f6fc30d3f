import DICOMCore
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

/// Bytes that belong to no element which anyone shows.
@Suite struct HiddenBytesTests {
    typealias Element = DICOMBuilder.Element

    static func padding(_ value: [UInt8]) -> Element {
        Element(.dataSetTrailingPadding, .ob, .bytes(value))
    }

    static func hidden(_ image: DICOMBuilder) throws -> HiddenBytes {
        HiddenBytes(try DICOMFile(ByteSource(image.build())))
    }

    static func hidden(_ element: Element) throws -> HiddenBytes {
        try hidden(Painting.image().setting(element.tag, element.vr, element.value))
    }

    @Test(arguments: [[], [0, 0, 0, 0], [0xFF, 0xFF], [0x20, 0x20, 0x20, 0x20]] as [[UInt8]])
    func paddingOfOneValueHidesNothing(_ value: [UInt8]) throws {
        #expect(try Self.hidden(Self.padding(value)).isEmpty)
    }

    @Test(arguments: [[0, 1], [0, 0, 0, 9], [0x49, 0x49, 42, 0]] as [[UInt8]])
    func paddingOfSeveralValuesIsFound(_ value: [UInt8]) throws {
        #expect(try Self.hidden(Self.padding(value)).padding.map(\.name) == ["(FFFC,FFFC)"])
    }

    @Test func paddingInsideASequenceIsFound() throws {
        let hidden = try Self.hidden(
            Element(
                .derivationCodeSequence, .sq,
                .sequence([.init([Self.padding([1, 2])])], .undefined)))
        #expect(hidden.padding.map(\.name) == ["(0008,9215).(FFFC,FFFC)"])
    }

    @Test(arguments: DICOMBuilder.LengthForm.allCases)
    func paddingIsRemoved(_ form: DICOMBuilder.LengthForm) throws {
        let nested = Element(
            .derivationCodeSequence, .sq, .sequence([.init([Self.padding([1, 2])], form)], form))
        let last = Self.padding([3, 4])
        let file = try DICOMFile(
            ByteSource(
                Painting.image().setting(nested.tag, nested.vr, nested.value)
                    .setting(last.tag, last.vr, last.value).build()))
        var editor = DataSetEditor(file)
        #expect(HiddenBytes(file).remove(from: &editor) == [.trailingBytesRemoved])
        let edited = try editor.finish()
        let written = try DICOMFile(ByteSource(edited.bytes(of: edited.head)))
        #expect(HiddenBytes(written).isEmpty)
        #expect(!written.dataSet.elements.contains { $0.tag == .dataSetTrailingPadding })
    }

    @Test func aFileWithoutThemIsLeftAlone() throws {
        let file = try DICOMFile(ByteSource(Painting.image().build()))
        var editor = DataSetEditor(file)
        #expect(HiddenBytes(file).remove(from: &editor).isEmpty)
        #expect(try editor.finish().isUnchanged)
    }

    @Test(arguments: [
        ([], false), ([0], false), ([7], false),
        // A checksum and a length.
        ([1, 2, 3, 4, 5, 6, 7, 8], false), ([1, 2, 3, 4, 5, 6, 7, 8, 0], false),
        ([UInt8](repeating: 0, count: 100), false), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], true),
    ])
    func whatFollowsADeflatedStreamIsLookedAt(_ bytes: [UInt8], isHidden: Bool) throws {
        var image = Painting.image(.deflatedExplicitVRLittleEndian)
        image.trailer = bytes
        #expect(try Self.hidden(image).isBehindDeflatedStream == isHidden)
    }

    /// Offset tables by their number of bytes, for two fragments.
    @Test(arguments: [(0, false), (4, false), (8, false), (12, true), (4000, true)])
    func aBasicOffsetTableWithRoomForMoreIsFound(_ length: Int, isHidden: Bool) throws {
        var random = SeededRandom(seed: 1)
        let image = DICOMBuilder.image(.rleLossless, rows: 1, columns: 2, frames: 2)
            .setting(.pixelData, .ob, .fragments([random.bytes(length), [1, 2], [3, 4]]))
        #expect(try Self.hidden(image).isInOffsetTable == isHidden)
    }

    @Test(arguments: [Tag.extendedOffsetTable, .extendedOffsetTableLengths])
    func anExtendedOffsetTableWithRoomForMoreIsFound(_ tag: Tag) throws {
        var random = SeededRandom(seed: 1)
        let image = DICOMBuilder.image(.rleLossless, rows: 1, columns: 2, frames: 2)
            .setting(.pixelData, .ob, .fragments([[], [1, 2], [3, 4]]))
        let found = try [16, 24].map {
            try Self.hidden(image.setting(tag, .ov, .bytes(random.bytes($0)))).isInOffsetTable
        }
        #expect(found == [false, true])
    }

    @Test(arguments: [Tag.extendedOffsetTable, .extendedOffsetTableLengths])
    func anOffsetTableOfNativePixelsIsRemoved(_ tag: Tag) throws {
        let file = try DICOMFile(
            ByteSource(Painting.image().setting(tag, .ov, .bytes([UInt8](1...8))).build()))
        var editor = DataSetEditor(file)
        #expect(HiddenBytes(file).remove(from: &editor) == [.trailingBytesRemoved])
        let edited = try editor.finish()
        let written = try DICOMFile(ByteSource(edited.bytes(of: edited.head)))
        #expect(written.dataSet[tag] == nil)
    }

    @Test func offsetTablesAreMadeAnewWhenWritten() throws {
        let image = DICOMBuilder.image(.rleLossless, rows: 1, columns: 2, frames: 2)
            .setting(.pixelData, .ob, .fragments([[UInt8](1...100), [1, 2], [3, 4]]))
        #expect(!(try Self.hidden(image).isEmpty))
        #expect(HiddenBytes(try Painting(image).file).isEmpty)
    }

    @Test(arguments: [
        TransferSyntax.explicitVRLittleEndian, .deflatedExplicitVRLittleEndian,
        .encapsulatedUncompressedExplicitVRLittleEndian,
    ])
    func bytesBehindNativeFramesAreClearedWhenWritten(_ syntax: TransferSyntax) throws {
        let pixels: [UInt8] = [7, 9, 5, 6, 1, 2]
        let image = DICOMBuilder.image(syntax, rows: 1, columns: 4).setting(
            .pixelData, .ob, syntax.isEncapsulated ? .fragments([[], pixels]) : .bytes(pixels))
        let painted = try Painting(image)
        let element = try #require(painted.file.dataSet.elements.last { $0.valueLength == 6 })
        #expect(painted.file.dataSet.value(element) == [0, 9, 5, 6, 0, 0])
        #expect(painted.outcome.notes == [.trailingBytesRemoved])
    }
}
