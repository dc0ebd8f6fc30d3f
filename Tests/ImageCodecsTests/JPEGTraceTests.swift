import ImageCodecs
import Raster
import Testing

/// Text survives in the means of blocks, the picture at an eighth of its size, where a tool zeroes
/// AC coefficients only.
@Suite struct JPEGTraceTests {
    private static let boxes = [
        PixelBox(x: 0, y: 0, width: 100, height: 100), PixelBox(x: 6, y: 6, width: 16, height: 8),
    ]

    @Test(arguments: JPEGFixture.all, boxes)
    func blockMeansDoNotCorrelate(_ fixture: JPEGFixture, _ box: PixelBox) throws {
        for quantizer in [nil, 1, 16, 99, 255] as [UInt8?] {
            let original = try requantised(fixture, by: quantizer)
            let before = try JPEGDCT.decode(original, shape: fixture.shape)
            let repainting = try JPEGDCT.repaint(
                original, shape: fixture.shape, boxes: [box], fill: .black(isInverted: false))
            let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
            // The rim takes chroma from outside the box, never from inside.
            let area = try #require(repainting.painted.first)
                .expanded(by: -before.header.ringWidth)
                .clipped(toWidth: fixture.width, height: fixture.height)
            for component in 0..<fixture.components {
                let means = blockMeans(before.samples, area, component)
                let painted = blockMeans(after, area, component)
                #expect(correlation(means, painted) == 0)
                // The measure sees what it looks for.
                #expect(correlation(means, means) > 0.99 || Set(means).count == 1)
            }
        }
    }

    /// Another content under the box makes no other picture.
    @Test(arguments: JPEGFixture.all, boxes)
    func contentDoesNotMatter(_ fixture: JPEGFixture, _ box: PixelBox) throws {
        let original = try fixture.codestream()
        let other = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [box], fill: .value(1 << (fixture.precision - 1))
        ).codestream
        let samples = try [original, other].map { codestream in
            let repainted = try JPEGDCT.repaint(
                codestream, shape: fixture.shape, boxes: [box], fill: .black(isInverted: false))
            return try JPEGDCT.decode(repainted.codestream, shape: fixture.shape).samples
        }
        #expect((samples[0] == samples[1]) as Bool)
    }

    private func requantised(_ fixture: JPEGFixture, by quantizer: UInt8?) throws -> [UInt8] {
        var codestream = try fixture.codestream()
        if let quantizer {
            codestream[try JPEGSegments(codestream).first(0xDB).lowerBound + 5] = quantizer
        }
        return codestream
    }

    /// The means of the blocks of 8 x 8 samples that lie in `area`, clipped to it.
    private func blockMeans(
        _ samples: SampleBuffer, _ area: PixelBox, _ component: Int
    ) -> [Double] {
        var means: [Double] = []
        for y in stride(from: area.y, to: area.maxY, by: 8) {
            for x in stride(from: area.x, to: area.maxX, by: 8) {
                let columns = x..<min(x + 8, area.maxX)
                let rows = y..<min(y + 8, area.maxY)
                let sum = rows.reduce(0) { sum, row in
                    columns.reduce(sum) { $0 + samples.sample(x: $1, y: row, component: component) }
                }
                means.append(Double(sum) / Double(columns.count * rows.count))
            }
        }
        return means
    }

    /// Pearson's; 0 where one side does not vary at all.
    private func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let count = Double(first.count)
        let means = (first.reduce(0, +) / count, second.reduce(0, +) / count)
        var sums = (product: 0.0, first: 0.0, second: 0.0)
        for (one, other) in zip(first, second) {
            let (a, b) = (one - means.0, other - means.1)
            sums = (sums.product + a * b, sums.first + a * a, sums.second + b * b)
        }
        let scale = (sums.first * sums.second).squareRoot()
        return scale == 0 ? 0 : sums.product / scale
    }
}
