import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

/// Private elements that may hold a second copy of the image, and those that do not.
@Suite struct PrivatePicturesTests {
    typealias Element = DICOMBuilder.Element

    /// 40 x 50 pixels of 16 bits: a copy has 2,000 bytes or more.
    static let image = ImageFixture(rows: 40, columns: 50, bitsAllocated: 16)
        .pixels([UInt8](repeating: 7, count: 4000))
    static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + [UInt8](repeating: 1, count: 94)

    /// Bytes that are neither text nor of one value.
    static func noise(_ count: Int) -> [UInt8] {
        var random = SeededRandom(seed: 3)
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) | 0x80 }
    }

    static func pictures(
        _ elements: [Element], in image: ImageFixture = image
    ) throws -> PrivatePictures {
        let image = elements.reduce(image) { $0.adding($1.tag, $1.vr, $1.value) }
        return PrivatePictures(try image.file().dataSet)
    }

    static func block(_ creator: String, _ group: UInt16, _ block: UInt16 = 0x10) -> Element {
        Element(Tag(group, block), .lo, .text([creator]))
    }

    @Test func aPlainImageHasNone() throws {
        #expect(try Self.pictures([]).isEmpty)
    }

    @Test(arguments: [VR.ob, .ow, .un, .ol, .us])
    func aPictureFileIsFound(_ vr: VR) throws {
        let pictures = try Self.pictures([
            Self.block("VENDOR", 0x0029), Element(Tag(0x0029, 0x1010), vr, .bytes(Self.jpeg)),
        ])
        #expect(pictures.findings.map(\.picture) == [.format(.jpeg)])
        #expect(pictures.findings.map(\.place.name) == ["(0029,1010)"])
    }

    @Test(arguments: [Tag(0x0028, 0x2000), Tag(0x0042, 0x0012), Tag(0x0008, 0x9998)])
    func standardElementsAreNotItsWork(_ tag: Tag) throws {
        #expect(try Self.pictures([Element(tag, .ob, .bytes(Self.jpeg))]).isEmpty)
    }

    @Test(arguments: [VR.lo, .lt, .ut, .st])
    func textIsNotItsWork(_ vr: VR) throws {
        let element = Element(Tag(0x0029, 0x1010), vr, .bytes(Self.noise(3000)))
        #expect(try Self.pictures([element]).isEmpty)
    }

    @Test(arguments: [(1998, false), (2000, true), (9000, true)])
    func aValueOfTheImagesSizeIsFound(_ length: Int, isFound: Bool) throws {
        let element = Element(Tag(0x0029, 0x1010), .ob, .bytes(Self.noise(length)))
        #expect(
            try Self.pictures([element]).findings.map(\.picture) == (isFound ? [.imageSized] : []))
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 5000), [UInt8](repeating: 0xFF, count: 5000),
        [UInt8](repeating: 0x41, count: 4998) + [0, 0],
        Array(String(repeating: "<XProtocol> { 1 }\r\n", count: 300).utf8),
    ])
    func emptyValuesAndPlainTextShowNothing(_ value: [UInt8]) throws {
        #expect(try Self.pictures([Element(Tag(0x0029, 0x1010), .un, .bytes(value))]).isEmpty)
    }

    @Test(arguments: [
        ("GEMS_PARM_01", Tag(0x0043, 0x1029)), ("GEMS_PARM_01", Tag(0x0043, 0x102A)),
        ("SIEMENS CSA HEADER", Tag(0x0029, 0x1110)),
        ("GEMS_Ultrasound_MovieGroup_001", Tag(0x7FE1, 0x1060)),
        ("SIEMENS MR SDS 01", Tag(0x0021, 0x1019)),
    ])
    func measurementsOfKnownVendorsAreNone(_ creator: String, tag: Tag) throws {
        let elements = [
            Self.block(creator, tag.group, tag.element >> 8),
            Element(tag, .ob, .bytes(Self.noise(9000))),
        ]
        #expect(try Self.pictures(elements).isEmpty)
    }

    @Test func aPictureInAnElementOfMeasurementsIsFoundAllTheSame() throws {
        let elements = [
            Self.block("SIEMENS CSA HEADER", 0x0029),
            Element(Tag(0x0029, 0x1010), .ob, .bytes(Self.jpeg)),
        ]
        #expect(try Self.pictures(elements).findings.map(\.picture) == [.format(.jpeg)])
    }

    @Test(arguments: ["ANOTHER VENDOR", "SIEMENS CSA HEADE", ""])
    func anotherCreatorsElementIsNotExcused(_ creator: String) throws {
        let elements = [
            Self.block(creator, 0x0029),
            Element(Tag(0x0029, 0x1010), .ob, .bytes(Self.noise(9000))),
        ]
        #expect(try Self.pictures(elements).findings.map(\.picture) == [.imageSized])
    }

    @Test func theCreatorOfAnotherBlockExcusesNothing() throws {
        let elements = [
            Self.block("SIEMENS CSA HEADER", 0x0029, 0x11), Self.block("OTHER", 0x0029, 0x10),
            Element(Tag(0x0029, 0x1010), .ob, .bytes(Self.noise(9000))),
        ]
        #expect(!(try Self.pictures(elements).isEmpty))
    }

    @Test func theCreatorOfAnotherLevelExcusesNothing() throws {
        let inner = Element(Tag(0x0029, 0x1010), .ob, .bytes(Self.noise(9000)))
        let elements = [
            Element(.derivationCodeSequence, .sq, .sequence([.init([inner])], .defined)),
            Self.block("SIEMENS CSA HEADER", 0x0029),
        ]
        #expect(
            try Self.pictures(elements).findings.map(\.place.name) == ["(0008,9215).(0029,1010)"])
    }

    @Test(arguments: [
        ("MAROTECH Inc.", Tag(0x0037, 0x1023)), ("ELSCINT1", Tag(0x07A1, 0x100A)),
        ("SPI-P Release 1", Tag(0x7FE1, 0x1010)), ("VEPRO VIF 3.0 DATA", Tag(0x0055, 0x1030)),
    ])
    func vendorsKnownPicturesAreFoundWhateverTheirForm(_ creator: String, tag: Tag) throws {
        let elements = [
            Self.block(creator, tag.group), Element(tag, .ob, .bytes(Self.noise(128))),
        ]
        #expect(try Self.pictures(elements).findings.map(\.picture) == [.known])
    }

    @Test(arguments: [Tag.pixelData, .floatPixelData, .overlayData])
    func aPrivateSequenceWithPixelsIsFoundAsAWhole(_ tag: Tag) throws {
        let pixels = Element(tag, .ow, .bytes([1, 2, 3, 4]))
        let sequence = Element(
            Tag(0x0009, 0x1010), .sq,
            .sequence([.init([Element(.rows, .us, .numbers([1])), pixels])], .undefined))
        let outer = Element(.contentSequence, .sq, .sequence([.init([sequence])], .undefined))
        let image = Self.image.adding(outer.tag, outer.vr, outer.value)
        let dataSet = try image.file().dataSet
        let found = PrivatePictures(dataSet)
        #expect(found.findings.map(\.picture) == [.nestedPixelData])
        #expect(found.findings.map(\.place.name) == ["(0040,A730).(0009,1010).\(tag)"])
        #expect(
            found.findings.map { dataSet.elements[$0.place.index].tag } == [Tag(0x0009, 0x1010)])
        let inside = dataSet.elements.firstIndex { $0.tag == tag && $0.depth > 0 }
        #expect(inside.map { found.contains($0) } == true)
    }

    @Test func pixelsInAStandardSequenceAreNotItsWork() throws {
        let pixels = Element(.pixelData, .ow, .bytes([1, 2, 3, 4]))
        #expect(
            try Self.pictures([
                Element(.iconImageSequence, .sq, .sequence([.init([pixels])], .defined))
            ]).isEmpty)
    }

    @Test func privateFragmentsAreFound() throws {
        let element = Element(Tag(0x7FE1, 0x1010), .ob, .fragments([[], [1, 2, 3, 4]]))
        #expect(try Self.pictures([element]).findings.map(\.picture) == [.imageSized])
    }

    @Test func severalAreFoundInFileOrder() throws {
        let elements = [0x1010, 0x1012, 0x1020].map {
            Element(Tag(0x0029, $0), .ob, .bytes(Self.jpeg))
        }
        #expect(
            try Self.pictures(elements).findings.map(\.place.name) == [
                "(0029,1010)", "(0029,1012)", "(0029,1020)",
            ])
    }

    @Test(arguments: [
        // rows, columns, samples, bits allocated: bytes of the smallest copy.
        (40, 50, 1, 16, 2000), (40, 50, 1, 8, 1000), (40, 50, 3, 8, 2000), (40, 50, 1, 32, 2000),
        (40, 50, 1, 1, 125), (2, 2, 1, 8, 64), (65535, 65535, 4, 64, 4_294_836_225),
    ])
    func theSmallestCopyHasHalfAFrameOrAByteAPixel(
        rows: Int, columns: Int, samples: Int, bits: Int, length: Int
    ) throws {
        let image = ImageFixture(
            rows: rows, columns: columns, samplesPerPixel: samples, bitsAllocated: bits)
        #expect(EmbeddedPicture.copyLength(try image.file().dataSet) == length)
    }

    /// The sequence is found behind a picture that it holds, which is found first.
    @Test func knowsWhatItsFindingsHold() throws {
        let jpeg = Element(Tag(0x0029, 0x1010), .ob, .bytes(Self.jpeg))
        let pixels = Element(.pixelData, .ow, .bytes([1, 2]))
        let sequence = Element(
            Tag(0x0029, 0x1020), .sq, .sequence([.init([jpeg, pixels])], .defined))
        let image = [jpeg, sequence].reduce(Self.image) { $0.adding($1.tag, $1.vr, $1.value) }
        let dataSet = try image.file().dataSet
        let pictures = PrivatePictures(dataSet)
        let index = try #require(dataSet.index(of: sequence.tag))
        #expect(pictures.findings.count == 3)
        for node in dataSet.elements.indices {
            let isHeld = (index..<dataSet.elements[index].next).contains(node)
            #expect(
                pictures.contains(node) == (isHeld || node == dataSet.index(of: jpeg.tag)))
        }
    }

    @Test func withoutAnImageOnlySignaturesCount() throws {
        var builder = DICOMBuilder()
        builder.add(.sopClassUID, .ui, .text(["1.2.840.10008.5.1.4.1.1.66"]))
        builder.add(Tag(0x0029, 0x1010), .ob, .bytes(Self.noise(9000)))
        builder.add(Tag(0x0029, 0x1011), .ob, .bytes(Self.jpeg))
        let file = try DICOMFile(ByteSource(try builder.build()))
        #expect(
            PrivatePictures(file.dataSet).findings.map(\.place.name) == ["(0029,1011)"])
    }
}
