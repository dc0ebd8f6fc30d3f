import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct GrayscaleTransformTests {
    static let grey = ImageFixture(rows: 1, columns: 1, bitsAllocated: 16)

    static func transform(_ image: ImageFixture) throws -> GrayscaleTransform {
        try GrayscaleTransform(try image.file().dataSet, isSigned: false)
    }

    static func ds(_ tag: Tag, _ text: String) -> DICOMBuilder.Element {
        DICOMBuilder.Element(tag, .ds, .text([text]))
    }

    static func groups(_ sequence: Tag, _ macro: Tag, _ elements: [DICOMBuilder.Element])
        -> ImageFixture
    {
        let inner = DICOMBuilder.Element(macro, .sq, .sequence([.init(elements)], .defined))
        return grey.adding(sequence, .sq, .sequence([.init([inner])], .undefined))
    }

    @Test func isNothingWithoutElements() throws {
        #expect(try Self.transform(Self.grey) == .identity)
    }

    @Test(
        arguments: [
            ("40", "400", nil, -160, 239), ("40", "400", "LINEAR_EXACT", -160, 240),
            ("40", "400", "SIGMOID", -160, 239), ("40\\500", "400\\9", nil, -160, 239),
            ("10", "1", nil, 9.25, 9.75),
        ] as [(String, String, String?, Double, Double)])
    func readsAWindow(
        center: String, width: String, function: String?, black: Double, white: Double
    ) throws {
        var image = Self.grey.adding(.windowCenter, .ds, .text([center]))
            .adding(.windowWidth, .ds, .text([width]))
        if let function { image = image.adding(.voilutFunction, .cs, .text([function])) }
        #expect(try Self.transform(image).voi == .window(black: black, white: white))
    }

    @Test(arguments: [("40", "0"), ("40", "-5"), ("40", ""), ("", "400"), ("x", "400")])
    func takesNoWindowThatShowsNothing(center: String, width: String) throws {
        let image = Self.grey.adding(.windowCenter, .ds, .text([center]))
            .adding(.windowWidth, .ds, .text([width]))
        #expect(try Self.transform(image).voi == nil)
    }

    @Test(arguments: [
        (Tag.sharedFunctionalGroupsSequence), (.perFrameFunctionalGroupsSequence),
    ])
    func readsAWindowOfFunctionalGroups(groups: Tag) throws {
        let image = Self.groups(
            groups, .frameVOILUTSequence,
            [Self.ds(.windowCenter, "40"), Self.ds(.windowWidth, "400")])
        #expect(try Self.transform(image).voi == .window(black: -160, white: 239))
    }

    @Test func keepsFourWindowsThatDiffer() throws {
        let image = Self.grey.adding(
            .windowCenter, .ds, .text(["40", "40", "500", "9", "40", "7", "8"])
        ).adding(.windowWidth, .ds, .text(["400", "400", "2000", "0", "80", "100", "100"]))
        let transform = try Self.transform(image)
        #expect(transform.voi == .window(center: 40, width: 400, isExact: false))
        let expected: [GrayscaleTransform.VOI?] = [
            .window(center: 500, width: 2000, isExact: false),
            .window(center: 40, width: 80, isExact: false),
            .window(center: 7, width: 100, isExact: false),
        ]
        #expect(transform.otherVOIs == expected.compactMap { $0 })
    }

    @Test func aWindowStandsBesideATable() throws {
        let image = Self.table(.voilutSequence, descriptor: [2, 0, 8], data: [9, 5])
            .adding(.windowCenter, .ds, .text(["1"])).adding(.windowWidth, .ds, .text(["9"]))
        let window = GrayscaleTransform.VOI.window(center: 1, width: 9, isExact: false)
        #expect(try Self.transform(image).otherVOIs.first == window)
    }

    @Test func readsARescaleOfFunctionalGroups() throws {
        let image = Self.groups(
            .sharedFunctionalGroupsSequence, .pixelValueTransformationSequence,
            [Self.ds(.rescaleIntercept, "-5"), Self.ds(.rescaleSlope, "-2")])
        #expect(try Self.transform(image).modality == .rescale(slope: -2, intercept: -5))
    }

    @Test func takesASlopeOfZeroForOne() throws {
        let image = Self.grey.adding(.rescaleSlope, .ds, .text(["0"]))
            .adding(.rescaleIntercept, .ds, .text(["3"]))
        #expect(try Self.transform(image).modality == .rescale(slope: 1, intercept: 3))
    }

    static func table(_ sequence: Tag, descriptor: [Int], data: [Int], vr: VR = .us)
        -> ImageFixture
    {
        grey.adding(
            sequence, .sq,
            .sequence(
                [
                    .init([
                        .init(.lutDescriptor, vr, .numbers(descriptor)),
                        .init(.lutData, .ow, .numbers(data)),
                    ])
                ], .defined))
    }

    @Test func readsAModalityTable() throws {
        let image = Self.table(.modalityLUTSequence, descriptor: [2, 5, 12], data: [9, 4095])
        let expected = try LookupTable(
            firstMappedValue: 5, entries: [9, 4095], bitsPerEntry: 12)
        #expect(try Self.transform(image).modality == .table(expected))
    }

    @Test func takesATableBeforeAWindow() throws {
        let image = Self.table(.voilutSequence, descriptor: [2, -3, 8], data: [9, 5], vr: .ss)
            .adding(.windowCenter, .ds, .text(["1"])).adding(.windowWidth, .ds, .text(["9"]))
        let expected = try LookupTable(firstMappedValue: -3, entries: [9, 5], bitsPerEntry: 8)
        #expect(try Self.transform(image).voi == .table(expected))
    }

    @Test(arguments: [
        (["LUT Descriptor"], PixelDataError.Code.missing), ([], .truncated),
    ])
    func failsWithATableThatCannotBeRead(
        missing: [String], code: PixelDataError.Code
    ) throws {
        var elements = [DICOMBuilder.Element(.lutData, .ow, .numbers([1]))]
        if missing.isEmpty {
            elements.append(.init(.lutDescriptor, .us, .numbers([4, 0, 16])))
        }
        let image = Self.grey.adding(
            .voilutSequence, .sq, .sequence([.init(elements)], .defined))
        do {
            _ = try Self.transform(image)
            Issue.record("read")
        } catch {
            #expect((error as? PixelDataError)?.code == code)
        }
    }
}
