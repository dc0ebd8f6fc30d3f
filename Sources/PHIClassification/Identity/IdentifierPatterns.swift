/// How a number may be written: whole, without its punctuation, without leading zeros.
enum IdentifierPatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        var patterns: [IdentityPattern] = []
        let whole = SymbolFolding.symbols(of: value)
        add(whole, to: &patterns)
        let short = Array(whole.drop { $0 == 0 })
        if short.count < whole.count, short.count >= 4 { add(short, to: &patterns) }
        // The digits alone, where letters before or behind them are a prefix of the house.
        let runs = digitRuns(of: whole)
        for run in runs where run.count >= 5 && run.count < whole.count { add(run, to: &patterns) }
        // A telephone number with the country's code shows without it.
        if whole.count >= 11, whole.allSatisfy(SymbolFolding.isDigit) {
            add(Array(whole.suffix(9)), to: &patterns)
        }
        return patterns
    }

    private static func add(_ symbols: [Symbol], to patterns: inout [IdentityPattern]) {
        // One or two characters stand for anything, as three digits do.
        let isNumber = symbols.allSatisfy(SymbolFolding.isDigit)
        guard symbols.count >= (isNumber ? 4 : 3) else { return }
        let isCommon = commonCodes.contains(symbols)
        guard !isCommon else { return }
        let count = symbols.count
        let edges: IdentityPattern.EdgeCosts =
            count <= 6 ? .mustPart : IdentityPattern.EdgeCosts(none: count < 10 ? 8 : 4, soft: 0)
        let budget: Int32 =
            switch count {
            case ...3: 0
            case 4: ConfusionCosts.confusable
            case 5: ConfusionCosts.faint
            default: 4 * Int32(count - 2)
            }
        let pattern = IdentityPattern(
            [symbols], structure: count <= 4 ? .whole : .free, budget: budget, edges: edges)
        if let pattern { patterns.append(pattern) }
    }

    private static func digitRuns(of symbols: [Symbol]) -> [[Symbol]] {
        symbols.split { !SymbolFolding.isDigit($0) }.map(Array.init)
    }

    /// What stations are called that are called after what they are.
    private static let commonCodes: Set<[Symbol]> = Set(
        ["XRAY", "ECHO", "PACS", "SCAN", "TEST", "MRI", "PET", "NONE", "MAMMO", "NULL"].map {
            SymbolFolding.symbols(of: $0)
        })
}

/// How the name of a place, an institution or a street may be written: whole, line by line, and by
/// the words that are not those of all such names.
enum PhrasePatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        var patterns: [IdentityPattern] = []
        func add(_ words: [[Symbol]]) {
            let count = words.reduce(0) { $0 + $1.count }
            guard count >= 4, !words.allSatisfy(commonWords.contains) || words.count > 1 else {
                return
            }
            let pattern = IdentityPattern(
                words, structure: count <= 4 ? .whole : .free,
                gapCost: count < 8 ? ConfusionCosts.confusable : 0)
            if let pattern { patterns.append(pattern) }
        }
        add(value.foldedWords())
        let lines = value.split {
            $0 == "," || $0 == ";" || $0.isNewline || $0 == "\\" || $0 == "^"
        }
        if lines.count > 1 { for line in lines { add(line.foldedWords()) } }
        for word in value.foldedWords() where word.count >= 5 && !commonWords.contains(word) {
            if word.allSatisfy(SymbolFolding.isDigit) {
                patterns += IdentifierPatterns.patterns(
                    of: String(word.map { String($0) }.joined()))
            } else {
                add([word])
            }
        }
        return patterns
    }

    /// Words of the names of many institutions, departments and streets, and words of technique that
    /// departments are called by.
    private static let commonWords: Set<[Symbol]> = Set(
        """
        ABDOMEN AMBULANCE AVENUE BREAST CARDIAC CARDIOLOGY CENTER CENTRAL CENTRE CENTRO CHEST CITY
        CLINIC CLINICA CLINIQUE COMMUNITY COUNTY DEPARTMENT DIAGNOSTIC DIAGNOSTICS ECHO EMERGENCY
        FACILITY FOUNDATION GENERAL GROUP HEAD HEALTH HEALTHCARE HEART HOPITAL HOSPITAL IMAGING
        INSTITUTE KLINIK KLINIKUM KRANKENHAUS LABORATORY MAMMOGRAPHY MEDICAL MEDICINE MEMORIAL
        NATIONAL NORTH NUCLEAR OSPEDALE OBSTETRICS PEDIATRIC PEDIATRICS PRAXIS RADIOLOGIE RADIOLOGY
        REGIONAL RESEARCH ROAD ROOM SAINT SCHOOL SECTION SERVICE SERVICES SOUTH STATION STREET
        STRASSE SYSTEM TRAUMA ULTRASOUND UNIT UNIVERSITAIRE UNIVERSITY UNIVERSITATSKLINIKUM VASCULAR
        WARD WEST EAST UROLOGY ORTHOPEDICS SURGERY ONCOLOGY NEUROLOGY
        """.split(whereSeparator: \.isWhitespace).map { SymbolFolding.symbols(of: $0) })
}

/// `055Y`: the number with a unit, in the languages of most screens.
enum AgePatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        let text = value.uppercased()
        guard let number = Int(text.filter { $0.isASCII && $0.isNumber }),
            (1...150).contains(number)
        else { return [] }
        let unit = text.last { $0.isLetter } ?? "Y"
        guard let words = units[unit] else { return [] }
        let digits = [String(number), number < 100 ? "0\(number)" : ""].filter { !$0.isEmpty }
        var writings: [[String]] = digits.flatMap { digits in words.map { [digits, $0] } }
        if unit == "Y" { writings += ["AGE", "ALTER", "EDAD"].map { [$0, String(number)] } }
        return writings.compactMap { words in
            IdentityPattern(
                words.map { SymbolFolding.symbols(of: $0) }, structure: .whole, budget: 0,
                edges: .mustPart)
        }
    }

    private static let units: [Character: [String]] = [
        "Y": [
            "Y", "YR", "YRS", "YO", "YEAR", "YEARS", "J", "JAHRE", "ANS", "ANOS", "ANNI", "JAAR",
            "歳", "岁",
        ],
        "M": ["M", "MO", "MOS", "MONTHS", "MON", "MONATE", "MOIS", "MESES", "MESI"],
        "W": ["W", "WK", "WKS", "WEEKS", "WOCHEN"], "D": ["D", "DAYS", "TAGE"],
    ]
}

/// A sex in words or behind its label: one letter alone stands for many things.
enum SexPatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        let letter = value.uppercased().prefix(1)
        let words: [String] =
            switch letter {
            case "M": ["MALE", "MÄNNLICH", "MASCULIN", "MASCULINO", "MASCHIO", "HOMBRE", "男"]
            case "F": ["FEMALE", "WEIBLICH", "FEMININ", "FEMENINO", "FEMMINA", "MUJER", "女"]
            default: []
            }
        guard !words.isEmpty else { return [] }
        let labelled = ["SEX", "GENDER", "GESCHLECHT", "SEXE", "SEXO", "SESSO", "SEXTYPE"].map {
            [SymbolFolding.symbols(of: $0), SymbolFolding.symbols(of: letter)]
        }
        return (words.map { [SymbolFolding.symbols(of: $0)] } + labelled).compactMap { words in
            IdentityPattern(words, structure: .whole, budget: 0, edges: .mustPart)
        }
    }
}
