import DICOMCore
import MaskFiles
import Testing

@Suite struct ElementDictionaryTests {
    @Test(arguments: [
        (DICOMCore.Tag(0x0008, 0x0070), "Manufacturer", [VR.lo]),
        (DICOMCore.Tag(0x0028, 0x0010), "Rows", [.us]),
        (DICOMCore.Tag(0x0028, 0x0106), "SmallestImagePixelValue", [.us, .ss]),
        (DICOMCore.Tag(0x6000, 0x0022), "OverlayDescription", [.lo]),
        (DICOMCore.Tag(0x601E, 0x0022), "OverlayDescription", [.lo]),
        (DICOMCore.Tag(0xFFFE, 0xE000), "Item", []),
    ])
    func knowsElementsByTag(_ tag: DICOMCore.Tag, _ keyword: String, _ vrs: [VR]) {
        let entry = ElementDictionary.shared.entry(for: tag)
        #expect(entry?.keyword == keyword)
        #expect(entry?.vrs == vrs)
    }

    @Test(arguments: [DICOMCore.Tag(0x1018, 0x1018), Tag(0x6001, 0x0022), Tag(0x0019, 0x1201)])
    func knowsNoOthers(_ tag: DICOMCore.Tag) {
        #expect(ElementDictionary.shared.entry(for: tag) == nil)
    }

    @Test(arguments: [
        ("Rows", false), ("ImageType", true), ("SoftwareVersions", true), ("Item", false),
    ])
    func knowsWhichHaveSeveralValues(_ keyword: String, _ isMultiValued: Bool) {
        #expect(ElementDictionary.shared.entry(named: keyword)?.isMultiValued == isMultiValued)
    }

    @Test func hasEveryKeywordOnce() {
        let keywords = ElementDictionary.shared.keywords
        #expect(keywords.count > 5000)
        #expect(Set(keywords).count == keywords.count)
    }

    /// The engine's own table of the elements that it handles says the same.
    @Test(arguments: [
        DICOMCore.Tag.manufacturer, .imageType, .regionLocationMaxX1, .rows, .planarConfiguration,
    ])
    func agreesWithTheEngine(_ tag: DICOMCore.Tag) {
        #expect(ElementDictionary.shared.entry(for: tag)?.vrs.first == tag.standardVR)
    }
}
