import Raster
import TestSupport
import Testing

@testable import TextRecognition

@Suite struct RegionReaderTests {
    /// A view with a text, and the text's box.
    private static func view(
        _ text: String = "ABEL 47", scale: Int = 2, ink: UInt8 = 255, ground: UInt8 = 0
    ) -> (view: GrayImage, box: PixelBox) {
        let painter = TextPainter(scale: scale, level: ink)
        let box = painter.box(of: text, x: 20, y: 16)
        var view = GrayImage(
            width: box.width + 40, height: box.height + 32, filledWith: ground)
        painter.draw(text, x: 20, y: 16, in: &view)
        return (view, box)
    }

    private static func crops(_ view: GrayImage, _ box: PixelBox) throws -> [GrayImage] {
        let recognizer = ScriptedRecognizer()
        _ = try RegionReader(recognizer: recognizer).rows(in: box, of: [view])
        return recognizer.crops
    }

    @Test(arguments: [(0, 255), (255, 0), (90, 30), (60, 200)] as [(UInt8, UInt8)])
    func polarityAndContrastMakeNoDifference(_ ink: UInt8, _ ground: UInt8) throws {
        let (view, box) = Self.view(ink: ink, ground: ground)
        let (white, _) = Self.view()
        #expect(try Self.crops(view, box) == Self.crops(white, box))
    }

    @Test(arguments: [2, 3, 4])
    func repeatedPixelsMakeNoDifference(_ scale: Int) throws {
        let (view, box) = Self.view(scale: scale)
        let (single, singleBox) = Self.view(scale: 1)
        #expect(try Self.crops(view, box) == Self.crops(single, singleBox))
    }

    @Test func lettersOfRepeatedRowsKeepTheirShape() throws {
        let (view, box) = Self.view(scale: 1)
        var high = GrayImage(width: view.width, height: 2 * view.height)
        for y in 0..<high.height {
            for x in 0..<high.width { high[x, y] = view[x, y / 2] }
        }
        let highBox = PixelBox(x: box.x, y: 2 * box.y, width: box.width, height: 2 * box.height)
        let crop = try #require(try Self.crops(view, box).first)
        let highCrop = try #require(try Self.crops(high, highBox).first)
        #expect(abs(2 * highCrop.width - crop.width) <= 2 && highCrop.height == crop.height)
    }

    @Test func textOverChangingGroundIsShownAsStrokes() throws {
        let text = Self.view(scale: 2, ink: 255)
        var view = text.view
        for y in 0..<view.height {
            for x in view.width / 2..<view.width where view[x, y] == 0 { view[x, y] = 170 }
        }
        let recognizer = ScriptedRecognizer { _ in .unsure("?") }
        _ = try RegionReader(recognizer: recognizer).rows(in: text.box, of: [view])
        let plain = try Self.crops(text.view, text.box)
        #expect(recognizer.crops.contains { Self.isAlike($0, plain[0]) })
    }

    @Test func cropsAreDarkOnWhite() throws {
        let (view, box) = Self.view()
        let crop = try #require(try Self.crops(view, box).first)
        #expect(crop.borderMedian == 255)
    }

    @Test func cropsHaveCapitalsOfReadableHeight() throws {
        let (view, box) = Self.view(scale: 1)
        let crop = try #require(try Self.crops(view, box).first)
        #expect((24...44).contains(crop.height))
    }

    @Test(arguments: [1, 3])
    func linesThatRunUpOrDownAreReadUpright(_ quarters: Int) throws {
        let (view, box) = Self.view()
        let upright = try Self.crops(view, box)
        var turned = view
        for _ in 0..<quarters { turned = turned.turnedClockwise() }
        let tall = PixelBox(
            x: quarters == 1 ? view.height - box.maxY : box.y,
            y: quarters == 1 ? box.x : view.width - box.maxX, width: box.height,
            height: box.width)
        #expect(try Self.crops(turned, tall).contains(upright[0]))
    }

