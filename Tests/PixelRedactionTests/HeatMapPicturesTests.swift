import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import TextDetection
import Testing

@testable import PixelRedaction

/// Takes bright cells for text.
struct BrightCells: HeatMapSource {
    var error: TextDetectionError?

    func heatMap(
        of view: GrayImage, cells: PixelBox, context: Int
    ) throws(TextDetectionError) -> HeatMap {
        if let error { throw error }
        var map = HeatMap(columns: cells.width, rows: cells.height)
        for y in 0..<view.height {
            for x in 0..<view.width {
                let (column, row) = (x / 4 - cells.x, y / 4 - cells.y)
                map[column, row] = max(map[column, row], view[x, y])
            }
        }
        return map
    }
}

@Suite struct HeatMapPicturesTests {
    /// Frames of 16 x 8 pixels, each of them with white dots in some of its 8 cells.
    private static func cineBuilder(_ cells: [[Int]]) -> DICOMBuilder {
        let frames = cells.map { cells in
            var pixels = [UInt8](repeating: 10, count: 128)
            for cell in cells { pixels[cell / 4 * 64 + cell % 4 * 4] = 255 }
            return pixels
        }
        return DICOMBuilder.image(rows: 8, columns: 16, frames: frames.count)
            .setting(.pixelData, .ob, .bytes(Array(frames.joined())))
    }

    private static func cine(_ cells: [[Int]]) throws -> [UInt8] {
        try cineBuilder(cells).build()
    }

    /// A box over one of the cells.
    private static func box(_ cell: Int, frames: FrameSelection = .all) -> ReportedBox {
        ReportedBox(
            box: PixelBox(x: cell % 4 * 4, y: cell / 4 * 4, width: 4, height: 4), frames: frames,
            sources: [.detector], decision: .redact)
    }

    private struct Made: Equatable {
        var plane = Plane.pixelData
        var frame: Int
    }

    private func make(
        _ bytes: [UInt8], _ boxes: [ReportedBox], limit: Int = 16,
        source: BrightCells = BrightCells(), mayGoOn: @escaping () -> Bool = { true },
        _ configuration: RedactionConfiguration = RedactionConfiguration()
    ) -> [Made] {
        var report = InstanceReport(path: "", status: .flagged)
        report.boxes = boxes
        var made: [Made] = []
        HeatMapPictures(configuration, source: source, limit: limit, mayGoOn: mayGoOn)
            .make(of: ByteSource(bytes), report) { plane, frame, png in
                #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
                made.append(Made(plane: plane, frame: frame))
            }
        return made
    }

    @Test(
        arguments: [
            // Of a still image and of a cine without text there is the first frame.
            ([[]], [], [0]), ([[1]], [1], [0]), ([[], [], []], [], [0]),
            // Text comes, stays, moves and goes.
            ([[], [1], [1, 7], [1, 7], [7], [], []], [1, 7], [0, 1, 2, 4, 5]),
            // What no box was drawn round is in the pictures and asks for none.
            ([[1], [1, 3], [1]], [1], [0]),
        ] as [([[Int]], [Int], [Int])])
    func picturesFramesWhoseBoxesChange(_ cells: [[Int]], _ boxes: [Int], _ frames: [Int]) throws {
        let made = make(try Self.cine(cells), boxes.map { Self.box($0) })
        #expect(made == frames.map { Made(frame: $0) })
    }

    @Test func boxesOfTheirFramesAreFollowed() throws {
        let boxes = [
            Self.box(1, frames: FrameSelection(frame: 0)),
            Self.box(2, frames: FrameSelection(frame: 2)),
        ]
        // The cell of a box counts in the frames of the box only.
        #expect(
            make(try Self.cine([[1], [1, 3], [2]]), boxes)
                == [Made(frame: 0), Made(frame: 1), Made(frame: 2)])
    }

    @Test func thereAreNoMoreThanAskedFor() throws {
        let blinking = try Self.cine((0..<40).map { [$0 % 2] })
        #expect(make(blinking, [Self.box(0)], limit: 16).map(\.frame) == Array(0..<16))
    }

    @Test func ofALongCineFramesAreSpreadEvenly() throws {
        // Of 200 frames and for 2 pictures every 25th is looked at.
        let cells = (0..<200).map { $0 == 1 || $0 == 50 ? [0] : [] }
        #expect(make(try Self.cine(cells), [Self.box(0)], limit: 2).map(\.frame) == [0, 50])
    }

    @Test func noFrameIsBegunThatMayNotBe() throws {
        var left = 3
        let made = make(
            try Self.cine((0..<8).map { [$0 % 2] }), [Self.box(0)],
            mayGoOn: {
                left -= 1
                return left >= 0
            })
        #expect(made == (0..<3).map { Made(frame: $0) })
    }

    @Test func furtherPlanesKeepTheirShare() throws {
        let blinking = Self.cineBuilder((0..<8).map { [$0 % 2] })
            .settingOverlay(0x6000, rows: 7, columns: 9, [UInt8](repeating: 0, count: 8))
            .settingOverlay(0x6002, rows: 7, columns: 9, [UInt8](repeating: 0, count: 8))
        #expect(
            make(try blinking.build(), [Self.box(0)], limit: 4) == [
                Made(frame: 0), Made(frame: 1), Made(plane: .overlay(group: 0x6000), frame: 0),
                Made(plane: .overlay(group: 0x6002), frame: 0),
            ])
    }

    @Test(arguments: [0.3, 0.9])
    func theThresholdDecides(_ threshold: Double) throws {
        var configuration = RedactionConfiguration()
        configuration.threshold = threshold
        let bytes = try DICOMBuilder.image(rows: 1, columns: 2, frames: 2)
            .setting(.pixelData, .ob, .bytes([0, 0, 0, 150])).build()
        let box = ReportedBox.given(PixelBox(x: 0, y: 0, width: 2, height: 1))
        let made = make(bytes, [box], configuration)
        #expect(made.map(\.frame) == (threshold < 0.5 ? [0, 1] : [0]))
    }

    @Test func withoutTheNetworkThereIsNone() throws {
        let error = TextDetectionError(code: .failed, message: "no memory")
        #expect(make(try Self.cine([[1]]), [], source: BrightCells(error: error)).isEmpty)
    }

    @Test func aDamagedFileHasNone() throws {
        #expect(make(Array(try Self.cine([[1]]).dropLast()), []).isEmpty)
    }

    @Test(arguments: [
        PixelBox(x: .max, y: .max, width: .max, height: .max),
        PixelBox(x: .min, y: 0, width: 1, height: 1), PixelBox(x: 40, y: 0, width: 4, height: 4),
    ])
    func boxesOutsideTheImageDoNotHarm(_ box: PixelBox) throws {
        #expect(make(try Self.cine([[1]]), [.given(box)]).count == 1)
    }
}
