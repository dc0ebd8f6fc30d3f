package import Raster

/// What became of a picture that text was burnt into for a measurement.
package enum RecallStatus: String, Codable, Sendable, CaseIterable {
    case measured
    /// The detector found text before any was burnt in: the picture is left out.
    case textFound = "text_found"
    /// Not DICOM met in a walk, no pixels, or pixels that no text can be burnt into.
    case skipped
    /// It could not be read.
    case failed
}

/// One picture of a measurement of recall (schema `pixredact.synth/1`, `kind` is `image`).
///
/// The text in it is invented: nothing here is of the patient but the path, and what the header
/// says of the device.
package struct RecallReport: Codable, Hashable, Sendable {
    package static let schemaName = "pixredact.synth/1"

    package var schema = RecallReport.schemaName
    package var kind = "image"
    package var path = ""
    package var status: RecallStatus
    package var reason: Reason?
    package var image: RecallImage?
    /// The 0-based frame that was used: the middle one.
    package var frame: Int?
    /// What the detector finds before anything is burnt in.
    package var untouched: UntouchedPicture?
    package var lines: [SyntheticLine] = []
    /// Lines that found no place.
    package var unplaced = 0
    /// What other thresholds of the network would find; empty for other detectors.
    package var ladder: [RecallStep] = []
    /// The picture with its lines, and the labels beside it.
    package var output: String?
    package var labels: String?

    package init(_ status: RecallStatus, reason: Reason? = nil) {
        self.status = status
        self.reason = reason
    }

    enum CodingKeys: String, CodingKey {
        case schema, kind, path, status, reason, image, frame, untouched, lines, unplaced, ladder
        case output, labels
    }

    /// All keys are written, `null` where there is nothing to say.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(kind, forKey: .kind)
        try container.encode(path, forKey: .path)
        try container.encode(status, forKey: .status)
        try container.encode(reason, forKey: .reason)
        try container.encode(image, forKey: .image)
        try container.encode(frame, forKey: .frame)
        try container.encode(untouched, forKey: .untouched)
        try container.encode(lines, forKey: .lines)
        try container.encode(unplaced, forKey: .unplaced)
        try container.encode(ladder, forKey: .ladder)
        try container.encode(output, forKey: .output)
        try container.encode(labels, forKey: .labels)
    }
}

/// What tells pictures of one device from those of another; no identifier.
package struct RecallImage: Codable, Hashable, Sendable {
    package var modality: String?
    package var manufacturer: String?
    package var model: String?
    package var transferSyntaxUID: String?
    package var rows: Int
    package var columns: Int
    package var frames: Int
    package var photometricInterpretation: String
    package var bitsStored: Int

    package init(
        _ summary: ImageSummary, rows: Int, columns: Int, frames: Int,
        photometricInterpretation: String, bitsStored: Int
    ) {
        modality = summary.modality
        manufacturer = summary.manufacturer
        model = summary.model
        transferSyntaxUID = summary.transferSyntaxUID
        self.rows = rows
        self.columns = columns
        self.frames = frames
        self.photometricInterpretation = photometricInterpretation
        self.bitsStored = bitsStored
    }

    enum CodingKeys: String, CodingKey {
        case modality, manufacturer, model, rows, columns, frames
        case transferSyntaxUID = "transfer_syntax_uid"
        case photometricInterpretation = "photometric_interpretation"
        case bitsStored = "bits_stored"
    }
}

/// What a detector finds in a picture without text: false boxes.
package struct UntouchedPicture: Codable, Hashable, Sendable {
    package var boxes: Int
    /// The part of the picture that they cover together, 0...1.
    package var area: Double

    package init(boxes: Int, area: Double) {
        self.boxes = boxes
        self.area = area
    }
}

/// One threshold of the network on one picture.
package struct RecallStep: Codable, Hashable, Sendable {
    package var threshold: Double
    /// Visible lines without markers, and how many of them are covered.
    package var lines: Int
    package var covered: Int
    package var untouched: UntouchedPicture

    package init(threshold: Double, lines: Int, covered: Int, untouched: UntouchedPicture) {
        self.threshold = threshold
        self.lines = lines
        self.covered = covered
        self.untouched = untouched
    }
}

/// One line of invented text in a picture; the words for its look are those of `TextSynthesis`.
package struct SyntheticLine: Codable, Hashable, Sendable {
    package var text: String
    /// `person_name`, `date` and so on; `marker` for a single letter.
    package var textKind: String
    /// Of the ink.
    package var box: PixelBox
    package var capHeight: Int
    package var contrastClass: String
    /// How far the ink stands out in the view that shows it best, in 1/255.
    package var contrast: Double
    package var font: String
    package var rendering: String
    package var edge: String
    /// Clockwise, in degrees.
    package var rotation: Int
    /// The part of the ink that lies inside boxes, 0...1.
    package var coverage: Double

    package init(
        text: String, textKind: String, box: PixelBox, capHeight: Int, contrastClass: String,
        contrast: Double, font: String, rendering: String, edge: String, rotation: Int,
        coverage: Double
    ) {
        self.text = text
        self.textKind = textKind
        self.box = box
        self.capHeight = capHeight
        self.contrastClass = contrastClass
        self.contrast = contrast
        self.font = font
        self.rendering = rendering
        self.edge = edge
        self.rotation = rotation
        self.coverage = coverage
    }

    /// The part of a line's ink that has to be covered for the line to count.
    package static let leastCoverage = 0.9
    /// Ink that stands out by less is seen by nobody, and counts for nothing.
    package static let leastContrast = 5.0

    package var isCovered: Bool { coverage >= Self.leastCoverage }
    package var isVisible: Bool { contrast >= Self.leastContrast }
    package var isMarker: Bool { textKind == "marker" }

    enum CodingKeys: String, CodingKey {
        case text, box, contrast, font, rendering, edge, rotation, coverage
        case textKind = "text_kind"
        case capHeight = "cap_height"
        case contrastClass = "contrast_class"
        case isCovered = "covered"
        case isVisible = "visible"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        textKind = try container.decode(String.self, forKey: .textKind)
        box = try container.decode(PixelBox.self, forKey: .box)
        capHeight = try container.decode(Int.self, forKey: .capHeight)
        contrastClass = try container.decode(String.self, forKey: .contrastClass)
        contrast = try container.decode(Double.self, forKey: .contrast)
        font = try container.decode(String.self, forKey: .font)
        rendering = try container.decode(String.self, forKey: .rendering)
        edge = try container.decode(String.self, forKey: .edge)
        rotation = try container.decode(Int.self, forKey: .rotation)
        coverage = try container.decode(Double.self, forKey: .coverage)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(textKind, forKey: .textKind)
        try container.encode(box, forKey: .box)
        try container.encode(capHeight, forKey: .capHeight)
        try container.encode(contrastClass, forKey: .contrastClass)
        try container.encode(contrast, forKey: .contrast)
        try container.encode(font, forKey: .font)
        try container.encode(rendering, forKey: .rendering)
        try container.encode(edge, forKey: .edge)
        try container.encode(rotation, forKey: .rotation)
        try container.encode(coverage, forKey: .coverage)
        try container.encode(isCovered, forKey: .isCovered)
        try container.encode(isVisible, forKey: .isVisible)
    }
}
