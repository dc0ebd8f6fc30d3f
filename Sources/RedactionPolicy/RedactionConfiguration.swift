/// Which text is painted (`--policy`).
public enum TextPolicy: String, Codable, Sendable, CaseIterable {
    /// Every detected text region.
    case allText = "all-text"
    /// All but lines that are wholly known to be safe.
    case keepTechnical = "keep-technical"
    /// Lines that tell something of a person or a visit, and what cannot be read.
    case phiOnly = "phi-only"
    /// What the rules of known devices say, without looking for text; what none answers for is held.
    case masksOnly = "masks-only"
    /// Nothing; for scans only.
    case none
}

/// Which detector looks for text (`--detector`).
public enum DetectorChoice: String, Codable, Sendable, CaseIterable {
    /// The text network.
    case net
    /// Tesseract's page segmentation, with strokes made out before.
    case tesseract
    /// What either of them finds.
    case both
}

/// How the written file is checked before it gets its name (`--verify`).
public enum VerificationLevel: String, Codable, Sendable, CaseIterable {
    /// All samples are compared, and the detector looks again.
    case full
    /// What was re-encoded is checked and boxes are opaque; bytes that were copied are trusted.
    case fast
    /// Nothing is checked: for measuring only.
    case off
}

/// What is painted over text (`--fill`).
public enum FillChoice: Codable, Hashable, Sendable {
    /// The stored value that displays darkest.
    case black
    /// Pixel Padding Value (0028,0120).
    case padding
    /// This stored value in every component (in Y for YBR, with neutral chroma).
    case value(Int)
}

/// What becomes of Burned In Annotation (0028,0301) (`--burned-in-annotation`).
public enum BurnedInAnnotationChoice: String, Codable, Sendable, CaseIterable {
    /// NO in an instance that was painted and verified.
    case verified
    /// Left as it is.
    case keep
}

/// Whether a painted instance keeps its SOP Instance UID (`--uid`).
public enum InstanceUIDChoice: String, Codable, Sendable, CaseIterable {
    case keep, derive
}

/// Whether value 1 of Image Type (0008,0008) says that a painted image is a derived one
/// (`--image-type`).
public enum ImageTypeChoice: String, Codable, Sendable, CaseIterable {
    case keep
    /// DERIVED, and with it Frame Type (0008,9007) of every frame.
    case derived
}

/// What becomes of whole-slide images that show the label of the slide (`--slide-label`).
public enum SlideLabelChoice: String, Codable, Sendable, CaseIterable {
    /// A person has to look at them.
    case hold
    /// They are painted whole.
    case blank
    /// They are examined like other images.
    case examine
}

/// What hostile input may cost. A limit that is passed fails the instance (`limit_exceeded`).
public struct ResourceLimits: Codable, Hashable, Sendable {
    /// Bytes of one decoded frame.
    public var bytesPerFrame = 1 << 30
    public var frames = 1 << 20
    /// Bytes of an inflated data set.
    public var inflatedBytes = 4 << 30
    /// Address space of a worker beyond the size of its input, in bytes.
    public var workerAddressSpace = 4 << 30
    /// Wall-clock seconds a worker may take for one instance.
    public var secondsPerInstance = 600.0

    public init() {}
}

/// Everything that decides what happens to an instance.
public struct RedactionConfiguration: Codable, Hashable, Sendable {
    public var policy = TextPolicy.allText
    public var detector = DetectorChoice.net
    /// The probability from which on the network calls a cell text (`--threshold`), above 0 and
    /// below 1; `nil` takes the one that it was calibrated with.
    public var threshold: Double?
    /// Whether a box is painted only in the frames where it was found (`--per-frame`), in a cine too.
    public var findsPerFrame = false
    /// Pixels added round each detected box; `nil` takes 2 for those of the network alone and
    /// max(3, height / 4) for those that Tesseract found too, whose height is the line's.
    public var padding: Int?
    public var fill = FillChoice.black
    public var verification = VerificationLevel.full
    public var burnedInAnnotation = BurnedInAnnotationChoice.verified
    public var instanceUID = InstanceUIDChoice.keep
    /// Without one, derived UIDs can be linked with their sources by anyone who knows those.
    public var instanceUIDKey: InstanceUIDKey?
    public var imageType = ImageTypeChoice.keep
    /// Whether Burned In Annotation YES may be overruled when nothing was found.
    public var trustsDetector = false
    /// Whether content beside the pixels (documents, waveforms, graphics) may go out unexamined.
    public var allowsNonPixel = false
    /// Whether private elements that may hold a picture are removed; they hold the instance else.
    public var dropsPrivatePixelData = false
    public var slideLabel = SlideLabelChoice.hold
    /// Which rules of known devices are used.
    public var masks = MaskConfiguration()
    /// How text is read and judged.
    public var classification = ClassificationConfiguration()
    public var computesDigests = false
    public var limits = ResourceLimits()

    public init() {}
}
