import DICOMCore
import Testing
import TestSupport

@Suite struct DataSetReaderTests {
    typealias Element = DICOMBuilder.Element
    typealias Item = DICOMBuilder.Item

    private static let region = Element(.regionFlags, .ul, .numbers([3]))
    private static let private1 = Tag(0x0009, 0x1001)

    private static func read(
        _ syntax: TransferSyntax, _ elements: [Element], limits: Limits = .init()
    ) throws -> DataSet {
        var builder = DICOMBuilder(syntax)
        builder.elements = elements
        return try DICOMFile(ByteSource(builder.build()), limits: limits).dataSet
    }

    @Test(arguments: SampleFile.all)
    func listsNodesInFileOrder(_ sample: SampleFile) throws {
        let elements = try sample.read().dataSet.elements
        #expect(zip(elements, elements.dropFirst()).allSatisfy { $0.offset < $1.offset })
    }

    @Test(arguments: SampleFile.all)
    func everyNodeLiesInItsParent(_ sample: SampleFile) throws {
        let elements = try sample.read().dataSet.elements
        for element in elements where element.parent >= 0 {
            let parent = elements[element.parent]
            #expect(element.depth == parent.depth + 1)
            #expect(parent.valueRange.contains(element.offset))
            #expect(element.end <= parent.valueRange.upperBound)
            #expect(element.next <= parent.next)
        }
    }

    @Test(arguments: SampleFile.native, DICOMBuilder.LengthForm.allCases)
    func readsSequencesOfBothForms(
        _ sample: SampleFile, form: DICOMBuilder.LengthForm
    ) throws {
        let items = DICOMBuilder.LengthForm.allCases.map { Item([Self.region], $0) } + [Item([])]
        let dataSet = try Self.read(
            sample.builder.transferSyntax,
            [
                Element(.sequenceOfUltrasoundRegions, .sq, .sequence(items, form)),
                Element(.rows, .us, .numbers([7])),
            ])
        let sequence = try #require(dataSet.index(of: .sequenceOfUltrasoundRegions))
        #expect(dataSet.elements[sequence].vr == .sq)
        let children = dataSet.children(of: sequence)
        #expect(children.map { dataSet.children(of: $0).count } == [1, 1, 0])
        let flags = dataSet.element(.regionFlags, inItem: children[1])
        #expect(flags.flatMap { dataSet.integer(of: $0) } == 3)
        #expect(dataSet.integer(.rows) == 7)
    }

    @Test(arguments: SampleFile.native, DICOMBuilder.LengthForm.allCases)
    func readsTheItemsOfUNAsImplicitLittleEndian(
        _ sample: SampleFile, form: DICOMBuilder.LengthForm
    ) throws {
        let dataSet = try Self.read(
            sample.builder.transferSyntax,
            [Element(Self.private1, .un, .sequence([Item([Self.region])], form))])
        #expect(dataSet.elements.map(\.tag) == [Self.private1, .item, .regionFlags])
        #expect(dataSet.elements[2].encoding == .implicitLittleEndian)
        #expect(dataSet.integer(of: dataSet.elements[2]) == 3)
    }

    @Test(arguments: SampleFile.native)
    func keepsUNOpaqueWhereItsItemsDoNotParse(_ sample: SampleFile) throws {
        let bytes = DICOMBytes(.implicitLittleEndian)
        let broken = bytes.itemHeader(.item, length: 12) + [1, 0, 2, 0, 200, 0, 0, 0, 1, 2, 3, 4]
        let dataSet = try Self.read(
            sample.builder.transferSyntax,
            [Element(Self.private1, .un, .bytes(broken)), Element(.rows, .us, .numbers([7]))])
        #expect(dataSet.elements.map(\.tag) == [Self.private1, .rows])
        #expect(dataSet.value(dataSet.elements[0]) == broken)
    }

    @Test func failsWhereAStandardSequenceDoesNotParse() {
        let broken = DICOMBytes(.implicitLittleEndian).itemHeader(.item, length: 12)
        let element = Element(.sequenceOfUltrasoundRegions, .sq, .bytes(broken))
        #expect(code { try Self.read(.implicitVRLittleEndian, [element]) } == .truncated)
    }

