import DICOMCore
package import KnownMasks
import RedactionReport

/// Our own plain table: one rectangle a row, rows of one id are one rule.
///
/// The first row names the columns, in any order: `id`, `manufacturer`, `model`, `modality`, `rows`,
/// `columns`, `x`, `y`, `width`, `height`, and optionally `software_versions`, `station_name`, `frames`,
/// `clip`, `action`, `note`. An empty cell asks nothing. Words have to be equal, whatever their case; `GE*` is
/// what begins so, `*9` what ends so, `*LOGIQ*` what has it anywhere, and `A|B*` is either. `width` and `height`
/// may be `edge`; `x` and `y` below zero count from the far edge. `frames` are 0-based, as `0-9 12`; `clip` is
/// `yes` where what lies outside the image is meant to be cut off; `action` is `mask`, `pass`, `hold` or
/// `reject`, and all but `mask` leave the rectangle empty.
package struct CSVFormat: MaskFormat {
    enum Column: String, CaseIterable {
        case id, manufacturer, model, modality, rows, columns, x, y, width, height
        case softwareVersions = "software_versions"
        case stationName = "station_name"
        case frames, clip, action, note

        var isRequired: Bool {
            switch self {
            case .id, .x, .y, .width, .height: true
            default: false
            }
        }

        /// The element that the cell has to equal.
        var tag: Tag? {
            switch self {
            case .manufacturer: .manufacturer
            case .model: .manufacturerModelName
            case .modality: .modality
            case .softwareVersions: .softwareVersions
            case .stationName: .stationName
            default: nil
            }
        }
    }

    static let edge = "edge"

    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = CSVReader(FormatReading(.csv, name: name))
        reader.read(content)
        return reader.reading.finished(expecting: "rows with rectangles")
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try CSVWriter(set).bytes()
    }
}
