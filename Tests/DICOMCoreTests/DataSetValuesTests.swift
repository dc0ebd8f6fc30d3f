import DICOMCore
import Testing
import TestSupport

@Suite struct DataSetValuesTests {
    private static func dataSet(
        _ tag: Tag, _ vr: VR, _ value: DICOMBuilder.Value,
        _ syntax: TransferSyntax = .explicitVRLittleEndian
    ) throws -> DataSet {
        var builder = DICOMBuilder(syntax)
        builder.add(tag, vr, value)
        return try DICOMFile(ByteSource(builder.build())).dataSet
    }

    private static let someTag = Tag(0x0029, 0x1001)

    @Test(
        arguments: [
            (.us, [0, 65_535]), (.ss, [-32_768, 32_767]), (.ul, [0, 4_294_967_295]),
            (.sl, [-2_147_483_648, 5]), (.sv, [-1, .max]), (.ow, [7]),
        ] as [(VR, [Int])])
    func readsBinaryNumbersOfBothByteOrders(vr: VR, values: [Int]) throws {
        for syntax in [TransferSyntax.explicitVRLittleEndian, .explicitVRBigEndian] {
            let dataSet = try Self.dataSet(Self.someTag, vr, .numbers(values), syntax)
            #expect(dataSet.integers(Self.someTag) == values)
        }
    }

    @Test(
        arguments: [
            ("12", [12]), (" 12 \\-7 ", [12, -7]), ("512.0", [512]), ("", []), ("a", []),
            ("1\\", []),
        ] as [(String, [Int])])
    func readsNumbersInText(text: String, values: [Int]) throws {
        let dataSet = try Self.dataSet(.numberOfFrames, .is, .text([text]))
        #expect(dataSet.integers(.numberOfFrames) == values)
    }

    @Test(
        arguments: [
            ("1.5", [1.5]), ("-2e3\\0", [-2000, 0]), ("x", []), ("inf", []), ("nan", []),
        ] as [(String, [Double])])
    func readsDecimalText(text: String, values: [Double]) throws {
        let dataSet = try Self.dataSet(.windowCenter, .ds, .text([text]))
        #expect(dataSet.decimals(.windowCenter) == values)
    }

    @Test(arguments: [VR.fl, .fd])
    func readsBinaryDecimals(_ vr: VR) throws {
        let dataSet = try Self.dataSet(
            Self.someTag, vr, .decimals([1.5, -0.25]), .explicitVRBigEndian)
        #expect(dataSet.decimals(Self.someTag) == [1.5, -0.25])
    }

    @Test(
        arguments: [
            (Tag.rows, VR.un, [2, 1], 258), (.rows, .ob, [9], 9), (someTag, .un, [2, 1], 258),
            (someTag, .un, [1, 0, 1, 0], 65_537), (someTag, .un, [7], 7),
            (.numberOfFrames, .un, [0x33, 0x20], 3),
        ] as [(Tag, VR, [UInt8], Int)])
    func readsNumbersWhoseVRIsWrong(tag: Tag, vr: VR, bytes: [UInt8], value: Int) throws {
        let dataSet = try Self.dataSet(tag, vr, .bytes(bytes))
        #expect(dataSet.integer(tag) == value)
    }

    @Test(
        arguments: [
            ("OT", ["OT"], "OT"), (" OT\0", ["OT"], "OT"), ("A\\ B \\", ["A", "B", ""], "A"),
            ("", [], nil), ("  ", [""], nil),
        ] as [(String, [String], String?)])
    func readsTextWithoutPadding(text: String, values: [String], first: String?) throws {
        let dataSet = try Self.dataSet(.modality, .cs, .bytes(Array(text.utf8)))
        #expect(dataSet.strings(.modality) == values)
        #expect(dataSet.string(.modality) == first)
    }

    @Test func readsAnyByteAsText() throws {
        let dataSet = try Self.dataSet(.modality, .cs, .bytes([0xC4, 0xFF]))
        #expect(dataSet.string(.modality) == "\u{C4}\u{FF}")
    }

    @Test func hasNoValueForAnAbsentElement() throws {
        let dataSet = try Self.dataSet(.modality, .cs, .text(["OT"]))
        #expect(dataSet.string(.rows) == nil)
        #expect(dataSet.integers(.rows).isEmpty)
    }

    @Test func namesTheWayToANestedNode() throws {
        let item = DICOMBuilder.Item([.init(.pixelData, .ow, .bytes([1, 2]))])
        let dataSet = try Self.dataSet(.iconImageSequence, .sq, .sequence([item], .defined))
        #expect(dataSet.path(to: 2) == [.iconImageSequence, .pixelData])
    }
}
