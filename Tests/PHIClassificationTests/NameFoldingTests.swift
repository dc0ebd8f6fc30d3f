import Testing

@testable import PHIClassification

@Suite struct NameFoldingTests {
    /// Each as `models/lexicon/folding.py` folds it.
    @Test(arguments: [
        ("Müller", "MULLER"), ("Weiß", "WEISS"), ("Łukasz", "LUKASZ"), ("Sørensen", "SORENSEN"),
        ("Ægir", "AEGIR"), ("Þór", "THOR"), ("Yıldız", "YILDIZ"), ("İnan", "INAN"),
        ("Nguyễn", "NGUYEN"), ("Zoe\u{308}", "ZOE"), ("Юрий", "IURII"), ("Щербаков", "SHCHERBAKOV"),
        ("Соловьёв", "SOLOVEV"), ("Παπαδοπούλου", "PAPADOPOULOU"), ("Γιώργος", "GIORGOS"),
        ("O'Neill", "ONEILL"), ("東京", ""),
    ])
    func folds(_ name: String, _ letters: String) {
        #expect(NameFolding.letters(of: name) == NameFolding.letters(of: letters))
        #expect(NameFolding.letters(of: letters) == letters.utf8.map { $0 - 0x41 })
    }
}
