import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct PaletteColorLookupTableTests {
    /// A palette whose three tables are alike but for what is given.
    static func image(
        _ syntax: TransferSyntax = .explicitVRLittleEndian, descriptor: [Int], data: [UInt8],
        _ vr: VR = .ow, isSegmented: Bool = false, isSigned: Bool = false
    ) -> ImageFixture {
        var image = ImageFixture(
            syntax, rows: 1, columns: 1, photometricInterpretation: "PALETTE COLOR",
            isSigned: isSigned)
        for color in UInt16(0)..<3 {
            image = image.adding(
                Tag(0x28, 0x1101 + color), isSigned ? .ss : .us, .numbers(descriptor)
            ).adding(Tag(0x28, (isSegmented ? 0x1221 : 0x1201) + color), vr, .bytes(data))
        }
        return image
    }

    static func palette(_ image: ImageFixture) throws -> PaletteColorLookupTable {
        let file = try image.file()
        return try PaletteColorLookupTable(
            file.dataSet, isSigned: ImagePixelDescription(file).isSigned)
    }

    static func failure(_ image: ImageFixture) -> PixelDataError? {
        do {
            _ = try palette(image)
            return nil
        } catch {
            return error as? PixelDataError
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var image: ImageFixture
        var first: Int
        var entries: [UInt16]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "16-bit entries",
            image: image(descriptor: [3, 0, 16], data: words([1, 0x8000, 0xFFFF])), first: 0,
            entries: [1, 0x8000, 0xFFFF]),
        Case(
            name: "big endian entries",
            image: image(.explicitVRBigEndian, descriptor: [2, 0, 16], data: [1, 2, 3, 4]),
            first: 0, entries: [0x0102, 0x0304]),
        Case(
            name: "8-bit entries, two in a word",
            image: image(descriptor: [3, 5, 8], data: [1, 2, 3, 0]), first: 5, entries: [1, 2, 3]),
        Case(
            name: "8-bit entries, two in a big endian word",
            image: image(.explicitVRBigEndian, descriptor: [3, 5, 8], data: [2, 1, 0, 3]),
            first: 5, entries: [1, 2, 3]),
        Case(
            name: "8-bit entries, one in a word",
            image: image(descriptor: [3, 0, 8], data: words([1, 2, 3])), first: 0,
            entries: [1, 2, 3]),
        Case(
            name: "bytes under a descriptor of 16 bits",
            image: image(descriptor: [4, 0, 16], data: [1, 2, 3, 4]), first: 0,
            entries: [1, 2, 3, 4]),
        Case(
            name: "first value signed",
            image: image(descriptor: [2, -2, 16], data: words([1, 2]), isSigned: true), first: -2,
            entries: [1, 2]),
        Case(
            name: "first value unsigned",
            image: image(descriptor: [2, 0xFFFE, 16], data: words([1, 2])), first: 0xFFFE,
            entries: [1, 2]),
        Case(
            name: "0 stands for 65,536",
            image: image(descriptor: [0, 0, 16], data: words(Array(0..<65_536))), first: 0,
            entries: Array(0...65_535)),
        Case(
            name: "more data than entries",
            image: image(descriptor: [2, 0, 16], data: words([1, 2, 3])), first: 0,
            entries: [1, 2]),
        // Expanded by pydicom 3.0 as well, _expand_segmented_lut.
        Case(
            name: "segments of 8 bits",
            image: image(
                descriptor: [18, 0, 8],
                data: [0, 2, 10, 20, 1, 5, 45, 1, 4, 9, 2, 2, 0, 0, 0, 0], isSegmented: true),
            first: 0,
            entries: [10, 20, 25, 30, 35, 40, 45, 36, 27, 18, 9, 10, 20, 25, 30, 35, 40, 45]),
        Case(
            name: "segments of 16 bits",
            image: image(
                descriptor: [7, 0, 16], data: words([0, 2, 1000, 0, 1, 4, 65_535, 0, 1, 5]),
                isSegmented: true), first: 0,
            entries: [1000, 0, 16_384, 32_768, 49_151, 65_535, 5]),
        Case(
            name: "a reference in segments of 16 bits counts bytes",
            image: image(
                descriptor: [4, 0, 16], data: words([0, 1, 7, 0, 1, 9, 2, 2, 0, 0]),
                isSegmented: true), first: 0, entries: [7, 9, 7, 9]),
        Case(
            name: "a reference to a linear segment goes on from the entry before",
            image: image(
                descriptor: [6, 0, 16], data: words([0, 1, 0, 1, 2, 10, 0, 1, 2, 2, 1, 6, 0]),
                isSegmented: true), first: 0, entries: [0, 5, 10, 2, 6, 10]),
    ]

    @Test(arguments: cases)
    func readsEntries(_ reference: Case) throws {
        let palette = try Self.palette(reference.image)
        for table in [palette.red, palette.green, palette.blue] {
            #expect(table.entries == reference.entries)
            #expect(table.firstMappedValue == reference.first)
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var segments: [Int]
        var code: PixelDataError.Code
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "no segment", segments: [], code: .missing),
        Refusal(name: "too few entries", segments: [0, 2, 1, 2], code: .truncated),
        Refusal(name: "too many entries", segments: [0, 5, 1, 2, 3, 4, 5], code: .malformed),
        Refusal(name: "a line beyond the entries", segments: [0, 1, 1, 1, 9, 9], code: .malformed),
        Refusal(name: "a cut discrete segment", segments: [0, 4, 1, 2], code: .truncated),
        Refusal(name: "a cut linear segment", segments: [0, 1, 1, 1, 3], code: .truncated),
        Refusal(name: "a cut reference", segments: [0, 1, 1, 2, 1, 0], code: .truncated),
        Refusal(name: "a line from nothing", segments: [1, 4, 9], code: .malformed),
        Refusal(name: "a reference to nothing", segments: [2, 1, 0, 0], code: .malformed),
        Refusal(name: "a reference to itself", segments: [0, 1, 1, 2, 1, 6, 0], code: .malformed),
        Refusal(
            name: "a reference to a reference",
            segments: [0, 1, 1, 2, 1, 0, 0, 2, 1, 6, 0], code: .malformed),
        Refusal(
            name: "a reference into a segment", segments: [0, 1, 1, 2, 1, 2, 0], code: .malformed),
        Refusal(
            name: "a reference to an odd byte", segments: [0, 1, 1, 2, 1, 1, 0], code: .malformed),
        Refusal(
            name: "a reference beyond", segments: [0, 1, 1, 2, 1, 0, 0x7FFF], code: .malformed),
        Refusal(name: "an unknown opcode", segments: [3, 4, 1, 2, 3, 4], code: .malformed),
    ]

    @Test(arguments: refusals)
    func refusesSegments(_ refusal: Refusal) {
        let image = Self.image(
            descriptor: [4, 0, 16], data: words(refusal.segments), isSegmented: true)
        #expect(Self.failure(image)?.code == refusal.code)
    }

    @Test func survivesDamagedSegments() {
        let segments = words([0, 2, 10, 20, 1, 5, 45, 2, 2, 0, 0, 1, 4, 9])
        for (seed, data) in mutations(of: segments, count: 400) {
            let image = Self.image(descriptor: [18, 0, 16], data: data, isSegmented: true)
            if let palette = try? Self.palette(image) {
                #expect(palette.red.entries.count == 18, "seed \(seed)")
            }
        }
    }

    @Test func isTruncatedWithTooFewEntries() {
        for length in 2..<16 where length % 2 == 0 && length != 8 {
            let image = Self.image(
                descriptor: [8, 0, 16], data: [UInt8](repeating: 0, count: length))
            #expect(Self.failure(image)?.code == .truncated, "\(length) bytes")
        }
    }

    @Test(arguments: [Tag.redPaletteColorLookupTableDescriptor, .bluePaletteColorLookupTableData])
    func isMissingAPart(tag: Tag) {
        let image = Self.image(descriptor: [2, 0, 16], data: words([1, 2])).removing(tag)
        #expect(Self.failure(image) == PixelDataError(code: .missing, tag: tag))
    }

    @Test(arguments: [[2, 0], [2, 0, 0], [2, 0, 17], []])
    func refusesADescriptor(values: [Int]) {
        let image = Self.image(descriptor: values, data: words([1, 2]))
        #expect(Self.failure(image)?.code == .malformed)
    }

    @Test(arguments: [(-5, 10), (2, 10), (3, 10), (4, 20), (5, 30), (6, 30), (70_000, 30)])
    func clampsIndexesToTheEntries(index: Int, red: UInt8) throws {
        let palette = try Self.palette(Self.image(descriptor: [3, 3, 8], data: [10, 20, 30, 0]))
        #expect(palette.colour(of: index).red == red)
    }

    @Test func showsTheHighByteOf16Bits() throws {
        let palette = try Self.palette(
            Self.image(descriptor: [2, 0, 16], data: words([0x12FF, 0xFFFF])))
        #expect(palette.colour(of: 0).green == 0x12)
    }

    @Test func shows16BitEntriesThatHave8() throws {
        let palette = try Self.palette(Self.image(descriptor: [2, 0, 16], data: words([0, 200])))
        #expect(palette.colour(of: 1).blue == 200)
    }

    struct Darkest: Sendable, CustomTestStringConvertible {
        var entries: [Int]
        var first = 0
        var indexes: ClosedRange<Int>
        var index: Int
        var testDescription: String { "\(entries) from \(first) in \(indexes)" }
    }

    @Test(arguments: [
        Darkest(entries: [9, 3, 5], indexes: 0...255, index: 1),
        Darkest(entries: [9, 3, 3], indexes: 0...255, index: 1),
        // Below the first entry everything looks like it, above the last one too.
        Darkest(entries: [1, 3, 5], first: 7, indexes: 0...255, index: 0),
        Darkest(entries: [9, 3, 1], first: 7, indexes: 0...255, index: 9),
        // An index that Bits Stored cannot say is no choice.
        Darkest(entries: [9, 3, 1], indexes: 0...1, index: 1),
        Darkest(entries: [1, 2, 3], first: 500, indexes: 0...255, index: 0),
        Darkest(entries: [9, 8, 1], first: -2, indexes: -128...127, index: 0),
        Darkest(entries: [0x100, 0x0FF], indexes: 0...1, index: 1),
    ])
    func findsTheDarkestIndex(_ reference: Darkest) throws {
        let table = try LookupTable(
            firstMappedValue: reference.first, entries: reference.entries.map { UInt16($0) },
            bitsPerEntry: 16)
        let palette = PaletteColorLookupTable(red: table, green: table, blue: table)
        #expect(palette.darkestIndex(in: reference.indexes) == reference.index)
    }

    @Test func weighsColoursByLuma() throws {
        func table(_ entries: [UInt16]) throws -> LookupTable {
            try LookupTable(firstMappedValue: 0, entries: entries, bitsPerEntry: 8)
        }
        let palette = PaletteColorLookupTable(
            red: try table([100, 0, 0]), green: try table([0, 100, 0]),
            blue: try table([0, 0, 100]))
        #expect(palette.darkestIndex(in: 0...2) == 2)
    }
}
