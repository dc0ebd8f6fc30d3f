/// Letters that fold to letters A to Z. Capitals only: case is folded before.
enum FoldingTables {
    static let latin: [UInt32: [Symbol]] = {
        var table: [UInt32: [Symbol]] = [:]
        for (letters, forms) in accented + alike {
            let symbols = SymbolFolding.symbols(of: letters)
            for form in forms.unicodeScalars { table[form.value] = symbols }
        }
        return table
    }()

    /// Canonical decompositions of Unicode without their marks, and letters with a stroke.
    private static let accented: [(String, String)] = [
        ("A", "ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶȺ"),
        ("B", "ḂḄḆ"),
        ("C", "ÇĆĈĊČḈ"),
        ("D", "ĎḊḌḎḐḒĐÐ"),
        ("E", "ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ"),
        ("F", "Ḟ"),
        ("G", "ĜĞĠĢǦǴḠǤ"),
        ("H", "ĤȞḢḤḦḨḪĦ"),
        ("I", "ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ"),
        ("J", "Ĵ"),
        ("K", "ĶǨḰḲḴ"),
        ("L", "ĹĻĽḶḸḺḼŁ"),
        ("M", "ḾṀṂ"),
        ("N", "ÑŃŅŇǸṄṆṈṊŊ"),
        ("O", "ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢØ"),
        ("P", "ṔṖ"),
        ("R", "ŔŖŘȐȒṘṚṜṞ"),
        ("S", "ŚŜŞŠȘṠṢṤṦṨ"),
        ("T", "ŢŤȚṪṬṮṰŦ"),
        ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ"),
        ("V", "ṼṾ"),
        ("W", "ŴẀẂẄẆẈ"),
        ("X", "ẊẌ"),
        ("Y", "ÝŶŸȲẎỲỴỶỸ"),
        ("Z", "ŹŻŽẐẒẔƵ"),
        ("AE", "ÆǢǼ"), ("OE", "Œ"), ("TH", "Þ"), ("IJ", "Ĳ"), ("SS", "ẞ"),
    ]

    /// Greek and Cyrillic capitals that look like Latin ones: which of them was read depends on the
    /// language that was read for.
    private static let alike: [(String, String)] = [
        ("A", "АΑΆ"), ("B", "ВΒ"), ("E", "ЕΕЁЀΈ"), ("Z", "Ζ"), ("H", "НΗΉ"), ("I", "ІΙΊΪЇ"),
        ("J", "Ј"),
        ("K", "КΚЌ"), ("M", "МΜ"), ("N", "Ν"), ("O", "ОΟΌ"), ("P", "РΡ"), ("C", "С"), ("S", "Ѕ"),
        ("T", "ТΤ"), ("Y", "УΥΎΫЎ"), ("X", "ХΧ"),
    ]
}
