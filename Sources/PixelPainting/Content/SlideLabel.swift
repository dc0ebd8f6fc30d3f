package import DICOMCore
import Raster
package import RedactionPolicy
package import RedactionReport

/// Whether an image of a slide shows its label, which names the patient in print, handwriting or a
/// barcode (PS3.3 C.8.12.4 and C.8.12.8).
package enum SlideLabel: String, Hashable, Sendable {
    /// Image Type value 3 is LABEL.
    case label = "the label of a slide"
    /// Image Type value 3 is OVERVIEW or, in older files, LOCALIZER, and Specimen Label in Image
    /// (0048,0010) is not NO.
    case overview = "an overview of a slide with its label"
    /// Another flavor, of which the header says that the label is in it.
    case declared = "a slide whose label is in the image"

    /// - Returns: `nil` for an image that is not of a slide, or shows no label.
    package init?(_ dataSet: DataSet) {
        guard dataSet.string(.sopClassUID) == Self.wholeSlideMicroscopy else { return nil }
        let flavor = dataSet.strings(.imageType).dropFirst(2).first
        let claim = dataSet.string(.specimenLabelInImage)
        switch (flavor, claim) {
        case ("LABEL", _): self = .label
        case ("OVERVIEW", "NO"), ("LOCALIZER", "NO"): return nil
        case ("OVERVIEW", _), ("LOCALIZER", _): self = .overview
        case (_, "YES"): self = .declared
        default: return nil
        }
    }

    /// VL Whole Slide Microscopy Image Storage (PS3.4 B.5).
    static let wholeSlideMicroscopy = "1.2.840.10008.5.1.4.1.1.77.1.6"

    /// The box that `choice` asks for; `nil` where the image is to be examined like others.
    ///
    /// - Throws: `held` with `slide_label`; also where blanking would leave nothing of the
    ///   specimen, which is not what was meant.
    package func box(
        under choice: SlideLabelChoice, rows: Int, columns: Int
    ) throws(InstanceFailure) -> ReportedBox? {
        switch (choice, self) {
        case (.examine, _): return nil
        case (.blank, .label), (.blank, .overview):
            return ReportedBox(
                box: PixelBox(x: 0, y: 0, width: columns, height: rows), sources: [.region],
                decision: .redact)
        case (.hold, _), (.blank, .declared):
            throw .held(.slideLabel, "\(rawValue): a person has to look at it")
        }
    }
}

extension Tag {
    static let specimenLabelInImage = Tag(0x0048, 0x0010)
}
