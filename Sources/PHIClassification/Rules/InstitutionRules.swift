/// Hospitals, practices, departments: words that name a house of medicine in the languages of Europe.
enum InstitutionRules {
    private static let words = """
        HOSPITAL HOSPITALS HOSP CLINIC CLINICS CLINICAL INFIRMARY SANATORIUM HOSPICE POLYCLINIC HEALTHCARE HEALTH \
        UNIVERSITY UNIV UNIVERSITAT UNIVERSITAET UNIVERSITE UNIVERSIDAD UNIVERSITA UNIVERSIDADE UNIVERSITEIT UNIVERSITETS \
        KLINIK KLINIKUM KLINIKEN UNIKLINIK KRANKENHAUS SPITAL INSELSPITAL LAZARETT PRAXIS GEMEINSCHAFTSPRAXIS MVZ \
        HOPITAL HOPITAUX HOSPITALIER HOSPITALIERE CLINIQUE CHU CHRU CHR APHP CENTRE CENTER CTR CABINET \
        CLINICO CLINICA AMBULATORIO SANATORIO OSPEDALE OSPEDALI OSPEDALIERA POLICLINICO AZIENDA IRCCS AUSL ASL \
        ZIEKENHUIS KLINIEK MEDISCH SJUKHUS SJUKHUSET SYGEHUS SYKEHUS SAIRAALA SZPITAL KLINIKA NEMOCNICE NEMOCNICA \
        KORHAZ SPITALUL BOLNICA HASTANESI HASTANE INSTITUTE INSTITUT INSTITUTO ISTITUTO FOUNDATION FUNDACION FONDAZIONE \
        FONDATION RADIOLOGY RADIOLOGIE RADIOLOGIA RADIOLOGICAL ROENTGEN RONTGEN CARDIOLOGIE CARDIOLOGIA KARDIOLOGIE \
        DEPT DEPARTMENT ABTEILUNG ABT VETERANS WARD AFFAIRS VAMC VAMED PHYSICIANS ASSOCIATES TRUST NHS MEDIZINISCHE \
        MEDICAL MEDICINE MEDIZIN MEDECINE SURGICAL SURGERY DIAGNOSTICS DIAGNOSTIKZENTRUM ZENTRUM CENTRO
        """.split(whereSeparator: { $0 == " " }).map(String.init)

    private static let skeletons = Set(words.map { LookAlikes.skeleton(of: $0) })
    private static let long = words.filter { $0.utf8.count >= 6 }.map {
        Array(LookAlikes.skeleton(of: $0).unicodeScalars)
    }
    /// Ends of compounds: Universitätsklinikum.
    private static let endings = [
        "KLINIK", "KLINIKUM", "SPITAL", "KRANKENHAUS", "HOSPITAL", "PRAXIS",
    ]

    static func matches(in input: RuleInput) -> [RuleMatch] {
        for (index, piece) in input.pieces.enumerated()
        where piece.text.count >= 3 && piece.trueDigits * 3 <= piece.text.count {
            // The makers of devices may be called medical too: their names are known.
            guard !input.isKnown[index] else { continue }
            let word = piece.string
            let isHouse =
                isWord(piece)
                || endings.contains { word.hasSuffix($0) }
                || piece.text.count >= 5 && isNear(piece)
            if isHouse {
                return [RuleMatch(.institutionName, "institution", 0..<input.count)]
            }
        }
        return []
    }

    /// Whether a piece is one of the words, as they are or with look-alikes.
    static func isWord(_ piece: LineText.Piece) -> Bool { skeletons.contains(piece.skeleton) }

    private static func isNear(_ piece: LineText.Piece) -> Bool {
        let skeleton = Array(piece.skeleton.unicodeScalars)
        return long.contains { word in
            isWithin(word.count >= 8 ? 2 : 1, edits: skeleton, word)
        }
    }
}
