/// How the text of a data set, or of an item, is encoded: Specific Character Set (0008,0005),
/// PS3.3 C.12.1.1.2.
package struct SpecificCharacterSet: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// A code of its own for all characters, without escape sequences; the name is iconv's.
        case whole(String)
        /// Two halves of a code table, which escape sequences may exchange (ISO 2022).
        case halves
    }

    let form: Form
    /// What the halves hold at the beginning of a value and behind a delimiter.
    let left: CodedCharacterSet
    let right: RightHalf
    /// Whether all terms are ones that PS3.3 defines.
    package let isKnown: Bool

    /// What bytes from 80 on stand for.
    enum RightHalf: Hashable, Sendable {
        case set(CodedCharacterSet)
        /// Nothing is declared; the set is the one that an extension would bring, if there is one.
        case undeclared(CodedCharacterSet?)
        /// A term that PS3.3 does not have.
        case unknown
    }

    /// Without an attribute: the default repertoire, ISO-IR 6.
    package static let `default` = SpecificCharacterSet([])

    /// The values of the attribute, without padding.
    package init(_ terms: [String]) {
        let terms = terms.prefix(Self.mostTerms).map(Term.init)
        isKnown = !terms.contains(.unknown)
        var left = CodedCharacterSet.ascii
        var right = RightHalf.undeclared(nil)
        var form = Form.halves
        switch terms.first {
        case .whole(let name): form = .whole(name)
        case .set(.katakana):
            left = .romaji
            right = .set(.katakana)
        case .set(let set) where Self.isRight(set): right = .set(set)
        case .unknown: right = .unknown
        case .set, .basic, nil: break
        }
        if case .undeclared = right, terms.count > 1 {
            let extensions = terms.dropFirst().compactMap { term -> CodedCharacterSet? in
                if case .set(let set) = term, Self.isRight(set) { set } else { nil }
            }
            right = .undeclared(extensions.first)
        }
        self.left = left
        self.right = right
        self.form = form
    }

    private static func isRight(_ set: CodedCharacterSet) -> Bool {
        switch set {
        case .katakana, .rightHalf, .ksX1001, .gb2312: true
        case .ascii, .romaji, .jisX0208, .jisX0212: false
        }
    }

    /// PS3.3 has fewer than twenty terms.
    private static let mostTerms = 32

    /// One value of the attribute.
    private enum Term: Hashable {
        /// Empty, or ISO-IR 6.
        case basic
        case set(CodedCharacterSet)
        case whole(String)
        case unknown

        /// Reads `ISO_IR 100`, `ISO 2022 IR 100` and what is met of like spellings.
        init(_ text: String) {
            let letters = text.uppercased().unicodeScalars.filter {
                ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            }
            let name = String(String.UnicodeScalarView(letters))
            self =
                switch name {
                case "": .basic
                case "GB18030", "ISO2022GB18030": .whole("GB18030")
                case "GBK", "ISO2022GBK": .whole("GBK")
                case "UTF8", "ISOIR192", "ISO2022IR192": .whole(Self.utf8)
                default: Self.registered(name)
                }
        }

        static let utf8 = "UTF-8"

        private static func registered(_ name: String) -> Term {
            for prefix in ["ISO2022IR", "ISOIR"] where name.hasPrefix(prefix) {
                guard let number = Int(name.dropFirst(prefix.count)) else { continue }
                switch number {
                case 6: return .basic
                case 13: return .set(.katakana)
                case 14: return .set(.romaji)
                case 58: return .set(.gb2312)
                case 87: return .set(.jisX0208)
                case 149: return .set(.ksX1001)
                case 159: return .set(.jisX0212)
                default: return CodedCharacterSet.rightHalves[number].map { .set($0) } ?? .unknown
                }
            }
            return .unknown
        }
    }
}
