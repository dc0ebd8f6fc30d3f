package import RedactionPolicy

/// What values may be, in a file and in an option alike.
package enum SettingLimits {
    package static let padding = 0...10_000
    package static let confidence = 0.0...1.0
    package static let frames = 1...(1 << 31 - 1)
    package static let bytes = 1...(1 << 50)
    /// Letters of a word or a phrase.
    package static let wordLength = 200
    package static let patternLength = 1000
    package static let words = 10_000
    package static let patterns = 200
    package static let customInfoTypes = 200
    package static let languages = 8
    package static let maskFiles = 100
    package static let nameLength = 64

    package static func isThreshold(_ value: Double) -> Bool { value > 0 && value < 1 }

    /// A number of seconds that a clock can wait for.
    package static func isDuration(_ seconds: Double) -> Bool { seconds > 0 && seconds <= 1e9 }

    /// Tesseract's name of a language or a script: it becomes a part of a file's name.
    package static func isLanguage(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && name.utf8.count <= nameLength
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            }
    }

    /// Letters, digits, `_`, `-` and `$`, of which Google's names are made.
    package static func isInfoTypeName(_ name: String) -> Bool {
        (1...nameLength).contains(name.utf8.count)
            && name.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "$")
            }
    }

    /// A size in bytes; `K`, `M` and `G` stand for powers of 1024.
    package static func size(_ word: String) -> Int? {
        let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let unit = word.last.flatMap { units[Character($0.uppercased())] }
        guard let number = Int(unit == nil ? word : String(word.dropLast())), number > 0 else {
            return nil
        }
        let (size, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
        return overflow || !bytes.contains(size) ? nil : size
    }

    /// `black`, `padding` or a stored value.
    package static func fill(_ word: String) -> FillChoice? {
        switch word {
        case "black": .black
        case "padding": .padding
        default: Int(word).map(FillChoice.value)
        }
    }
}
