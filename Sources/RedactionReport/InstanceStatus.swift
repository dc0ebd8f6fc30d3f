/// The one outcome of an input.
public enum InstanceStatus: String, Codable, Sendable, CaseIterable {
    /// Wholly examined, no text found; a clean copies the file byte for byte.
    case noText = "no_text"
    /// A scan found text, whatever the decisions are.
    case flagged
    /// A clean painted or removed something, verified it and wrote the result.
    case redacted
    /// A clean found text that the policy paints none of; the file is copied.
    case kept
    /// Could not be examined, or a person must decide; not in the output.
    case held
    /// Could not be read, decoded, painted, written or verified; not in the output.
    case failed
    /// Nothing to examine: not DICOM met in a walk, DICOMDIR, no pixel data; not in the output.
    case skipped
}

/// Why an instance ended as it did. The raw values are part of the report contract.
public enum ReasonCode: String, Codable, Sendable, CaseIterable {
    // Skipped.
    case notDICOM = "not_dicom"
    case noPixelData = "no_pixel_data"
    case dicomDirectory = "dicomdir"
    // Held.
    case unsupportedTransferSyntax = "unsupported_transfer_syntax"
    case unsupportedPixelFormat = "unsupported_pixel_format"
    case nestedPixelData = "nested_pixel_data"
    case embeddedOverlay = "embedded_overlay"
    case unsupportedContent = "unsupported_content"
    case privatePixelData = "private_pixel_data"
    case slideLabel = "slide_label"
    case annotationClaimed = "annotation_claimed"
    case residualText = "residual_text"
    case noBoxesEntry = "no_boxes_entry"
    case reviewPending = "review_pending"
    case noMaskRule = "no_mask_rule"
    case maskMisfit = "mask_does_not_fit"
    case heldByRule = "held_by_rule"
    case rejectedByRule = "rejected_by_rule"
    // Failed.
    case unreadable = "unreadable"
    case truncated = "truncated"
    case malformedDataSet = "malformed_data_set"
    case missingElement = "missing_element"
    case corruptCodestream = "corrupt_codestream"
    case limitExceeded = "limit_exceeded"
    case boxesInvalid = "boxes_invalid"
    case fillNotRepresentable = "fill_not_representable"
    case encodingFailed = "encoding_failed"
    case detectionFailed = "detection_failed"
    case recognitionFailed = "recognition_failed"
    case verificationFailed = "verification_failed"
    case outputExists = "output_exists"
    case outputNotWritable = "output_not_writable"
    case sameFile = "same_file"
    case workerCrashed = "worker_crashed"
    case timedOut = "timed_out"
    case cancelled = "cancelled"
    case internalError = "internal_error"
}

/// A reason as the report has it; `message` names things and sizes, never a value of the file.
public struct Reason: Codable, Hashable, Sendable {
    public var code: ReasonCode
    public var message: String

    public init(code: ReasonCode, message: String) {
        self.code = code
        self.message = message
    }
}
