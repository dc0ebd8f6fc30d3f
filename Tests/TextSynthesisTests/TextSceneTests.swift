import Raster
import Testing

@testable import TextSynthesis

@Suite struct TextSceneTests {
    private func burn(
        _ format: PixelFormat, seed: UInt64 = 3, count: Int = 12, excluded: [PixelBox] = [],
        _ samples: inout SampleBuffer
    ) -> [BurntLine] {
        var scene = TextScene(
            scale: format.scale, generator: SeededGenerator(seed: seed), excluded: excluded)
        return scene.burn(count, into: &samples)
    }

    @Test(arguments: PixelFormat.all)
    func aFlatPictureTakesAllLines(_ format: PixelFormat) {
        var samples = format.picture(width: 320, height: 280)
        #expect(burn(format, count: 6, &samples).count == 6)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func linesStayInsideAndApart(_ seed: UInt64) {
        let format = PixelFormat.all[0]
        var samples = format.picture()
        let lines = burn(format, seed: seed, &samples)
        let frame = PixelBox(x: 0, y: 0, width: 320, height: 240)
        #expect(!lines.isEmpty)
        for (index, line) in lines.enumerated() {
            #expect(frame.contains(line.box))
            #expect(!lines[..<index].contains { $0.box.intersects(line.box) })
        }
    }

    @Test(arguments: PixelFormat.all)
    func burntInkShowsAsItSays(_ format: PixelFormat) {
        var samples = format.picture(width: 320, height: 280)
        let lines = burn(format, count: 16, &samples)
        let view = format.view(samples)
        for line in lines {
            let contrast = line.contrast(in: view)
            switch line.style.contrast {
            // Small smooth strokes cover no pixel wholly.
            case .low, .medium:
                let step = Double(abs(line.style.step))
                #expect(contrast <= step + 3 && contrast >= step * 0.3)
                if line.style.rendering == .sharp { #expect(abs(contrast - step) <= 3) }
            case .white, .black, .maximum, .colour:
                #expect(contrast >= 30, "\(line.style.contrast) \(line.style.edge)")
            }
        }
    }

    @Test(arguments: PixelFormat.all)
    func nothingChangesFarFromTheLines(_ format: PixelFormat) {
        let before = format.picture(width: 120, height: 100)
        var samples = before
        let lines = burn(format, &samples)
        let near = lines.map { $0.box.expanded(by: max(2, $0.style.capHeight / 3) + 1) }
        for y in 0..<samples.height {
            for x in 0..<samples.width {
                let pixel = PixelBox(x: x, y: y, width: 1, height: 1)
                if near.contains(where: { $0.contains(pixel) }) { continue }
                for component in 0..<samples.samplesPerPixel
                where samples.sample(x: x, y: y, component: component)
                    != before.sample(x: x, y: y, component: component)
                {
                    Issue.record("\(x), \(y)")
                    return
                }
            }
        }
    }

    @Test(arguments: PixelFormat.all)
    func samplesStayWhatTheHeaderAllows(_ format: PixelFormat) {
        var samples = format.picture(width: 120, height: 100)
        _ = burn(format, &samples)
        for y in 0..<samples.height {
            for x in 0..<samples.width {
                for component in 0..<samples.samplesPerPixel {
                    let value = samples.sample(x: x, y: y, component: component)
                    guard format.scale.storedRange.contains(value >> format.scale.shift) else {
                        Issue.record("\(value)")
                        return
                    }
                }
            }
        }
    }

    @Test func theSameSeedBurnsTheSameLines() {
        let format = PixelFormat.all[0]
        var first = format.picture()
        var second = format.picture()
        #expect(burn(format, seed: 7, &first) == burn(format, seed: 7, &second))
        #expect(first == second)
        var third = format.picture()
        #expect(burn(format, seed: 8, &third) != burn(format, seed: 7, &second))
    }

    @Test func excludedPlacesStayFree() {
        let format = PixelFormat.all[0]
        let excluded = PixelBox(x: 0, y: 0, width: 320, height: 150)
        var samples = format.picture()
        let lines = burn(format, excluded: [excluded], &samples)
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { !$0.box.intersects(excluded) })
    }

    @Test(arguments: [(1, 1), (8, 8), (20, 400), (5000, 12)])
    func oddPicturesTakeWhatFits(width: Int, height: Int) {
        let format = PixelFormat.all[0]
        var samples = format.picture(width: width, height: height)
        let frame = PixelBox(x: 0, y: 0, width: width, height: height)
        #expect(burn(format, &samples).allSatisfy { frame.contains($0.box) })
    }

    @Test func everyClassIsDealt() {
        let format = PixelFormat.all[2]
        var decks = StyleDecks(width: 800, height: 800, scale: format.scale)
        var generator = SeededGenerator(seed: 1)
        let styles = (0..<120).map { _ in decks.deal(&generator) }
        #expect(
            Set(styles.map(\.contrast))
                == Set(ContrastClass.allCases).subtracting([.colour]))
        #expect(Set(styles.map(\.rendering)) == Set(TextRendering.allCases))
        #expect(Set(styles.map(\.edge)) == Set(TextEdge.allCases))
        #expect(Set(styles.map(\.rotation)) == [0, 90, 180, 270])
        #expect(Set(styles.map(\.kind)) == Set(TextKind.allCases))
        #expect(Set(styles.map(\.font.name)).count == BitmapFont.all.count)
        #expect(styles.allSatisfy { $0.capHeight >= 7 })
    }
}
