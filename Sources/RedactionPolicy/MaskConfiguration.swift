internal import Foundation

/// What is made of Sequence of Ultrasound Regions (0018,6011) (`--ultrasound-regions`).
public enum UltrasoundRegionsChoice: String, Codable, Sendable, CaseIterable {
    /// Nothing, unless a rule asks for it: all of the image is examined alike.
    case examine
    /// Whatever lies outside the regions is painted; what lies inside is examined.
    case keepOnly = "keep-only"
}

/// Which rules of known devices are used (`--masks`, `--no-masks`).
public struct MaskConfiguration: Hashable, Sendable {
    /// Whether the library that comes with pixredact is used.
    public var usesLibrary = true
    /// More rules, as `MaskRuleCoding` of KnownMasks writes them; none: empty.
    public var encodedRules: [UInt8] = []
    public var ultrasoundRegions = UltrasoundRegionsChoice.examine

    public init() {}
}

extension MaskConfiguration: Codable {
    enum CodingKeys: String, CodingKey {
        case usesLibrary, encodedRules, ultrasoundRegions
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        usesLibrary = try container.decode(Bool.self, forKey: .usesLibrary)
        encodedRules = Array(try container.decode(Data.self, forKey: .encodedRules))
        ultrasoundRegions = try container.decode(
            UltrasoundRegionsChoice.self, forKey: .ultrasoundRegions)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(usesLibrary, forKey: .usesLibrary)
        // Base 64: an array of numbers would be four times as long.
        try container.encode(Data(encodedRules), forKey: .encodedRules)
        try container.encode(ultrasoundRegions, forKey: .ultrasoundRegions)
    }
}
