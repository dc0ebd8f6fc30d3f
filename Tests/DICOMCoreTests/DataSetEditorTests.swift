import DICOMCore
import Testing
import TestSupport

@Suite struct DataSetEditorTests {
    private static let statement = NewElement(.burnedInAnnotation, .cs, .strings(["NO"]))

    /// The whole output, Pixel Data as it was.
    private static func output(_ edited: EditedFile) throws -> [UInt8] {
        let pixelData = edited.pixelDataElement.map { [OutputPiece.source($0.offset..<$0.end)] }
        let body = edited.bytes(of: edited.head + (pixelData ?? []) + edited.tail)
        return edited.prefix + (edited.deflates ? try Deflate.deflate(body) : body)
    }

    private static func edit(
        _ file: DICOMFile, _ change: (inout DataSetEditor) -> Void
    ) throws -> DICOMFile {
        var editor = DataSetEditor(file)
        change(&editor)
        return try DICOMFile(ByteSource(output(editor.finish())))
    }

    /// Tags with the bytes of their values, nested ones too; lengths of what holds others left out.
    private static func content(_ dataSet: DataSet) -> [String] {
        dataSet.elements.enumerated().map { index, element in
            let isLeaf = !element.isSequence && element.next == index + 1
            return "\(element.depth) \(element.tag) \(isLeaf ? dataSet.value(element) : [])"
        }
    }

    @Test(arguments: SampleFile.all)
    func editingNothingKeepsEveryByte(_ sample: SampleFile) throws {
        let edited = try DataSetEditor(sample.read()).finish()
        #expect(edited.isUnchanged)
        #expect(try Self.output(edited) == sample.bytes())
    }

    @Test(arguments: SampleFile.all)
    func splittingKeepsEveryByteOfTheBody(_ sample: SampleFile) throws {
        let file = try sample.read()
        var editor = DataSetEditor(file)
        editor.splitAtPixelData(keepsLength: true)
        let edited = try editor.finish()
        let element = try #require(edited.pixelDataElement)
        let parts = edited.head + [.source(element.offset..<element.end)] + edited.tail
        let body = file.body.bytes(in: 0..<file.body.count)
        #expect(edited.bytes(of: parts) == body)
    }

