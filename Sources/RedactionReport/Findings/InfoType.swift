/// What a line of text tells: Google's infoType names where they exist, names of the same kind for
/// what DICOM pictures show besides, and the user's own.
public struct InfoType: RawRepresentable, Hashable, Sendable {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
}

extension InfoType: Codable {
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension InfoType: CustomStringConvertible {
    public var description: String { rawValue }
}

extension InfoType {
    // Google's names.
    public static let age = InfoType("AGE")
    public static let creditCardNumber = InfoType("CREDIT_CARD_NUMBER")
    public static let date = InfoType("DATE")
    public static let emailAddress = InfoType("EMAIL_ADDRESS")
    public static let ipAddress = InfoType("IP_ADDRESS")
    public static let location = InfoType("LOCATION")
    public static let macAddress = InfoType("MAC_ADDRESS")
    public static let organizationName = InfoType("ORGANIZATION_NAME")
    public static let passport = InfoType("PASSPORT")
    public static let personName = InfoType("PERSON_NAME")
    public static let phoneNumber = InfoType("PHONE_NUMBER")
    public static let streetAddress = InfoType("STREET_ADDRESS")
    public static let url = InfoType("URL")
    public static let usDriversLicenseNumber = InfoType("US_DRIVERS_LICENSE_NUMBER")
    public static let usSocialSecurityNumber = InfoType("US_SOCIAL_SECURITY_NUMBER")
    // Ours.
    public static let accessionNumber = InfoType("ACCESSION_NUMBER")
    public static let barcode = InfoType("BARCODE")
    public static let dateOfBirth = InfoType("DATE_OF_BIRTH")
    public static let deviceSerialNumber = InfoType("DEVICE_SERIAL_NUMBER")
    public static let institutionName = InfoType("INSTITUTION_NAME")
    public static let medicalRecordNumber = InfoType("MEDICAL_RECORD_NUMBER")
    public static let operatorName = InfoType("OPERATOR_NAME")
    public static let physicianName = InfoType("PHYSICIAN_NAME")
    public static let sex = InfoType("SEX")
    public static let time = InfoType("TIME")
    public static let uid = InfoType("UID")
    /// Text of which nothing is known: handwriting and what could not be read, too.
    public static let unknownText = InfoType("UNKNOWN_TEXT")
}
