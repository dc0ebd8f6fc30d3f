import DICOMCore
import KnownMasks
import RedactionReport
import TestSupport

/// Small images of invented devices, to see what rules say of them.
struct SampleImage: Sendable {
    var header: DataSetScope
    var rows: Int
    var columns: Int

    /// What rules make of it: the verdict, and a character for each pixel that is painted or left.
    func answer(of set: MaskRuleSet) -> String {
        let answer = MaskMatcher(set).answer(for: header, rows: rows, columns: columns, frames: 1)
        switch answer.verdict {
        case .unknown: return "unknown"
        case .pass: return "pass"
        case .hold: return "hold"
        case .reject: return "reject"
        case .mask: break
        }
        var pixels = [[Character]](
            repeating: [Character](repeating: ".", count: columns), count: rows)
        for box in answer.boxes {
            for y in box.box.y..<(box.box.y + box.box.height) {
                for x in box.box.x..<(box.box.x + box.box.width) { pixels[y][x] = "#" }
            }
        }
        return pixels.map { String($0) }.joined(separator: "\n")
    }

    static func all() throws -> [SampleImage] {
        var images: [SampleImage] = []
        let makers: [[String]?] = [nil, [""], ["Star"], ["STAR MEDICAL"], ["Moon"]]
        let models: [[String]?] = [nil, ["M 1"], ["AS+ 2"], ["M 10"]]
        for (index, maker) in makers.enumerated() {
            for (number, model) in models.enumerated() {
                for (rows, columns) in [(8, 10), (10, 8)] {
                    let round = index + number + rows
                    images.append(
                        try SampleImage(
                            maker: maker, model: model,
                            modality: round % 3 == 0 ? "CT" : round % 3 == 1 ? "US" : "us",
                            imageType: round % 2 == 0
                                ? ["DERIVED", "SECONDARY"] : ["ORIGINAL", "PRIMARY", "SAVE"],
                            regions: round % 4 < 2 ? [2, 1, 5, 4] : nil, rows: rows,
                            columns: columns))
                }
            }
        }
        return images
    }

    private init(
        maker: [String]?, model: [String]?, modality: String, imageType: [String], regions: [Int]?,
        rows: Int, columns: Int
    ) throws {
        var builder = DICOMBuilder()
        builder.add(Tag(0x0008, 0x0008), .cs, .text(imageType))
        builder.add(Tag(0x0008, 0x0060), .cs, .text([modality]))
        if let maker { builder.add(Tag(0x0008, 0x0070), .lo, .text(maker)) }
        if let model { builder.add(Tag(0x0008, 0x1090), .lo, .text(model)) }
        if let regions {
            let corners = zip(0..., regions).map { number, value in
                DICOMBuilder.Element(
                    Tag(0x0018, 0x6018 + UInt16(number) * 2), .ul, .numbers([value]))
            }
            let kind = [DICOMBuilder.Element(Tag(0x0018, 0x6014), .us, .numbers([1]))]
            builder.add(
                Tag(0x0018, 0x6011), .sq,
                .sequence([DICOMBuilder.Item(kind + corners)], .defined))
        }
        builder.add(Tag(0x0020, 0x0011), .is, .text(["7"]))
        builder.add(Tag(0x0028, 0x0010), .us, .numbers([rows]))
        builder.add(Tag(0x0028, 0x0011), .us, .numbers([columns]))
        header = DataSetScope(try DICOMFile(ByteSource(builder.build())).dataSet)
        self.rows = rows
        self.columns = columns
    }
}
