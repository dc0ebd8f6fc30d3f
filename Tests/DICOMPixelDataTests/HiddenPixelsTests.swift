import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct HiddenPixelsTests {
    static let image = ImageFixture(rows: 1, columns: 2).pixels([1, 2], .ob)
    static let icon = DICOMBuilder.Element(
        .iconImageSequence, .sq,
        .sequence([.init([.init(.pixelData, .ob, .bytes([1, 2]))])], .defined))

    static func hidden(_ image: ImageFixture) throws -> HiddenPixels {
        HiddenPixels(try image.file().dataSet)
    }

    @Test func isEmptyForAPlainImage() throws {
        #expect(try Self.hidden(Self.image).isEmpty)
    }

    @Test func findsAnIcon() throws {
        let hidden = try Self.hidden(Self.image.adding(icon.tag, icon.vr, icon.value))
        #expect(hidden.icons.map(\.name) == ["(0088,0200)"])
        #expect(hidden.nested.isEmpty)
    }

    private var icon: DICOMBuilder.Element { Self.icon }

    @Test func overlooksAnEmptyIconSequence() throws {
        let image = Self.image.adding(.iconImageSequence, .sq, .sequence([], .defined))
        #expect(try Self.hidden(image).isEmpty)
    }

    @Test func findsAnIconInASequence() throws {
        let image = Self.image.adding(
            .sourceImageSequence, .sq, .sequence([.init([icon], .undefined)], .undefined))
        let hidden = try Self.hidden(image)
        #expect(hidden.icons.map(\.name) == ["(0008,2112).(0088,0200)"])
        #expect(hidden.nested.isEmpty)
    }

    @Test(arguments: [
        Tag.pixelData, .floatPixelData, .doubleFloatPixelData, .overlayData, Tag(0x6010, 0x3000),
    ])
    func findsPixelsInASequence(tag: Tag) throws {
        let inner = DICOMBuilder.Element(
            .contentSequence, .sq,
            .sequence([.init([.init(tag, .ow, .bytes([0, 0, 0, 0]))])], .undefined))
        let image = Self.image.adding(
            .derivationCodeSequence, .sq, .sequence([.init([]), .init([inner])], .defined))
        #expect(
            try Self.hidden(image).nested.map(\.name) == ["(0008,9215).(0040,A730).\(tag)"])
    }

    @Test func findsEncapsulatedPixelsInASequence() throws {
        let image = Self.image.adding(
            .sourceImageSequence, .sq,
            .sequence([.init([.init(.pixelData, .ob, .fragments([[], [1, 2]]))])], .undefined))
        #expect(try Self.hidden(image).nested.count == 1)
    }

    @Test(arguments: [UInt16(0x6000), 0x6002, 0x601E, 0x6020])
    func findsAnOverlay(group: UInt16) throws {
        let image = Self.image.adding(Tag(group, 0x0010), .us, .numbers([1]))
            .adding(Tag(group, 0x0102), .us, .numbers([0]))
            .adding(Tag(group, 0x3000), .ow, .bytes([1, 0]))
        let hidden = try Self.hidden(image)
        #expect(hidden.overlayGroups == [group])
        #expect(hidden.embeddedOverlayGroups.isEmpty)
    }

    @Test func findsAnOverlayWithoutDataOfItsOwn() throws {
        let image = Self.image.adding(Tag(0x6004, 0x0010), .us, .numbers([1]))
        let hidden = try Self.hidden(image)
        #expect(hidden.embeddedOverlayGroups == [0x6004])
        #expect(hidden.overlayGroups.isEmpty)
    }

    @Test func findsAnOverlayByItsBitPosition() throws {
        let image = Self.image.adding(Tag(0x6000, 0x0102), .us, .numbers([12]))
            .adding(Tag(0x6000, 0x3000), .ow, .bytes([1, 0]))
        let hidden = try Self.hidden(image)
        #expect(hidden.embeddedOverlayGroups == [0x6000])
        #expect(hidden.overlayGroups == [0x6000])
    }

    @Test func overlooksPrivateGroupsBesideOverlays() throws {
        let image = Self.image.adding(Tag(0x6001, 0x3000), .un, .bytes([1, 0]))
        #expect(try Self.hidden(image).isEmpty)
    }

    @Test(arguments: [UInt16(0x7F00), 0x7F02, 0x7FDE, 0x7FFE])
    func findsVariablePixelData(group: UInt16) throws {
        let tag = Tag(group, 0x0010)
        let image = Self.image.adding(tag, .ow, .bytes([1, 0]))
        #expect(try Self.hidden(image).nested.map(\.name) == ["\(tag)"])
    }

    @Test func findsVariablePixelDataInASequence() throws {
        let image = Self.image.adding(
            .sourceImageSequence, .sq,
            .sequence(
                [.init([.init(Tag(0x7F02, 0x0010), .ow, .bytes([1, 0]))])], .undefined))
        #expect(try Self.hidden(image).nested.map(\.name) == ["(0008,2112).(7F02,0010)"])
    }

    @Test(arguments: [Tag(0x7F01, 0x0010), Tag(0x7FE1, 0x0010), Tag(0x7F00, 0x0022)])
    func overlooksWhatIsNotVariablePixelData(tag: Tag) throws {
        #expect(try Self.hidden(Self.image.adding(tag, .un, .bytes([1, 0]))).isEmpty)
    }

    @Test(arguments: [
        Tag(0x7F00, 0x0020), Tag(0x7F02, 0x0030), Tag(0x7FDE, 0x0040), Tag(0x7FE0, 0x0020),
        Tag(0x7FE0, 0x0030), Tag(0x7FE0, 0x0040),
    ])
    func findsCoefficients(tag: Tag) throws {
        let nested = try Self.hidden(Self.image.adding(tag, .ow, .bytes([1, 0]))).nested
        #expect(nested.map(\.name) == ["\(tag)"])
        #expect(nested.map(\.kind) == [.retiredPixelData])
    }

    private static func inItem(_ elements: [DICOMBuilder.Element]) -> ImageFixture {
        image.adding(
            .sourceImageSequence, .sq, .sequence([.init(elements), .init(elements)], .defined))
    }

    @Test func aNestedImageIsDescribedByItsItem() throws {
        let image = Self.inItem([
            .init(.rows, .us, .numbers([1])), .init(.pixelData, .ow, .bytes([1, 2])),
        ])
        let file = try image.file()
        let nested = HiddenPixels(file.dataSet).nested
        #expect(nested.map(\.kind) == [.image, .image])
        let scopes = nested.map { DataSetScope(file.dataSet, holding: $0.index) }
        #expect(scopes.map { $0.index(of: .pixelData) } == nested.map(\.index))
        #expect(scopes.allSatisfy { $0.integer(.rows) == 1 })
    }

    @Test(
        arguments: [
            [.init(Tag(0x6002, 0x0010), .us, .numbers([1]))],
            [.init(Tag(0x6002, 0x0102), .us, .numbers([12]))],
            [
                .init(Tag(0x6002, 0x0010), .us, .numbers([1])),
                .init(Tag(0x6002, 0x3000), .ow, .bytes([1, 0])),
            ],
        ] as [[DICOMBuilder.Element]])
    func anOverlayOfAnItemIsOnePlace(_ elements: [DICOMBuilder.Element]) throws {
        let hidden = try Self.hidden(Self.inItem(elements))
        #expect(
            hidden.nested.map(\.kind) == [.overlay(group: 0x6002), .overlay(group: 0x6002)])
        #expect(hidden.overlayGroups.isEmpty && hidden.embeddedOverlayGroups.isEmpty)
    }

    @Test func anOverlayDescriptionIsNoOverlay() throws {
        let image = Self.inItem([.init(Tag(0x6000, 0x0022), .lo, .text(["A "]))])
            .adding(Tag(0x6000, 0x0022), .lo, .text(["A "]))
        #expect(try Self.hidden(image).isEmpty)
    }

    @Test func whatIsBeyondTheLimitIsAPlaceThatNobodyCanExamine() throws {
        let item = DICOMBuilder.Item([.init(.pixelData, .ow, .bytes([1, 2]))])
        let image = Self.image.adding(
            .sourceImageSequence, .sq,
            .sequence([DICOMBuilder.Item](repeating: item, count: 5000), .undefined))
        let file = try image.file()
        let nested = HiddenPixels(file.dataSet).nested
        #expect(nested.count == 4097)
        let last = try #require(nested.last)
        #expect(last.kind == .beyondLimit)
        #expect(file.dataSet.elements[last.index].tag != .pixelData)
    }
}
