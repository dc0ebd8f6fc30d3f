import DICOMCore
import TestSupport
import Testing

/// Edits of what items hold, at any depth.
@Suite struct DataSetEditorNestedTests {
    private static let statement = NewElement(.burnedInAnnotation, .cs, .strings(["NO"]))

    private static func edit(
        _ file: DICOMFile, _ change: (inout DataSetEditor) -> Void
    ) throws -> DICOMFile {
        var editor = DataSetEditor(file)
        change(&editor)
        let edited = try editor.finish()
        let body = edited.bytes(of: edited.head)
        return try DICOMFile(
            ByteSource(edited.prefix + (edited.deflates ? try Deflate.deflate(body) : body)))
    }

    private static func items(_ dataSet: DataSet) -> [Int] {
        dataSet.elements.indices.filter { index in
            let node = dataSet.elements[index]
            return node.isItem && node.parent >= 0 && dataSet.elements[node.parent].isSequence
        }
    }

    /// Tags with depth and the bytes of their values; lengths of what holds others left out.
    private static func content(_ dataSet: DataSet) -> [String] {
        dataSet.elements.enumerated().map { index, element in
            let isLeaf = !element.isSequence && element.next == index + 1
            return "\(element.depth) \(element.tag) \(isLeaf ? dataSet.value(element) : [])"
        }
    }

    @Test(arguments: SampleFile.all)
    func insertsInEveryItemThereIs(_ sample: SampleFile) throws {
        let file = try sample.read()
        for item in Self.items(file.dataSet) {
            let edited = try Self.edit(file) { $0.set(Self.statement, inItem: item) }
            let node = file.dataSet.elements[item]
            var expected = Self.content(file.dataSet)
            let behind = file.dataSet.children(of: item).first {
                file.dataSet.elements[$0].tag > .burnedInAnnotation
            }
            expected[item] = "\(node.depth) \(node.tag) []"
            expected.insert(
                "\(node.depth + 1) (0028,0301) [78, 79]", at: behind ?? node.next)
            #expect(Self.content(edited.dataSet) == expected, "item \(item)")
        }
    }