    @Test(arguments: SampleFile.all)
    func insertsInTagOrderAndKeepsAllElse(_ sample: SampleFile) throws {
        let file = try sample.read()
        let edited = try Self.edit(file) { $0.set(Self.statement) }
        var expected = Self.content(file.dataSet)
        let place = try #require(
            file.dataSet.elements.firstIndex { $0.depth == 0 && $0.tag > .burnedInAnnotation })
        expected.insert("0 (0028,0301) [78, 79]", at: place)
        #expect(Self.content(edited.dataSet) == expected)
    }

    @Test(arguments: SampleFile.all)
    func replacesAnElement(_ sample: SampleFile) throws {
        let edited = try Self.edit(sample.read()) {
            $0.set(NewElement(.imageType, .cs, .strings(["DERIVED", "PRIMARY"])))
            $0.set(NewElement(.rows, .us, .unsigned16([515])))
        }
        #expect(edited.dataSet.strings(.imageType) == ["DERIVED", "PRIMARY"])
        #expect(edited.dataSet.integers(.rows) == [515])
    }

    @Test(arguments: SampleFile.all)
    func removesAnElement(_ sample: SampleFile) throws {
        let file = try sample.read()
        let edited = try Self.edit(file) { $0.remove(.sequenceOfUltrasoundRegions) }
        #expect(edited.dataSet[.sequenceOfUltrasoundRegions] == nil)
        #expect(edited.dataSet.topLevel.count == file.dataSet.topLevel.count - 1)
    }

    @Test(arguments: SampleFile.all)
    func removesEveryNodeThereIs(_ sample: SampleFile) throws {
        let file = try sample.read()
        for (index, element) in file.dataSet.elements.enumerated() {
            let edited = try Self.edit(file) { $0.remove(at: index) }
            var expected = Self.content(file.dataSet)
            expected.removeSubrange(index..<element.next)
            #expect(Self.content(edited.dataSet) == expected, "node \(index)")
        }
    }

    @Test(
        arguments: SampleFile.all,
        [.contributingEquipmentSequence, .sequenceOfUltrasoundRegions, .iconImageSequence] as [Tag])
    func appendsItemsBehindThoseThatAreThere(_ sample: SampleFile, tag: Tag) throws {
        let file = try sample.read()
        let old = try #require(file.dataSet.index(of: tag))
        let edited = try Self.edit(file) {
            $0.appendItems([[NewElement(.manufacturer, .lo, .strings(["new"]))]], to: tag)
        }
        let new = try #require(edited.dataSet.index(of: tag))
        let items = edited.dataSet.children(of: new)
        #expect(items.count == file.dataSet.children(of: old).count + 1)
        let last = try #require(items.last)
        let text = edited.dataSet.element(.manufacturer, inItem: last)
        #expect(text.flatMap { edited.dataSet.string(of: $0) } == "new")
        let values = file.dataSet.children(of: old).map {
            file.dataSet.value(file.dataSet.elements[$0])
        }
        #expect(
            values == items.dropLast().map { edited.dataSet.value(edited.dataSet.elements[$0]) })
    }

    @Test(arguments: SampleFile.all)
    func makesASequenceWhereThereIsNone(_ sample: SampleFile) throws {
        let code = NewElement(.codeValue, .sh, .strings(["113101"]))
        let nested = NewElement(.purposeOfReferenceCodeSequence, .sq, .sequence([[code], []]))
        let edited = try Self.edit(sample.read()) {
            $0.appendItems([[code]], to: .deidentificationMethodCodeSequence)
            $0.appendItems([[nested]], to: .deidentificationMethodCodeSequence)
        }
        let dataSet = edited.dataSet
        let index = try #require(dataSet.index(of: .deidentificationMethodCodeSequence))
        let tags = dataSet.elements[index..<dataSet.elements[index].next].map(\.tag)
        #expect(
            tags == [
                .deidentificationMethodCodeSequence, .item, .codeValue, .item,
                .purposeOfReferenceCodeSequence, .item, .codeValue, .item,
            ])
    }

    @Test func refusesToAppendToWhatIsNoSequence() throws {
        let file = try SampleFile.native[1].read()
        var editor = DataSetEditor(file)
        editor.appendItems([[]], to: .patientComments)
        #expect(code { try editor.finish() } == .malformed)
    }

    @Test func refusesAValueTooLongForItsVR() throws {
        var editor = DataSetEditor(try SampleFile.native[1].read())
        let text = String(repeating: "a", count: 65_535)
        editor.set(NewElement(.imageComments, .lt, .strings([text])))
        #expect(code { try editor.finish() } == .limitExceeded)
    }

    @Test(
        arguments: [
            (NewElement(.codeMeaning, .lo, .strings(["abc"])), Array("abc ".utf8)),
            (NewElement(.sopInstanceUID, .ui, .strings(["1.2"])), Array("1.2\0".utf8)),
            (NewElement(.pixelPaddingValue, .ss, .signed16([-2])), [0xFE, 0xFF]),
            (NewElement(.regionFlags, .ul, .unsigned32([0x0102_0304])), [4, 3, 2, 1]),
            (NewElement(Tag(0x0009, 0x1001), .ob, .bytes([7])), [7, 0]),
        ] as [(NewElement, [UInt8])])
    func encodesAndPadsValues(element: NewElement, value: [UInt8]) throws {
        let bytes = try ElementEncoding.explicitLittleEndian.bytes(of: element)
        #expect(Array(bytes.suffix(value.count)) == value)
        #expect(bytes.count == value.count + (element.vr.hasLongLength ? 12 : 8))
    }
}
