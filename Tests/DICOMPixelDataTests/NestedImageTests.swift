import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

/// Images that an item of a sequence describes open as those of the top level do.
@Suite struct NestedImageTests {
    /// What describes an image of 2 x 2 bytes, with its pixels.
    static func item(_ pixels: DICOMBuilder.Value, words: String = "MONOCHROME2")
        -> [DICOMBuilder.Element]
    {
        let image = ImageFixture(rows: 2, columns: 2, photometricInterpretation: words)
        return image.adding(.pixelData, .ob, pixels).builder.elements
            .filter { [0x0028, 0x7FE0].contains($0.tag.group) }
    }

    static func file(
        _ syntax: TransferSyntax, _ item: [DICOMBuilder.Element]
    ) throws -> DICOMFile {
        let image = ImageFixture(syntax, rows: 9, columns: 9, frames: 2)
        return try image.adding(
            .iconImageSequence, .sq, .sequence([.init(item, .undefined)], .undefined)
        ).file()
    }

    static func scope(of file: DICOMFile) throws -> DataSetScope {
        try #require(DataSetScope(file.dataSet).items(of: .iconImageSequence).first)
    }

    @Test(arguments: [
        TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .jpegBaseline8Bit, .rleLossless, .encapsulatedUncompressedExplicitVRLittleEndian,
    ])
    func nativePixelsAreReadInEveryFile(_ syntax: TransferSyntax) throws {
        let file = try Self.file(syntax, Self.item(.bytes([1, 2, 3, 4])))
        let scope = try Self.scope(of: file)
        let description = try ImagePixelDescription(scope, transferSyntax: file.transferSyntax)
        let layout = try PixelDataLayout(scope, description: description)
        guard case .native(let pixels) = layout else {
            Issue.record("not native")
            return
        }
        #expect(pixels.frame(0).bytes == [1, 2, 3, 4])
        #expect(CodecRegistry.entry(for: description.transferSyntax).codec == .native)
    }

    @Test func encapsulatedPixelsHaveTheSyntaxOfTheFile() throws {
        let file = try Self.file(
            .jpegBaseline8Bit, Self.item(.fragments([[], [0xFF, 0xD8, 0xFF, 0xD9]])))
        let scope = try Self.scope(of: file)
        let description = try ImagePixelDescription(scope, transferSyntax: file.transferSyntax)
        #expect(description.transferSyntax == .jpegBaseline8Bit)
        let layout = try PixelDataLayout(scope, description: description)
        guard case .encapsulated(let pixels) = layout else {
            Issue.record("not encapsulated")
            return
        }
        #expect(pixels.codestream(ofFrame: 0) == [0xFF, 0xD8, 0xFF, 0xD9])
    }

    @Test func encapsulatedPixelsInANativeFileAreRefused() throws {
        let file = try Self.file(
            .explicitVRLittleEndian, Self.item(.fragments([[], [0xFF, 0xD8, 0xFF, 0xD9]])))
        let scope = try Self.scope(of: file)
        let description = try ImagePixelDescription(scope, transferSyntax: file.transferSyntax)
        #expect(throws: PixelDataError.self) {
            try PixelDataLayout(scope, description: description)
        }
    }

    @Test func thePaletteOfTheItemDecidesWhatIsDark() throws {
        let palette = ImageFixture(rows: 2, columns: 2).builder.settingPalette([200, 5, 100])
        let colours = palette.elements.filter { $0.tag.element >= 0x1101 }
        let item = Self.item(.bytes([0, 1, 2, 0]), words: "PALETTE COLOR") + colours
        let file = try Self.file(
            .explicitVRLittleEndian, item.sorted { $0.tag < $1.tag })
        let scope = try Self.scope(of: file)
        let description = try ImagePixelDescription(scope, transferSyntax: file.transferSyntax)
        let fill = try FillValue(scope, description: description)
        #expect(try fill.values(.black, colourModel: .palette) == [1])
        let views = try ViewRenderer(scope, description: description).views(
            of: SampleBuffer(
                width: 2, height: 2, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
                bytes: [0, 1, 2, 0]), colourModel: .palette)
        #expect(views.first?.pixels == [200, 5, 100, 200])
    }

    @Test(arguments: [Tag.pixelData, .rows])
    func twoOfOneElementAreRefused(tag: Tag) throws {
        let item = Self.item(.bytes([1, 2, 3, 4]))
        let twice = item.flatMap { $0.tag == tag ? [$0, $0] : [$0] }
        let file = try Self.file(.explicitVRLittleEndian, twice)
        let scope = try Self.scope(of: file)
        #expect {
            let description = try ImagePixelDescription(
                scope, transferSyntax: file.transferSyntax)
            _ = try PixelDataLayout(scope, description: description)
        } throws: {
            ($0 as? PixelDataError)?.code == .malformed && ($0 as? PixelDataError)?.tag == tag
        }
    }
}
