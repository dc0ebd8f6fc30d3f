/// What a line of text stands for; raw values as in labels of burnt-in text.
package enum TextKind: String, Codable, Hashable, Sendable, CaseIterable {
    case personName = "person_name"
    case date, time, id, institution
    case ageAndSex = "age_sex"
    case other = "other_text"
    /// A single letter beside the anatomy.
    case marker

    package static let lines = TextKind.allCases.filter { $0 != .marker }
}

/// Invents what devices write into pictures. All names are made up.
package struct InventedText: Sendable {
    package private(set) var generator: SeededGenerator

    package init(_ generator: SeededGenerator) { self.generator = generator }

    private static let familyNames = [
        "Abendroth", "Bellweather", "Castellane", "Dragomirov", "Eskildsen", "Fairbrook",
        "Grimshaw", "Hollander", "Ivankovic", "Jablonski", "Kirkegaard", "Lindqvist",
        "Marchetti", "Nakagome", "Okonjo", "Pellegrin", "Quintero", "Rosenthal", "Szabo",
        "Thistlewood", "Underhill", "Vandermeer", "Wojcik", "Xu", "Yilmaz", "Zapletal",
    ]
    private static let givenNames = [
        "Ada", "Bruno", "Clara", "Dmitri", "Elif", "Frank", "Greta", "Hugo", "Ines", "Jan",
        "Katya", "Liam", "Mei", "Nils", "Olga", "Paul", "Rosa", "Sven", "Tove", "Uwe", "Vera",
        "Wim", "Yara", "Zoe",
    ]
    private static let institutions = [
        "Northfield General", "ST. ALDWIN HOSPITAL", "Klinikum Silberau", "Hopital Clairval",
        "LAKEMOOR MEDICAL CTR", "Radiology Westmarch", "Universitaet Hochwald", "Clinica Rioverde",
        "MRT Praxis Am Tor", "EASTGATE IMAGING",
    ]
    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let others = [
        "kVp 120", "mA 250", "T2 TSE tra", "SL 5.0 mm", "FOV 24.0 cm", "TE: 98 TR: 4200",
        "MI 0.7 TIs 0.4", "Gain 62%", "Zoom x1.5", "W 400 L 40", "PORTABLE", "AP SUPINE",
        "Acq 3/12", "DFOV 35.0cm", "Contrast: 80ml", "Dist 12.4 mm", "2D 45% C 55", "HR 72 bpm",
        "Frame [12]", "Depth=16cm", "Freq. 3.5 MHz", "L-SPINE LAT", "Chest PA", "IMG #27",
    ]
    private static let markers = ["L", "R", "A", "P", "H", "F"]

    /// A line of at most `most` characters; shorter ones are tried when it is longer.
    package mutating func line(_ kind: TextKind, atMost most: Int) -> String? {
        for _ in 0..<6 {
            let text = line(kind)
            if text.count <= most { return text }
        }
        guard most >= 4, kind != .marker else { return nil }
        // What fits everywhere: a number.
        return String(generator.number(in: 1000...9999))
    }

    private mutating func line(_ kind: TextKind) -> String {
        switch kind {
        case .personName: personName()
        case .date: date()
        case .time: time()
        case .id: id()
        case .institution: generator.pick(Self.institutions)
        case .ageAndSex: ageAndSex()
        case .other: generator.pick(Self.others)
        case .marker: generator.pick(Self.markers)
        }
    }

    private mutating func personName() -> String {
        let family = generator.pick(Self.familyNames)
        let given = generator.pick(Self.givenNames)
        switch generator.number(in: 0...4) {
        case 0: return "\(family), \(given)"
        case 1: return "\(family)^\(given)".uppercased()
        case 2: return "\(given) \(family)"
        case 3: return "\(family.uppercased()) \(given)"
        default: return "\(family.uppercased()), \(given.prefix(1))."
        }
    }

    private mutating func date() -> String {
        let year = generator.number(in: 1931...2026)
        let month = generator.number(in: 1...12)
        let day = generator.number(in: 1...28)
        switch generator.number(in: 0...5) {
        case 0: return "\(two(day)).\(two(month)).\(year)"
        case 1: return "\(two(month))/\(two(day))/\(year)"
        case 2: return "\(year)-\(two(month))-\(two(day))"
        case 3: return "\(two(day))-\(Self.months[month - 1])-\(year)"
        case 4: return "*\(two(day)).\(two(month)).\(year)"
        default: return "DOB: \(two(month))/\(two(day))/\(two(year % 100))"
        }
    }

    private mutating func time() -> String {
        let hour = generator.number(in: 0...23)
        let clock = "\(two(generator.number(in: 0...59))):\(two(generator.number(in: 0...59)))"
        switch generator.number(in: 0...2) {
        case 0: return "\(two(hour)):\(clock)"
        case 1: return "\(two(hour)):\(clock.prefix(2))"
        default: return "\((hour + 11) % 12 + 1):\(clock) \(hour < 12 ? "AM" : "PM")"
        }
    }

    private mutating func id() -> String {
        switch generator.number(in: 0...4) {
        case 0: return "ID: \(generator.number(in: 100_000...99_999_999))"
        case 1: return "MRN \(generator.number(in: 1_000_000...9_999_999))"
        case 2: return "Acc# \(generator.number(in: 10_000...999_999))"
        case 3:
            return
                "\(generator.pick(["A", "K", "PX", "SN"]))\(generator.number(in: 10_000...999_999))"
        default:
            return "\(generator.number(in: 100...999))-\(two(generator.number(in: 10...99)))"
                + "-\(generator.number(in: 1000...9999))"
        }
    }

    private mutating func ageAndSex() -> String {
        let age = generator.number(in: 1...98)
        let sex = generator.pick(["M", "F"])
        switch generator.number(in: 0...3) {
        case 0: return "\(age)Y \(sex)"
        case 1: return "\(sex) / \(age)"
        case 2: return "Age: \(age) Sex: \(sex)"
        default: return "\(sex), \(age) yrs"
        }
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