    @Test(arguments: [[], [[]], [[], [1, 2], [3, 4, 5]]] as [[[UInt8]]])
    func listsFragments(_ fragments: [[UInt8]]) throws {
        let dataSet = try Self.read(
            .rleLossless, [Element(.pixelData, .ob, .fragments(fragments))])
        #expect(dataSet.elements[0].hasUndefinedLength)
        #expect(!dataSet.elements[0].isSequence)
        let values = dataSet.children(of: 0).map { dataSet.value(dataSet.elements[$0]) }
        #expect(values == fragments)
    }

    @Test func takesADelimiterInsideAFragmentAsBytes() throws {
        let delimiter = DICOMBytes(.explicitLittleEndian)
            .itemHeader(.sequenceDelimitation, length: 0)
        let dataSet = try Self.read(
            .jpeg2000, [Element(.pixelData, .ob, .fragments([[], delimiter + delimiter]))])
        #expect(dataSet.elements.count == 3)
    }

    @Test func acceptsNativePixelDataInAnEncapsulatedSyntax() throws {
        let dataSet = try Self.read(
            .rleLossless, [Element(.pixelData, .ob, .bytes([1, 2, 3, 4]))])
        #expect(dataSet.elements.map(\.valueLength) == [4])
    }

    @Test func missesTheDelimiterOfPixelData() throws {
        var builder = DICOMBuilder(.rleLossless)
        builder.add(.pixelData, .ob, .fragments([[], [1, 2]]))
        let bytes = try builder.build().dropLast(8)
        #expect(code { try DICOMFile(ByteSource(Array(bytes))) } == .truncated)
    }

    @Test(
        arguments: [
            ("long form", [0x5A, 0x5A, 0, 0, 2, 0, 0, 0, 1, 2]),
            ("short form", [0x5A, 0x5A, 2, 0, 1, 2]),
            ("question marks", [0x3F, 0x3F, 2, 0, 1, 2]),
            ("no VR", [2, 0, 0, 0, 1, 2]),
        ] as [(String, [UInt8])])
    func readsOddExplicitHeaders(name: String, header: [UInt8]) throws {
        var builder = DICOMBuilder()
        builder.add(.modality, .cs, .text(["OT"]))
        builder.trailer = [9, 0, 1, 0x10] + header
        builder.trailer += DICOMBytes(.explicitLittleEndian)
            .element(Element(.rows, .us, .numbers([7])))
        let dataSet = try DICOMFile(ByteSource(builder.build())).dataSet
        let element = try #require(dataSet[Self.private1])
        #expect(dataSet.value(element) == [1, 2])
        #expect(dataSet.integer(.rows) == 7)
    }

    @Test func readsAnImplicitItemInAnExplicitDataSet() throws {
        let region = DICOMBytes(.implicitLittleEndian).elements([
            Self.region, Element(.rows, .us, .numbers([7])),
        ])
        let item = DICOMBytes(.explicitLittleEndian)
            .itemHeader(.item, length: region.count)
        let dataSet = try Self.read(
            .explicitVRLittleEndian,
            [Element(.sequenceOfUltrasoundRegions, .sq, .bytes(item + region))])
        #expect(dataSet.elements.map(\.tag).suffix(2) == [.regionFlags, .rows])
    }

    @Test func readsAnItemWhoseSequenceLostItsHeader() throws {
        var builder = DICOMBuilder()
        builder.add(.modality, .cs, .text(["US"]))
        let bytes = DICOMBytes(.explicitLittleEndian)
        builder.trailer =
            bytes.item(Item([Self.region]))
            + bytes.element(Element(.rows, .us, .numbers([7])))
        let dataSet = try DICOMFile(ByteSource(builder.build())).dataSet
        #expect(dataSet.elements.map(\.depth) == [0, 0, 1, 0])
    }

    @Test func namesThePlaceAndSizesOfWhatIsCut() throws {
        var builder = DICOMBuilder()
        builder.add(.pixelData, .ow, .bytes([UInt8](repeating: 0, count: 512)))
        let bytes = try builder.build()
        let offset = bytes.count - 524
        #expect(
            throws: DICOMError(
                code: .truncated, tag: .pixelData, byteOffset: offset, expected: 512, found: 8)
        ) { try DICOMFile(ByteSource(Array(bytes.dropLast(504)))) }
    }

    @Test func stopsAtTheLimitOfElements() throws {
        var limits = Limits()
        limits.elements = 30
        let sample = SampleFile.native[1]
        #expect(
            code { try DICOMFile(ByteSource(sample.bytes()), limits: limits) } == .limitExceeded)
    }
}