    @Test func theBetterOfBothDirectionsWins() throws {
        let (view, box) = Self.view()
        let upright = try Self.crops(view, box)
        let recognizer = ScriptedRecognizer { $0 == upright[0] ? .sure("up") : .unsure("down") }
        let tall = PixelBox(
            x: box.y, y: view.width - box.maxX, width: box.height, height: box.width)
        let turned = view.turnedCounterclockwise()
        let rows = try RegionReader(recognizer: recognizer).rows(in: tall, of: [turned])
        #expect(rows.map(\.line.text) == ["up"])
    }

    @Test(arguments: [Turn.mirrored, .halfWay, .clockwise, .counterclockwise])
    func aLetterThatReadsBadlyIsTurned(_ turn: Turn) throws {
        var view = GrayImage(width: 60, height: 60)
        let painter = TextPainter(scale: 4)
        let box = painter.draw("R", x: 20, y: 16, in: &view)
        let square = PixelBox(x: 16, y: 16, width: 28, height: 28).union(box)
        let upright = try Self.crops(view, square)
        // Centred, so that its box stays in place.
        let turned = view.turned(turn)
        let place = PixelBox(x: 14, y: 14, width: 32, height: 32)
        let recognizer = ScriptedRecognizer { crop in
            Self.isAlike(crop, upright[0]) ? .sure("R") : .unsure("?")
        }
        let rows = try RegionReader(recognizer: recognizer).rows(in: place, of: [turned])
        #expect(rows.map(\.line.text) == ["R"])
    }

    private static func isAlike(_ a: GrayImage, _ b: GrayImage) -> Bool {
        guard a.width == b.width, a.height == b.height else { return false }
        return zip(a.pixels, b.pixels).allSatisfy { abs(Int($0) - Int($1)) < 64 }
    }

    @Test func rowsAreReadOneByOne() throws {
        var view = GrayImage(width: 200, height: 60)
        let painter = TextPainter(scale: 2)
        let first = painter.draw("FIRST", x: 10, y: 10, in: &view)
        let second = painter.draw("SECOND", x: 10, y: 32, in: &view)
        let recognizer = ScriptedRecognizer()
        let rows = try RegionReader(recognizer: recognizer).rows(
            in: first.union(second).expanded(by: 3), of: [view])
        #expect(rows.count == 2)
        #expect(rows.first?.box.contains(first) == true && rows.last?.box.contains(second) == true)
    }

