import DICOMCore
import Testing
import TestSupport

/// What an edit does to the parts of a file that count bytes or point at them.
@Suite struct DataSetEditorFileTests {
    private static func builder() -> DICOMBuilder {
        var builder = DICOMBuilder()
        builder.add(Tag(0x0008, 0), .ul, .numbers([10]))
        builder.add(.lengthToEnd, .ul, .numbers([1]))
        builder.add(.modality, .cs, .text(["OT"]))
        builder.add(Tag(0x0028, 0), .ul, .numbers([20]))
        builder.add(.rows, .us, .numbers([1]))
        builder.add(.columns, .us, .numbers([2]))
        builder.add(Tag(0x7FE0, 0), .ul, .numbers([14]))
        builder.add(.pixelData, .ow, .bytes([1, 2]))
        return builder
    }

    private static func tags(
        _ change: (inout DataSetEditor) -> Void
    ) throws -> [Tag] {
        var editor = try DataSetEditor(DICOMFile(ByteSource(builder().build())))
        change(&editor)
        let edited = try editor.finish()
        let file = try DICOMFile(ByteSource(edited.bytes(of: edited.head + edited.tail)))
        return file.dataSet.elements.map(\.tag)
    }

    @Test func removesTheLengthOfAGroupThatGrew() throws {
        let tags = try Self.tags {
            $0.set(NewElement(.burnedInAnnotation, .cs, .strings(["NO"])))
        }
        // That of group 8 goes with Length to End, which counts the bytes behind it.
        #expect(tags.filter(\.isGroupLength) == [Tag(0x7FE0, 0)])
        #expect(!tags.contains(.lengthToEnd))
    }

    @Test func keepsTheLengthOfAGroupThatKeptItsSize() throws {
        let tags = try Self.tags { $0.set(NewElement(.rows, .us, .unsigned16([9]))) }
        #expect(tags.contains(Tag(0x0028, 0)))
    }

    @Test(arguments: [true, false])
    func keepsTheLengthOfThePixelDataGroupWhereItHolds(_ keepsLength: Bool) throws {
        let tags = try Self.tags { $0.splitAtPixelData(keepsLength: keepsLength) }
        #expect(tags.contains(Tag(0x7FE0, 0)) == keepsLength)
    }

    @Test func removesGroupLengthsOnTheWayOut() throws {
        let inner: [DICOMBuilder.Element] = [
            .init(Tag(0x0008, 0), .ul, .numbers([10])), .init(.modality, .cs, .text(["OT"])),
        ]
        var builder = DICOMBuilder()
        builder.add(Tag(0x0018, 0), .ul, .numbers([50]))
        builder.add(.sequenceOfUltrasoundRegions, .sq, .sequence([.init(inner)], .defined))
        builder.add(Tag(0x0020, 0), .ul, .numbers([0]))
        let file = try DICOMFile(ByteSource(builder.build()))
        var editor = DataSetEditor(file)
        editor.remove(at: file.dataSet.elements.count - 2)
        let edited = try editor.finish()
        let again = try DICOMFile(ByteSource(edited.bytes(of: edited.head)))
        #expect(
            again.dataSet.elements.map(\.tag) == [
                .sequenceOfUltrasoundRegions, .item, Tag(0x0020, 0),
            ])
    }

    @Test(arguments: ["2.25.1", "2.25.123456789"])
    func setsMetaInformationWithItsLength(_ uid: String) throws {
        let file = try SampleFile.native[3].read()
        var editor = DataSetEditor(file)
        editor.setMeta(NewElement(.mediaStorageSOPInstanceUID, .ui, .strings([uid])))
        editor.setMeta(NewElement(.sourceApplicationEntityTitle, .ae, .strings(["A"])))
        let edited = try editor.finish()
        let bytes = edited.prefix + (try Deflate.deflate(edited.bytes(of: edited.head)))
        let again = try DICOMFile(ByteSource(bytes))
        let meta = try #require(again.metaInformation)
        #expect(meta.string(.mediaStorageSOPInstanceUID) == uid)
        #expect(meta.elements.map(\.tag).last == .sourceApplicationEntityTitle)
        #expect(
            meta.integer(.fileMetaInformationGroupLength)
                == meta.range.upperBound - meta.elements[0].end)
    }

    @Test(arguments: SampleFile.withoutMeta)
    func makesNoMetaInformationWhereThereIsNone(_ sample: SampleFile) throws {
        var editor = DataSetEditor(try sample.read())
        editor.setMeta(NewElement(.mediaStorageSOPInstanceUID, .ui, .strings(["2.25.2"])))
        #expect(try editor.finish().isUnchanged)
    }

    @Test(
        arguments: [
            [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
        ] as [[UInt8]])
    func zeroesATIFFPreamble(_ signature: [UInt8]) throws {
        var builder = Self.builder()
        builder.preamble = signature + [UInt8](repeating: 1, count: 124)
        var editor = try DataSetEditor(DICOMFile(ByteSource(builder.build())))
        editor.splitAtPixelData(keepsLength: true)
        let edited = try editor.finish()
        #expect(edited.bytes(of: edited.head).prefix(128).allSatisfy { $0 == 0 })
    }

    @Test func keepsAnyOtherPreamble() throws {
        var builder = Self.builder()
        builder.preamble = [UInt8](repeating: 1, count: 128)
        var editor = try DataSetEditor(DICOMFile(ByteSource(builder.build())))
        editor.splitAtPixelData()
        let edited = try editor.finish()
        #expect(edited.bytes(of: edited.head).prefix(128).allSatisfy { $0 == 1 })
    }

    @Test func headersOfPixelDataAreAsTheStandardSays() {
        let little = ElementEncoding.explicitLittleEndian
        #expect(
            little.pixelDataHeader(vr: .ob, length: nil)
                == [0xE0, 0x7F, 0x10, 0, 0x4F, 0x42, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF])
        #expect(
            ElementEncoding.explicitBigEndian.pixelDataHeader(vr: .ow, length: 258)
                == [0x7F, 0xE0, 0, 0x10, 0x4F, 0x57, 0, 0, 0, 0, 1, 2])
        #expect(
            ElementEncoding.implicitLittleEndian.pixelDataHeader(vr: .ow, length: 258)
                == [0xE0, 0x7F, 0x10, 0, 2, 1, 0, 0])
        #expect(little.itemHeader(length: 3) == [0xFE, 0xFF, 0, 0xE0, 3, 0, 0, 0])
        #expect(little.sequenceDelimiter == [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0])
    }
}
