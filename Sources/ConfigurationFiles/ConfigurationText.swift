package import RedactionPolicy
import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A configuration in our own form, with all that holds, defaults too: it can be read again.
package struct ConfigurationText: Encodable {
    private let configuration: RedactionConfiguration
    private let identifiers: String?
    private let maskFiles: [String]

    /// - Parameters:
    ///   - identifiers: the path of a file of known values, as it was written.
    ///   - maskFiles: the paths of rules, likewise.
    package init(
        _ configuration: RedactionConfiguration, identifiers: String? = nil,
        maskFiles: [String] = []
    ) {
        self.configuration = configuration
        self.identifiers = identifiers
        self.maskFiles = maskFiles
    }

    /// One JSON object on a line.
    package var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words, lists and finite numbers always encode.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private enum Key: String, CodingKey {
        case version, policy, detector, threshold, padding, fill, verify, digests, attributes,
            limits
        case perFrame = "per_frame"
        case trustDetector = "trust_detector"
        case allowNonPixel = "allow_non_pixel"
        case dropPrivatePixelData = "drop_private_pixel_data"
        case slideLabel = "slide_label"
        case infoTypes = "info_types"
        case customInfoTypes = "custom_info_types"
        case allowList = "allow_list"
        case denyList = "deny_list"
        case safeWords = "safe_words"
        case minimumConfidence = "minimum_confidence"
        case unreadable, languages, identifiers, masks
    }

    package func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(SettingsSchema.version, forKey: .version)
        try keys.encode(configuration.policy, forKey: .policy)
        try keys.encode(configuration.detector, forKey: .detector)
        // Without them the calibrated and the usual ones hold, which have no one value.
        try keys.encodeIfPresent(configuration.threshold, forKey: .threshold)
        try keys.encodeIfPresent(configuration.padding, forKey: .padding)
        try keys.encode(configuration.findsPerFrame, forKey: .perFrame)
        try keys.encode(configuration.fill.word, forKey: .fill)
        try keys.encode(configuration.verification, forKey: .verify)
        try keys.encode(configuration.trustsDetector, forKey: .trustDetector)
        try keys.encode(configuration.allowsNonPixel, forKey: .allowNonPixel)
        try keys.encode(configuration.dropsPrivatePixelData, forKey: .dropPrivatePixelData)
        try keys.encode(configuration.slideLabel, forKey: .slideLabel)
        try keys.encode(configuration.computesDigests, forKey: .digests)
        try keys.encode(Masks(configuration.masks, files: maskFiles), forKey: .masks)
        try keys.encode(Attributes(configuration), forKey: .attributes)
        try keys.encode(Limits(configuration.limits), forKey: .limits)
        let classification = configuration.classification
        try keys.encode(InfoTypes(classification), forKey: .infoTypes)
        try keys.encode(
            classification.customInfoTypes.map(Custom.init), forKey: .customInfoTypes)
        try keys.encode(classification.allowList, forKey: .allowList)
        try keys.encode(classification.denyList, forKey: .denyList)
        try keys.encode(classification.safeWords, forKey: .safeWords)
        try keys.encode(classification.unreadable, forKey: .unreadable)
        try keys.encode(classification.minimumConfidence, forKey: .minimumConfidence)
        try keys.encode(classification.languages, forKey: .languages)
        try keys.encodeIfPresent(identifiers, forKey: .identifiers)
    }

    private struct Masks: Encodable {
        var library: Bool
        var files: [String]
        var ultrasoundRegions: UltrasoundRegionsChoice

        enum CodingKeys: String, CodingKey {
            case library, files
            case ultrasoundRegions = "ultrasound_regions"
        }

        init(_ masks: MaskConfiguration, files: [String]) {
            library = masks.usesLibrary
            self.files = files
            ultrasoundRegions = masks.ultrasoundRegions
        }
    }

    private struct Attributes: Encodable {
        var burnedInAnnotation: BurnedInAnnotationChoice
        var uid: InstanceUIDChoice
        var imageType: ImageTypeChoice

        enum CodingKeys: String, CodingKey {
            case uid
            case burnedInAnnotation = "burned_in_annotation"
            case imageType = "image_type"
        }

        init(_ configuration: RedactionConfiguration) {
            burnedInAnnotation = configuration.burnedInAnnotation
            uid = configuration.instanceUID
            imageType = configuration.imageType
        }
    }

    private struct Limits: Encodable {
        var seconds: Double
        var workerMemory: Int
        var frameSize: Int
        var frames: Int
        var inflatedSize: Int

        enum CodingKeys: String, CodingKey {
            case frames
            case seconds = "seconds_per_instance"
            case workerMemory = "worker_memory"
            case frameSize = "frame_size"
            case inflatedSize = "inflated_size"
        }

        init(_ limits: ResourceLimits) {
            seconds = limits.secondsPerInstance
            workerMemory = limits.workerAddressSpace
            frameSize = limits.bytesPerFrame
            frames = limits.frames
            inflatedSize = limits.inflatedBytes
        }
    }

    private struct InfoTypes: Encodable {
        var redact: [InfoType]?
        var exclude: [InfoType]
        var report: Bool

        init(_ classification: ClassificationConfiguration) {
            redact = classification.redacted?.sorted { $0.rawValue < $1.rawValue }
            exclude = classification.excluded.sorted { $0.rawValue < $1.rawValue }
            report = classification.readsAlways
        }
    }

    private struct Custom: Encodable {
        var name: InfoType
        var patterns: [String]
        var words: [String]
        var minimumConfidence: Double?

        enum CodingKeys: String, CodingKey {
            case name, patterns, words
            case minimumConfidence = "minimum_confidence"
        }

        init(_ custom: CustomInfoType) {
            name = custom.name
            patterns = custom.patterns
            words = custom.words
            minimumConfidence = custom.minimumConfidence
        }
    }
}

extension FillChoice {
    /// As files and options write it.
    package var word: String {
        switch self {
        case .black: "black"
        case .padding: "padding"
        case .value(let value): "\(value)"
        }
    }
}
