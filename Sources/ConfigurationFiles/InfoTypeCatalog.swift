package import RedactionReport

/// The infoTypes that lines are given, with what each says.
package enum InfoTypeCatalog {
    package struct Entry: Hashable, Sendable {
        package var infoType: InfoType
        package var meaning: String

        init(_ infoType: InfoType, _ meaning: String) {
            self.infoType = infoType
            self.meaning = meaning
        }
    }

    package static let entries: [Entry] = [
        Entry(.personName, "a name of a person"),
        Entry(.dateOfBirth, "a date of birth"),
        Entry(.medicalRecordNumber, "a number of a patient"),
        Entry(.accessionNumber, "a number of a visit or an order"),
        Entry(.age, "an age"),
        Entry(.sex, "a patient's sex"),
        Entry(.date, "a date"),
        Entry(.time, "a time of day"),
        Entry(.institutionName, "a name of a hospital or a department"),
        Entry(.physicianName, "a name of a physician"),
        Entry(.operatorName, "a name of an operator"),
        Entry(.deviceSerialNumber, "a serial number or a station's name"),
        Entry(.uid, "a DICOM UID"),
        Entry(.streetAddress, "a street, a house number, a postcode"),
        Entry(.location, "a place"),
        Entry(.organizationName, "a name of an organisation"),
        Entry(.phoneNumber, "a telephone or fax number"),
        Entry(.emailAddress, "an e-mail address"),
        Entry(.url, "an address on the web"),
        Entry(.ipAddress, "an IP address"),
        Entry(.macAddress, "a MAC address"),
        Entry(.creditCardNumber, "a credit card's number"),
        Entry(.passport, "a passport's number"),
        Entry(.usDriversLicenseNumber, "a US driver's licence number"),
        Entry(.usSocialSecurityNumber, "a US social security number"),
        Entry(.barcode, "a barcode or a QR code"),
        Entry(.unknownText, "text of which nothing is known, handwriting too"),
    ]

    package static let names = entries.map(\.infoType.rawValue)

    package static func contains(_ infoType: InfoType) -> Bool {
        entries.contains { $0.infoType == infoType }
    }
}

/// The known word nearest to one that is not known.
package enum Suggestion {
    /// `did you mean padding?` where a known word is near, else all of them.
    package static func words(for word: String, among known: [String]) -> String {
        if word.count > 2, let longer = known.first(where: { $0.hasPrefix(word) }) {
            return "did you mean \(longer)?"
        }
        if let near = nearest(to: word, among: known) { return "did you mean \(near)?" }
        return "expected " + list(known)
    }

    /// The known word with the fewest letters to change, add or leave out; `nil` where none is near.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let length = word.utf8.count
        var near: (word: String, distance: Int)?
        for other in known {
            // As many letters at least have to be added or left out.
            let least = abs(other.utf8.count - length)
            guard least < min(near?.distance ?? .max, max(1, other.count / 3) + 1) else { continue }
            let distance = distance(word, other)
            if distance <= max(1, other.count / 3), distance < near?.distance ?? .max {
                near = (other, distance)
            }
        }
        return near?.word
    }

    /// `a, b or c`.
    package static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// Letters to change, add or leave out; case does not count.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().utf8.prefix(64))
        let right = Array(right.lowercased().utf8.prefix(64))
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(
                    above + 1, row[j] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
