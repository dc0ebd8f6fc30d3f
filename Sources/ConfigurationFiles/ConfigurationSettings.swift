package import RedactionPolicy
package import RedactionReport

/// What somebody has set, in a file or by options; `nil` is what nobody has. Laid over each other, the
/// later ones win key by key; a list replaces a list.
package struct ConfigurationSettings: Hashable, Sendable {
    package var policy: TextPolicy?
    package var detector: DetectorChoice?
    package var threshold: Double?
    package var padding: Int?
    package var findsPerFrame: Bool?
    package var fill: FillChoice?
    package var verification: VerificationLevel?
    package var trustsDetector: Bool?
    package var allowsNonPixel: Bool?
    package var dropsPrivatePixelData: Bool?
    package var slideLabel: SlideLabelChoice?
    package var computesDigests: Bool?

    /// Whether the library of known devices is used.
    package var usesMaskLibrary: Bool?
    /// The paths of more rules, as they were written.
    package var maskFiles: [String]?
    package var ultrasoundRegions: UltrasoundRegionsChoice?

    package var burnedInAnnotation: BurnedInAnnotationChoice?
    package var instanceUID: InstanceUIDChoice?
    package var imageType: ImageTypeChoice?

    package var readsAlways: Bool?
    package var includesText: Bool?
    package var languages: [String]?
    package var minimumConfidence: Double?
    package var unreadable: UnreadableChoice?
    package var redacted: Set<InfoType>?
    package var excluded: Set<InfoType>?
    package var customInfoTypes: [CustomInfoType]?
    package var allowList: [String]?
    package var denyList: [String]?
    package var safeWords: [String]?
    /// The path of a file of known values, as it was written.
    package var identifiers: String?

    package var secondsPerInstance: Double?
    package var workerAddressSpace: Int?
    package var bytesPerFrame: Int?
    package var frames: Int?
    package var inflatedBytes: Int?

    package init() {}

    /// Lays these settings over a configuration.
    package func apply(to configuration: inout RedactionConfiguration) {
        func set<Value>(
            _ path: WritableKeyPath<RedactionConfiguration, Value>, _ value: Value?
        ) {
            if let value { configuration[keyPath: path] = value }
        }
        set(\.policy, policy)
        set(\.detector, detector)
        if let threshold { configuration.threshold = threshold }
        if let padding { configuration.padding = padding }
        set(\.findsPerFrame, findsPerFrame)
        set(\.fill, fill)
        set(\.verification, verification)
        set(\.trustsDetector, trustsDetector)
        set(\.allowsNonPixel, allowsNonPixel)
        set(\.dropsPrivatePixelData, dropsPrivatePixelData)
        set(\.slideLabel, slideLabel)
        set(\.computesDigests, computesDigests)
        set(\.masks.usesLibrary, usesMaskLibrary)
        set(\.masks.ultrasoundRegions, ultrasoundRegions)
        set(\.burnedInAnnotation, burnedInAnnotation)
        set(\.instanceUID, instanceUID)
        set(\.imageType, imageType)
        set(\.classification.readsAlways, readsAlways)
        set(\.classification.includesText, includesText)
        set(\.classification.languages, languages)
        set(\.classification.minimumConfidence, minimumConfidence)
        set(\.classification.unreadable, unreadable)
        if let redacted { configuration.classification.redacted = redacted }
        set(\.classification.excluded, excluded)
        set(\.classification.customInfoTypes, customInfoTypes)
        set(\.classification.allowList, allowList)
        set(\.classification.denyList, denyList)
        set(\.classification.safeWords, safeWords)
        set(\.limits.secondsPerInstance, secondsPerInstance)
        set(\.limits.workerAddressSpace, workerAddressSpace)
        set(\.limits.bytesPerFrame, bytesPerFrame)
        set(\.limits.frames, frames)
        set(\.limits.inflatedBytes, inflatedBytes)
    }

    /// The defaults with a file's settings over them, and over those the options'.
    package static func configuration(
        file: ConfigurationSettings? = nil, options: ConfigurationSettings
    ) -> RedactionConfiguration {
        var configuration = RedactionConfiguration()
        file?.apply(to: &configuration)
        options.apply(to: &configuration)
        // The threshold is the network's: an option that takes Tesseract alone leaves a file's behind.
        if configuration.detector == .tesseract, options.threshold == nil {
            configuration.threshold = nil
        }
        return configuration
    }
}
