import DICOMCore
import TestSupport
import Testing

@Suite struct PathNamesTests {
    private typealias Element = DICOMBuilder.Element

    /// Two levels of sequences of three items each, with an element in every item.
    private static func dataSet() throws -> DataSet {
        let leaf = Element(.rows, .us, .numbers([1]))
        let inner = Element(
            .sourceImageSequence, .sq,
            .sequence([.init([leaf]), .init([leaf]), .init([leaf])], .undefined))
        var builder = DICOMBuilder()
        builder.add(
            .referencedImageSequence, .sq,
            .sequence(
                [.init([inner, leaf]), .init([], .undefined), .init([leaf, inner])], .defined))
        return try DICOMFile(ByteSource(builder.build())).dataSet
    }

    @Test func itemsBehindTheFirstHaveNumbers() throws {
        let dataSet = try Self.dataSet()
        var names = PathNames(dataSet)
        let found = dataSet.elements.indices.filter { dataSet.elements[$0].tag == .rows }
            .map { names.name(ofPathTo: $0) }
        let inner = ["", "[2]", "[3]"]
        #expect(
            found
                == inner.map { "(0008,1140).(0008,2112)\($0).(0028,0010)" }
                + ["(0008,1140).(0028,0010)", "(0008,1140)[3].(0028,0010)"]
                + inner.map { "(0008,1140)[3].(0008,2112)\($0).(0028,0010)" })
    }

    @Test func namesDoNotDependOnTheOrder() throws {
        let dataSet = try Self.dataSet()
        var names = PathNames(dataSet)
        var random = SeededRandom(seed: 4)
        for index in dataSet.elements.indices.shuffled(using: &random) {
            #expect(names.name(ofPathTo: index) == dataSet.name(ofPathTo: index))
        }
    }

    @Test func whatIsNowhereHasNoName() throws {
        #expect(try Self.dataSet().name(ofPathTo: -1).isEmpty)
    }
}
