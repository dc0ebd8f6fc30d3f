import DICOMCore
import InstanceIdentity
import RedactionReport

/// What the values of a column, or of a member of a JSON object, are.
struct IdentifierColumn: Hashable, Sendable {
    let name: String
    let infoType: InfoType

    /// Reads an infoType (`PERSON_NAME`) or the keyword of an attribute (`PatientName`); `nil` where
    /// the name is neither.
    init?(_ name: String) {
        if let infoType = Self.infoTypes.first(where: { $0.rawValue == name }) {
            self.infoType = infoType
        } else if let attribute = IdentityAttribute.named(name), attribute.vr != .dt {
            infoType = attribute.infoType
        } else {
            return nil
        }
        self.name = name
    }

    private static let infoTypes: [InfoType] = [
        .accessionNumber, .age, .creditCardNumber, .date, .dateOfBirth, .deviceSerialNumber,
        .emailAddress, .institutionName, .location, .medicalRecordNumber, .operatorName,
        .organizationName, .passport, .personName, .phoneNumber, .physicianName, .sex,
        .streetAddress, .time, .uid, .usDriversLicenseNumber, .usSocialSecurityNumber,
    ]

    /// What a value of the column has to be; `nil` where `value` is that. A date that cannot be read
    /// as one would never be found, and nobody would know.
    func expectation(_ value: String) -> String? {
        switch infoType {
        case .date, .dateOfBirth:
            Self.isDate(value) ? nil : "expected a date as 20240131 or 2024-01-31"
        case .time:
            Self.isTime(value) ? nil : "expected a time as 140523 or 14:05:23"
        case .age:
            Self.isAge(value) ? nil : "expected an age as 045Y or 45"
        default:
            value.count <= Self.longestValue
                ? nil : "expected at most \(Self.longestValue) characters"
        }
    }

    static let longestValue = HeaderIdentity.longestValue

    private static func isDate(_ value: String) -> Bool {
        let text = Array(value.utf8)
        let digits = text.filter { (0x30...0x39).contains($0) }.map { Int($0) - 0x30 }
        guard digits.count == 8 else { return false }
        if text.count == 10 {
            guard text[4] == text[7], [0x2D, 0x2E, 0x2F].contains(text[4]) else { return false }
        } else if text.count != 8 {
            return false
        }
        let month = digits[4] * 10 + digits[5]
        let day = digits[6] * 10 + digits[7]
        return (1...12).contains(month) && (1...31).contains(day)
    }

    private static func isTime(_ value: String) -> Bool {
        let whole = value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let time = whole.first, whole.dropFirst().allSatisfy(isNumber) else { return false }
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        let digits = parts.count == 1 ? pairs(of: time) : parts
        guard (2...3).contains(digits.count), digits.allSatisfy({ $0.count == 2 && isNumber($0) })
        else { return false }
        return zip(digits, [24, 60, 61]).allSatisfy { (Int($0) ?? .max) < $1 }
    }

    private static func pairs(of digits: Substring) -> [Substring] {
        var rest = digits
        var pairs: [Substring] = []
        while !rest.isEmpty {
            pairs.append(rest.prefix(2))
            rest = rest.dropFirst(2)
        }
        return pairs
    }

    private static func isAge(_ value: String) -> Bool {
        let digits = value.prefix { $0.isASCII && $0.isNumber }
        let unit = value.dropFirst(digits.count)
        return (1...3).contains(digits.count) && ["", "D", "W", "M", "Y"].contains(unit)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