    /// Rows may be kept or painted by themselves: none of a region's ink may fall between them.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func rowsCoverTheRegion(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var view = GrayImage(width: 160, height: 120)
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let painter = TextPainter(
                scale: .random(in: 1...3, using: &random),
                level: .random(in: 40...255, using: &random))
            painter.draw(
                ["A1", "gap-7", "WORDS IN A ROW"].randomElement(using: &random) ?? "",
                x: .random(in: -10...150, using: &random),
                y: .random(in: -10...110, using: &random), in: &view)
        }
        let region = PixelBox(
            x: .random(in: 0...80, using: &random), y: .random(in: 0...60, using: &random),
            width: .random(in: 1...80, using: &random), height: .random(in: 1...60, using: &random))
        let rows = try RegionReader(recognizer: ScriptedRecognizer()).rows(in: region, of: [view])
        var covered = GrayImage(width: view.width, height: view.height)
        for row in rows {
            for y in row.box.y..<row.box.maxY {
                for x in row.box.x..<row.box.maxX { covered[x, y] = 1 }
            }
        }
        #expect(covered.cropped(to: region).pixels.allSatisfy { $0 == 1 }, "seed \(seed)")
        #expect(rows.allSatisfy { region.contains($0.box) }, "seed \(seed)")
    }

    @Test func equalLinesAreReadOnce() throws {
        let (view, box) = Self.view()
        let recognizer = ScriptedRecognizer()
        let reader = RegionReader(recognizer: recognizer)
        for _ in 0..<5 { _ = try reader.rows(in: box, of: [view]) }
        #expect(recognizer.crops.count == 1)
    }

    @Test func aLittleNoiseDoesNotMakeANewLine() throws {
        let (view, box) = Self.view(ink: 240, ground: 20)
        var noisy = view
        var random = SeededRandom(seed: 3)
        for index in noisy.pixels.indices where noisy.pixels[index] > 100 {
            noisy.pixels[index] += UInt8.random(in: 0...6, using: &random)
        }
        let recognizer = ScriptedRecognizer()
        let reader = RegionReader(recognizer: recognizer)
        for view in [view, noisy] { _ = try reader.rows(in: box, of: [view]) }
        #expect(recognizer.crops.count == 1)
    }

    @Test func doubtIsReadInOtherWays() throws {
        let (view, box) = Self.view()
        let recognizer = ScriptedRecognizer { crop in
            Set(crop.pixels).count == 2 ? .sure("ABEL 47") : .unsure("A8EL 41", 0.7)
        }
        let rows = try RegionReader(recognizer: recognizer).rows(in: box, of: [view])
        #expect(rows.map(\.line.text) == ["ABEL 47"])
    }

    @Test func whatOtherWaysReadStaysPossible() throws {
        let (view, box) = Self.view()
        let recognizer = ScriptedRecognizer { crop in
            Set(crop.pixels).count == 2 ? .letters("8", 0.65) : .letters("B", 0.7)
        }
        let rows = try RegionReader(recognizer: recognizer).rows(in: box, of: [view])
        let character = rows.first?.line.words.first?.characters.first
        #expect(character?.alternatives.map(\.text) == ["B", "8"])
    }

    @Test func partsOfNeighboursAreNotShown() throws {
        let (view, box) = Self.view()
        var crowded = view
        let painter = TextPainter(scale: 2)
        painter.draw("NEIGHBOUR", x: 20, y: box.maxY + 1, in: &crowded)
        #expect(try Self.crops(crowded, box) == Self.crops(view, box))
    }

    @Test func anotherDigitIsAnotherLine() throws {
        let recognizer = ScriptedRecognizer()
        let reader = RegionReader(recognizer: recognizer)
        for text in ["12:03:56", "12:03:58"] {
            let (view, box) = Self.view(text)
            _ = try reader.rows(in: box, of: [view])
        }
        #expect(recognizer.crops.count == 2)
    }

    @Test func whatIsNotReadIsARowWithoutWords() throws {
        let (view, box) = Self.view()
        let recognizer = ScriptedRecognizer { _ in RecognizedLine() }
        let rows = try RegionReader(recognizer: recognizer).rows(in: box, of: [view])
        #expect(rows == [ReadRow(box: box, line: RecognizedLine())])
    }

    @Test func whereThereIsNoInkThereIsARowWithoutWords() throws {
        let box = PixelBox(x: 4, y: 4, width: 20, height: 10)
        let view = GrayImage(width: 40, height: 30, filledWith: 7)
        let rows = try RegionReader(recognizer: ScriptedRecognizer()).rows(in: box, of: [view])
        #expect(rows == [ReadRow(box: box, line: RecognizedLine())])
    }

    @Test func aRecognizerThatCannotRunIsAnError() throws {
        let (view, box) = Self.view()
        let recognizer = ScriptedRecognizer { _ throws(TextRecognitionError) in
            throw TextRecognitionError(code: .failed, message: "out of order")
        }
        #expect(throws: TextRecognitionError(code: .failed, message: "out of order")) {
            _ = try RegionReader(recognizer: recognizer).rows(in: box, of: [view])
        }
    }

    @Test func theViewThatShowsTextBestIsRead() throws {
        let (view, box) = Self.view()
        var clipped = view
        for index in clipped.pixels.indices { clipped.pixels[index] |= 0xF0 }
        let recognizer = ScriptedRecognizer()
        _ = try RegionReader(recognizer: recognizer).rows(in: box, of: [clipped, view])
        #expect(try recognizer.crops == Self.crops(view, box))
    }
}
