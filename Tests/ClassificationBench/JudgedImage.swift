import DICOMCore
import Glibc
import InstanceIdentity
import PHIClassification
import Raster
import RedactionPolicy
import RedactionReport
import TextRecognition

/// A frame's rows of text, and what is known of whom it shows.
struct JudgedImage: Decodable {
    struct Row: Decodable {
        var x: Int?
        var y: Int?
        var width: Int?
        var height: Int?
        var text: String
        var confidence: Double?

        var readRow: ReadRow {
            let words = text.split(separator: " ").map {
                RecognizedWord(text: String($0), confidence: confidence ?? 1)
            }
            return ReadRow(
                box: PixelBox(x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0),
                line: RecognizedLine(words: words))
        }
    }

    var rows: [Row]
    /// Path of a DICOM file.
    var file: String?

    /// What the file's header tells; nothing without one.
    func identity() throws -> KnownIdentity {
        guard let file else { return KnownIdentity() }
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnreadableFile() }
        defer { close(descriptor) }
        let source = try ByteSource(fileDescriptor: descriptor)
        return HeaderIdentity.values(of: try DICOMFile(source).dataSet)
    }
}

struct UnreadableFile: Error {}

/// What is said of a row.
struct Judgement: Encodable {
    var infoType: InfoType?
    var infoTypes: [InfoType]
    var why: [Witness]
    var isSafe: Bool
    var isReadable: Bool
    /// By policy.
    var decisions: [String: Decision]
    /// Strength of the strongest name that the lexicon finds.
    var name: Double

    init(
        _ line: RecognizedLine, _ finding: LineFinding, _ configuration: ClassificationConfiguration
    ) {
        infoType = finding.infoType
        infoTypes = finding.infoTypes
        why = finding.witnesses
        isSafe = finding.isSafe
        isReadable = finding.isReadable
        decisions = [:]
        for policy in [TextPolicy.keepTechnical, .phiOnly] {
            decisions[policy.rawValue] = policy.decision(for: finding, under: configuration)
        }
        name = NameLexicon.shared.names(in: line).map(\.strength).max() ?? 0
    }

    enum CodingKeys: String, CodingKey {
        case infoType = "info_type"
        case infoTypes = "info_types"
        case why
        case isSafe = "is_safe"
        case isReadable = "is_readable"
        case decisions, name
    }
}