    @Test(arguments: SampleFile.all)
    func replacesAnElementInEveryItem(_ sample: SampleFile) throws {
        let file = try sample.read()
        let edited = try Self.edit(file) { editor in
            for item in Self.items(file.dataSet) {
                editor.set(NewElement(.manufacturer, .lo, .strings(["x"])), inItem: item)
            }
        }
        let items = Self.items(edited.dataSet).map { DataSetScope(edited.dataSet, item: $0) }
        #expect(items.count == Self.items(file.dataSet).count)
        #expect(items.allSatisfy { $0.string(.manufacturer) == "x" })
        #expect(
            items.allSatisfy { scope in scope.elements.count { $0.tag == .manufacturer } == 1 })
    }

    @Test(arguments: SampleFile.all)
    func removesAnElementOfAnItem(_ sample: SampleFile) throws {
        let file = try sample.read()
        for item in Self.items(file.dataSet) {
            let scope = DataSetScope(file.dataSet, item: item)
            guard let index = scope.index(of: .manufacturer) else { continue }
            let edited = try Self.edit(file) { $0.remove(.manufacturer, inItem: item) }
            var expected = Self.content(file.dataSet)
            expected.remove(at: index)
            #expect(Self.content(edited.dataSet) == expected)
        }
    }

    @Test(arguments: SampleFile.all)
    func appendsToASequenceInAnItem(_ sample: SampleFile) throws {
        let file = try sample.read()
        let code = NewElement(.codeValue, .sh, .strings(["new"]))
        for item in Self.items(file.dataSet) {
            let tag = Tag.purposeOfReferenceCodeSequence
            let before = DataSetScope(file.dataSet, item: item).items(of: tag).count
            let edited = try Self.edit(file) { $0.appendItems([[code]], to: tag, inItem: item) }
            let items = DataSetScope(edited.dataSet, item: item).items(of: tag)
            #expect(items.count == before + 1)
            #expect(items.last?.string(.codeValue) == "new")
        }
    }

    @Test(arguments: SampleFile.all, [[], [9], [9, 8, 7, 6, 5, 4, 3, 2]] as [[UInt8]])
    func replacesTheValueOfEveryLeaf(_ sample: SampleFile, value: [UInt8]) throws {
        let file = try sample.read()
        for (index, element) in file.dataSet.elements.enumerated() {
            let isFragments = element.hasUndefinedLength && !element.isSequence
            guard !element.isSequence, !isFragments,
                !element.isItem
                    || element.parent >= 0
                        && !file.dataSet.elements[element.parent].isSequence
            else { continue }
            let edited = try Self.edit(file) { $0.replaceValue(at: index, with: .bytes(value)) }
            var expected = Self.content(file.dataSet)
            let padding: UInt8 = element.vr.isText ? 0x20 : 0
            let stored = value.count % 2 == 1 ? value + [padding] : value
            expected[index] = "\(element.depth) \(element.tag) \(stored)"
            #expect(Self.content(edited.dataSet) == expected, "node \(index)")
            #expect(edited.dataSet.elements[index].vr == element.vr)
        }
    }

    /// An image with pixels of its own in an item.
    private static func nested(
        _ syntax: TransferSyntax, _ form: DICOMBuilder.LengthForm,
        _ pixels: DICOMBuilder.Value, vr: VR = .ob
    ) throws -> DICOMFile {
        var builder = DICOMBuilder(syntax)
        builder.add(Tag(0x0088, 0), .ul, .numbers([2]))
        builder.add(
            .iconImageSequence, .sq,
            .sequence([.init([.init(.pixelData, vr, pixels)], form)], form))
        builder.add(.rows, .us, .numbers([1]))
        return try DICOMFile(ByteSource(builder.build()))
    }

    @Test(
        arguments: [
            TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian, .explicitVRBigEndian,
            .deflatedExplicitVRLittleEndian, .jpegBaseline8Bit,
        ], DICOMBuilder.LengthForm.allCases)
    func replacesNestedPixelsByFragmentsAndBack(
        _ syntax: TransferSyntax, _ form: DICOMBuilder.LengthForm
    ) throws {
        let file = try Self.nested(syntax, form, .bytes([1, 2, 3, 4, 5, 6]))
        let index = try #require(file.dataSet.elements.firstIndex { $0.tag == .pixelData })
        let edited = try Self.edit(file) {
            $0.replaceValue(
                at: index,
                with: .fragments([[1, 2, 3], [4, 5]], basicOffsetTable: [0, 0, 0, 0]))
        }
        let place = try #require(edited.dataSet.elements.firstIndex { $0.tag == .pixelData })
        let pixels = edited.dataSet.elements[place]
        #expect(pixels.hasUndefinedLength && pixels.depth == 2)
        #expect(
            edited.dataSet.children(of: place).map {
                edited.dataSet.value(edited.dataSet.elements[$0])
            } == [[0, 0, 0, 0], [1, 2, 3, 0], [4, 5]])
        #expect(edited.dataSet[.rows] != nil)
        // The group's length no longer holds.
        #expect(edited.dataSet[Tag(0x0088, 0)] == nil)
        let back = try Self.edit(edited) { $0.replaceValue(at: place, with: .bytes([7, 8])) }
        let last = try #require(back.dataSet.elements.first { $0.tag == .pixelData })
        #expect(back.dataSet.value(last) == [7, 8] && !last.hasUndefinedLength)
    }

    @Test func keepsGroupLengthsWhereTheSizeStays() throws {
        let file = try Self.nested(.explicitVRLittleEndian, .defined, .bytes([1, 2]))
        let index = try #require(file.dataSet.elements.firstIndex { $0.tag == .pixelData })
        let edited = try Self.edit(file) { $0.replaceValue(at: index, with: .bytes([8, 9])) }
        #expect(edited.dataSet[Tag(0x0088, 0)] != nil)
    }

    @Test func refusesFragmentsUnderAShortLength() throws {
        var builder = DICOMBuilder()
        builder.add(.rows, .us, .numbers([1]))
        var editor = DataSetEditor(try DICOMFile(ByteSource(builder.build())))
        editor.replaceValue(at: 0, with: .fragments([]))
        #expect(code { try editor.finish() } == .malformed)
    }

    @Test func refusesAValueThatDoesNotFitItsLength() throws {
        var builder = DICOMBuilder()
        builder.add(.rows, .us, .numbers([1]))
        var editor = DataSetEditor(try DICOMFile(ByteSource(builder.build())))
        editor.replaceValue(at: 0, with: .bytes([UInt8](repeating: 0, count: 65_535)))
        #expect(code { try editor.finish() } == .limitExceeded)
    }

    /// What goes and what is put into it in one edit: the whole goes.
    @Test func editsInsideOfWhatIsRemovedDoNotCount() throws {
        let file = try Self.nested(.explicitVRLittleEndian, .defined, .bytes([1, 2]))
        let sequence = try #require(file.dataSet.index(of: .iconImageSequence))
        let edited = try Self.edit(file) {
            $0.set(Self.statement, inItem: sequence + 1)
            $0.replaceValue(at: sequence + 2, with: .bytes([1, 2, 3, 4]))
            $0.remove(at: sequence)
        }
        #expect(edited.dataSet.elements.map(\.tag) == [.rows])
    }

    /// Three insertions at one place of the file, which belong to three levels.
    @Test func insertionsAtOnePlaceGoFromTheInsideOut() throws {
        let inner = DICOMBuilder.Element(
            .contentSequence, .sq,
            .sequence([.init([.init(.codeValue, .sh, .text(["1 "]))])], .defined))
        var builder = DICOMBuilder()
        builder.add(
            .sequenceOfUltrasoundRegions, .sq, .sequence([.init([inner])], .defined))
        let file = try DICOMFile(ByteSource(builder.build()))
        let edited = try Self.edit(file) {
            $0.set(NewElement(.rows, .us, .unsigned16([1])))
            $0.set(NewElement(.doubleFloatPixelData, .od, .bytes([])), inItem: 1)
            $0.appendItems([[]], to: .contentSequence, inItem: 1)
            $0.set(NewElement(.pixelData, .ob, .bytes([])), inItem: 3)
        }
        #expect(
            edited.dataSet.elements.map { "\($0.depth) \($0.tag)" } == [
                "0 (0018,6011)", "1 (FFFE,E000)", "2 (0040,A730)", "3 (FFFE,E000)",
                "4 (0008,0100)", "4 (7FE0,0010)", "3 (FFFE,E000)", "2 (7FE0,0009)",
                "0 (0028,0010)",
            ])
    }
}
