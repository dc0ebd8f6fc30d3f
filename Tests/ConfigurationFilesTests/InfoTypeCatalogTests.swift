import Testing

@testable import ConfigurationFiles

@Suite struct InfoTypeCatalogTests {
    @Test func noTypeIsListedTwice() {
        #expect(Set(InfoTypeCatalog.names).count == InfoTypeCatalog.names.count)
    }

    @Test(arguments: InfoTypeCatalog.names)
    func namesAreNames(_ name: String) {
        #expect(SettingLimits.isInfoTypeName(name))
    }

    @Test(
        arguments: [
            ("polici", ["policy", "padding"], "did you mean policy?"),
            ("PADDING", ["policy", "padding"], "did you mean padding?"),
            ("pol", ["policy", "padding"], "did you mean policy?"),
            ("x", ["policy", "padding", "fill"], "expected policy, padding or fill"),
            ("", ["policy"], "expected policy"),
        ])
    func suggests(_ word: String, _ known: [String], _ words: String) {
        #expect(Suggestion.words(for: word, among: known) == words)
    }

    @Test(
        arguments: [
            ("eng", true), ("chi_sim", true), ("script/Latin", true), ("", false), ("a/b/c", false),
            ("../eng", false), ("/eng", false), ("en g", false), ("eng\n", false), ("é", false),
        ])
    func languages(_ name: String, _ isOne: Bool) {
        #expect(SettingLimits.isLanguage(name) == isOne)
    }

    @Test(
        arguments: [
            ("1", 1), ("3k", 3 << 10), ("64M", 64 << 20), ("2G", 2 << 30), ("0", nil), ("-1", nil),
            ("1T", nil), ("G", nil), ("9999999999G", nil), ("1.5G", nil),
        ] as [(String, Int?)])
    func sizes(_ word: String, _ size: Int?) {
        #expect(SettingLimits.size(word) == size)
    }
}
