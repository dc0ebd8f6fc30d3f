import Raster

/// One line of the report: what happened to one input (schema `pixredact.instance/1`).
public struct InstanceReport: Codable, Hashable, Sendable {
    public static let schemaName = "pixredact.instance/1"

    public var schema = InstanceReport.schemaName
    public var path: String
    public var status: InstanceStatus
    public var reason: Reason?
    public var output: String?
    /// `nil` when the data set could not be read.
    public var image: ImageSummary?
    public var boxes: [ReportedBox] = []
    public var painted: [PaintedArea] = []
    public var verification: VerificationSummary?
    public var digests: Digests?
    public var milliseconds: StageTimes?
    /// What else a reader should know, as codes: see `InstanceNote`.
    public var notes: [InstanceNote] = []

    public init(path: String, status: InstanceStatus, reason: Reason? = nil) {
        self.path = path
        self.status = status
        self.reason = reason
    }

    /// All keys are written, `null` where there is nothing to say: a reader need not guess.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(path, forKey: .path)
        try container.encode(status, forKey: .status)
        try container.encode(reason, forKey: .reason)
        try container.encode(output, forKey: .output)
        try container.encode(image, forKey: .image)
        try container.encode(boxes, forKey: .boxes)
        try container.encode(painted, forKey: .painted)
        try container.encode(verification, forKey: .verification)
        try container.encode(digests, forKey: .digests)
        try container.encode(milliseconds, forKey: .milliseconds)
        try container.encode(notes, forKey: .notes)
    }
}

/// A fact about an instance that changes nothing of its outcome.
public enum InstanceNote: String, Codable, Sendable, CaseIterable {
    /// The file names no transfer syntax; it was read by what its bytes show.
    case transferSyntaxGuessed = "transfer_syntax_guessed"
    /// The data set is encoded in another way than its transfer syntax says.
    case encodingDiffers = "encoding_differs_from_transfer_syntax"
    /// Signatures that no longer hold were removed.
    case digitalSignaturesRemoved = "digital_signatures_removed"
    case overlaysRemoved = "overlays_removed"
    case iconRemoved = "icon_removed"
    /// Private elements that held, or may have held, a picture were removed.
    case privatePixelDataRemoved = "private_pixel_data_removed"
    /// Bytes that no reader shows (padding, behind a stream, in an offset table) were removed.
    case trailingBytesRemoved = "trailing_bytes_removed"
    // Content beside the pixels that was not examined and is still there, as the caller allowed.
    case presentationStateKept = "presentation_state_kept"
    case graphicAnnotationKept = "graphic_annotation_kept"
    case displayTextKept = "display_text_kept"
    case structuredReportKept = "structured_report_kept"
    case waveformKept = "waveform_kept"
    case encapsulatedDocumentKept = "encapsulated_document_kept"
    case curveKept = "curve_kept"
    case audioKept = "audio_kept"
    /// A lossy codestream was written back reversibly: exact outside the boxes, but larger.
    case recodedReversibly = "recoded_reversibly"
    /// Photometric Interpretation still says YBR_ICT, while painted frames or tiles are YBR_RCT now.
    case mixedColourTransforms = "mixed_colour_transforms"
    /// A scan found bytes that no reader shows, which a clean removes: see the two below.
    case hiddenBytesFound = "hidden_bytes_found"
    /// Bytes that no decoder shows were cut from codestreams: metadata, thumbnails, what stood
    /// behind their end.
    case metadataRemoved = "metadata_removed"
    /// A rule for this device is not for an image of this size, or reaches out of it.
    case maskMisfit = "mask_does_not_fit"
    /// No detector has looked at the image: under `masks-only`, or where a rule vouches for all of it.
    case imageNotExamined = "image_not_examined"
    /// Codestreams were written with new Huffman tables: the source's lacked a code.
    case huffmanTablesReplaced = "huffman_tables_replaced"
}

/// What the header says of the image; each value `nil` where the header has none.
public struct ImageSummary: Codable, Hashable, Sendable {
    public var sopInstanceUID: String?
    public var sopClassUID: String?
    public var modality: String?
    public var manufacturer: String?
    public var model: String?
    public var transferSyntaxUID: String?
    public var rows: Int?
    public var columns: Int?
    public var frames: Int?
    public var photometricInterpretation: String?
    public var bitsStored: Int?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case sopInstanceUID = "sop_instance_uid"
        case sopClassUID = "sop_class_uid"
        case modality, manufacturer, model
        case transferSyntaxUID = "transfer_syntax_uid"
        case rows, columns, frames
        case photometricInterpretation = "photometric_interpretation"
        case bitsStored = "bits_stored"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sopInstanceUID, forKey: .sopInstanceUID)
        try container.encode(sopClassUID, forKey: .sopClassUID)
        try container.encode(modality, forKey: .modality)
        try container.encode(manufacturer, forKey: .manufacturer)
        try container.encode(model, forKey: .model)
        try container.encode(transferSyntaxUID, forKey: .transferSyntaxUID)
        try container.encode(rows, forKey: .rows)
        try container.encode(columns, forKey: .columns)
        try container.encode(frames, forKey: .frames)
        try container.encode(photometricInterpretation, forKey: .photometricInterpretation)
        try container.encode(bitsStored, forKey: .bitsStored)
    }
}

/// SHA-256 of input and output, lower-case hexadecimal.
public struct Digests: Codable, Hashable, Sendable {
    public var input: String?
    public var output: String?

    public init(input: String? = nil, output: String? = nil) {
        self.input = input
        self.output = output
    }
}

/// What the check of the written file found.
public struct VerificationSummary: Codable, Hashable, Sendable {
    /// Whether every sample outside the painted area equals the input's; `nil` when not compared.
    public var outsideIdentical: Bool?
    /// Whether every sample inside the boxes is the fill; `nil` when not checked.
    public var boxesOpaque: Bool?
    /// Regions that the detector still finds and the policy would paint; `nil` when not looked.
    public var residualText: Int?

    public init(
        outsideIdentical: Bool? = nil, boxesOpaque: Bool? = nil, residualText: Int? = nil
    ) {
        self.outsideIdentical = outsideIdentical
        self.boxesOpaque = boxesOpaque
        self.residualText = residualText
    }

    enum CodingKeys: String, CodingKey {
        case outsideIdentical = "outside_identical"
        case boxesOpaque = "boxes_opaque"
        case residualText = "residual_text"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outsideIdentical, forKey: .outsideIdentical)
        try container.encode(boxesOpaque, forKey: .boxesOpaque)
        try container.encode(residualText, forKey: .residualText)
    }
}

/// Wall-clock milliseconds by stage.
public struct StageTimes: Codable, Hashable, Sendable {
    public var decode = 0.0
    public var detect = 0.0
    public var recognise = 0.0
    public var paint = 0.0
    public var encode = 0.0
    public var verify = 0.0

    public init() {}
}
