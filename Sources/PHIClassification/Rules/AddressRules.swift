/// Where people live and houses stand: the word of a street with a number.
enum AddressRules {
    /// Words of streets that stand alone, folded.
    private static let streets: Set<String> = Set(
        """
        STREET AVENUE AVE ROAD RD BOULEVARD BLVD LANE DRIVE PARKWAY PKWY HIGHWAY HWY SQUARE CRESCENT TERRACE
        STRASSE STR WEG PLATZ ALLEE GASSE RING UFER RUE AVENUE BOULEVARD CHEMIN IMPASSE QUAI CALLE CALLEJON AVENIDA
        AVDA PASEO PLAZA CARRETERA CTRA VIA VIALE PIAZZA CORSO VICOLO LARGO RUA TRAVESSA PRACA STRAAT LAAN PLEIN
        GATAN GATA VAGEN VEJ VEIEN GADE KATU TIE ULICA UL ALEJA OSIEDLE ULICE NAMESTI UTCA STRADA CADDESI SOKAK BOX
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
    /// Endings of street names that are one word.
    private static let endings = [
        "STRASSE", "STRASE", "STR", "GASSE", "PLATZ", "ALLEE", "STRAAT", "LAAN", "GATAN", "VAGEN",
        "VEJEN", "VEIEN", "GADE",
        "KATU",
    ]

    static func matches(in input: RuleInput) -> [RuleMatch] {
        let hasNumber = input.pieces.contains { $0.trueDigits > 0 && $0.digits.count <= 5 }
        guard hasNumber else { return [] }
        for (index, piece) in input.pieces.enumerated() where piece.isLetters {
            guard !input.isKnown[index], input.count >= 2 else { continue }
            let word = piece.string
            let isStreet =
                streets.contains(word)
                || endings.contains { word.hasSuffix($0) && word.utf8.count >= $0.utf8.count + 3 }
            guard isStreet else { continue }
            // A road has a name besides its number.
            let hasName =
                !streets.contains(word)
                || input.pieces.enumerated().contains {
                    $0.offset != index && $0.element.isLetters && $0.element.text.count >= 3
                        && !input.isKnown[$0.offset]
                }
            if hasName {
                return [RuleMatch(.streetAddress, "street", 0..<input.count)]
            }
        }
        return []
    }
}
