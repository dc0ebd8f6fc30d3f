import DICOMCore
import TestSupport
import Testing

@Suite struct DataSetScopeTests {
    /// Rows on three levels: 1 at the top, 2 and 3 in items, 4 inside of the second.
    private static func dataSet(_ form: DICOMBuilder.LengthForm) throws -> DataSet {
        func rows(_ value: Int) -> DICOMBuilder.Element { .init(.rows, .us, .numbers([value])) }
        let inner = DICOMBuilder.Element(
            .contentSequence, .sq, .sequence([.init([rows(4)], form)], form))
        var builder = DICOMBuilder()
        builder.add(
            .sourceImageSequence, .sq,
            .sequence([.init([rows(2)], form), .init([rows(3), inner], form), .init([])], form))
        builder.add(.modality, .cs, .text(["OT"]))
        builder.elements.append(rows(1))
        return try DICOMFile(ByteSource(builder.build())).dataSet
    }

    @Test(arguments: DICOMBuilder.LengthForm.allCases)
    func seesTheElementsOfItsLevelOnly(_ form: DICOMBuilder.LengthForm) throws {
        let top = DataSetScope(try Self.dataSet(form))
        let items = top.items(of: .sourceImageSequence)
        #expect(top.integer(.rows) == 1)
        #expect(items.map { $0.integer(.rows) } == [2, 3, nil])
        #expect(
            items.map { $0.items(of: .contentSequence).map { $0.integer(.rows) } }
                == [[], [4], []])
        #expect(items[0].string(.modality) == nil)
    }

    @Test(arguments: DICOMBuilder.LengthForm.allCases)
    func listsTheElementsOfItsLevel(_ form: DICOMBuilder.LengthForm) throws {
        let top = DataSetScope(try Self.dataSet(form))
        #expect(top.elements.map(\.tag) == [.sourceImageSequence, .modality, .rows])
        #expect(
            top.items(of: .sourceImageSequence).map { $0.elements.map(\.tag) }
                == [[.rows], [.rows, .contentSequence], []])
    }

    @Test(arguments: DICOMBuilder.LengthForm.allCases)
    func isFoundFromANodeOnIt(_ form: DICOMBuilder.LengthForm) throws {
        let dataSet = try Self.dataSet(form)
        for (index, element) in dataSet.elements.enumerated() where element.tag == .rows {
            let scope = DataSetScope(dataSet, holding: index)
            #expect(scope.index(of: .rows) == index)
            #expect(scope.isTopLevel == (element.depth == 0))
        }
    }

    @Test func hasNoItemsOfWhatIsNoSequence() throws {
        let top = DataSetScope(try Self.dataSet(.defined))
        #expect(top.items(of: .modality).isEmpty)
        #expect(top.items(of: .iconImageSequence).isEmpty)
    }
}
