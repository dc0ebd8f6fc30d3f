import DICOMCore
import TestSupport
import Testing

@testable import PixelPainting

@Suite struct LossyHistoryTests {
    /// 20 by 10 samples of two bytes in three frames.
    private static let image = DICOMBuilder.image(
        .explicitVRLittleEndian, rows: 10, columns: 20, frames: 3, bitsAllocated: 16
    ).setting(.pixelData, .ow, .bytes([UInt8](repeating: 7, count: 1_200)))

    private func history(
        _ values: [Tag: [String]], recoded: LossyMethod? = .jpeg2000
    ) throws -> [[String]] {
        var image = Self.image
        for (tag, value) in values { image.set(tag, .cs, .text(value)) }
        var attributes = Painting.attributes
        attributes.recodedReversibly = recoded
        let dataSet = try Painting(image, attributes).file.dataSet
        return [
            dataSet.strings(.lossyImageCompression), dataSet.strings(.lossyImageCompressionRatio),
            dataSet.strings(.lossyImageCompressionMethod),
        ]
    }

    private static let told: [Tag: [String]] = [
        .lossyImageCompression: ["01"], .lossyImageCompressionRatio: ["8", "12.5"],
        .lossyImageCompressionMethod: ["ISO_10918_1", "ISO_15444_1"],
    ]

    /// PS3.3 C.7.6.1.1.5: once 01, always 01; the lists tell of passes that were.
    @Test(arguments: [nil, LossyMethod.jpeg2000])
    func whatIsToldStays(_ recoded: LossyMethod?) throws {
        #expect(
            try history(Self.told, recoded: recoded)
                == [["01"], ["8", "12.5"], ["ISO_10918_1", "ISO_15444_1"]])
    }

    @Test(arguments: LossyMethod.allCases, [nil, "00"])
    func aLossThatTheCodestreamShowedIsTold(_ method: LossyMethod, _ stated: String?) throws {
        let before = stated.map { [Tag.lossyImageCompression: [$0]] } ?? [:]
        #expect(try history(before, recoded: method) == [["01"], ["1.00"], [method.rawValue]])
    }

    @Test func listsAreNotBegunOneBesideTheOther() throws {
        #expect(
            try history([.lossyImageCompressionRatio: ["9"]]) == [["01"], ["9"], []])
    }

    @Test func nothingIsToldWhereNothingWasLost() throws {
        #expect(try history([:], recoded: nil) == [[], [], []])
    }
}
