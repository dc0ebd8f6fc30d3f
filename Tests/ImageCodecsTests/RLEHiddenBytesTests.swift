import ImageCodecs
import Raster
import TestSupport
import Testing

@Suite struct RLEHiddenBytesTests {
    private static let text = Array("INVENTED^NAME".utf8)
    private static let shape = FrameShape(4, 1, 1, 2)
    /// Two segments of four samples: a literal, and a run.
    private static let segments: [[UInt8]] = [[3, 1, 2, 3, 4, 0], [253, 9]]

    /// A frame of `segments`, with bytes in front of the first and behind each.
    private static func frame(
        _ segments: [[UInt8]] = segments, behind tail: [UInt8] = [], front: [UInt8] = []
    ) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: 64) + front
        frame[0] = UInt8(segments.count)
        for (index, segment) in segments.enumerated() {
            frame[4 + 4 * index] = UInt8(frame.count)
            frame += segment + tail
        }
        return frame
    }

    @Test(arguments: RLEFixture.all)
    func cleanCodestreamsStay(_ fixture: RLEFixture) throws {
        let codestream = try fixture.codestream()
        #expect(try RLELossless.withoutHiddenBytes(codestream, shape: fixture.shape) == nil)
        let own = try RLELossless.encode(fixture.samples)
        #expect(try RLELossless.withoutHiddenBytes(own, shape: fixture.shape) == nil)
    }

    @Test(arguments: RLEFixture.all)
    func carelessCodestreamsStay(_ fixture: RLEFixture) throws {
        for seed in UInt64(0)..<20 {
            var random = SeededRandom(seed: seed)
            let codestream = CarelessRLEEncoder.encode(fixture.samples, using: &random)
            #expect(
                try RLELossless.withoutHiddenBytes(codestream, shape: fixture.shape) == nil,
                "seed \(seed)")
        }
    }

    @Test(arguments: [
        frame(), frame(behind: [0]), frame(behind: [0, 0, 0, 0]), frame(front: [0, 0]),
        frame([[3, 1, 2, 3, 4, 128], [253, 9, 128, 128]]),
        // Runs that say more than the plane takes, but nothing else.
        frame([[7, 1, 2, 3, 4, 0, 0, 0, 0], [129, 9]]),
        frame([[3, 1, 2, 3, 4], [4, 1, 2, 3, 4, 5]]),
    ])
    func paddingStays(_ codestream: [UInt8]) throws {
        #expect(try RLELossless.withoutHiddenBytes(codestream, shape: Self.shape) == nil)
    }

    @Test(arguments: [
        frame(behind: text), frame(front: text), frame(behind: [0, 1]), frame(front: [0, 1]),
        frame([[3, 1, 2, 3, 4] + text, [253, 9]]), frame([[3, 1, 2, 3, 4], [253, 9] + text]),
        // A literal of twice the plane, and a literal behind the plane.
        frame([[7, 1, 2, 3, 4, 5, 6, 7, 8], [253, 9]]),
        frame([[3, 1, 2, 3, 4, 1, 5, 6], [253, 9]]),
    ])
    func otherBytesGo(_ codestream: [UInt8]) throws {
        #expect(try RLELossless.withoutHiddenBytes(codestream, shape: Self.shape) == Self.frame())
    }

    @Test(arguments: [12, 40, 63])
    func offsetsOfSegmentsThatAreNotThereGo(_ index: Int) throws {
        var codestream = Self.frame()
        codestream[index] = 65
        #expect(try RLELossless.withoutHiddenBytes(codestream, shape: Self.shape) == Self.frame())
    }

    @Test(arguments: RLEFixture.all)
    func samplesStay(_ fixture: RLEFixture) throws {
        let codestream = try fixture.codestream() + Self.text
        let cut = try #require(
            try RLELossless.withoutHiddenBytes(codestream, shape: fixture.shape))
        #expect(try RLELossless.decode(cut, shape: fixture.shape).bytes == fixture.samples.bytes)
    }

    /// A byte for eight samples, or one for each.
    @Test(arguments: [[1, 0x55, 0xAA], [15] + [UInt8](repeating: 1, count: 16)] as [[UInt8]])
    func bitsAreTakenInTheirForm(_ segment: [UInt8]) throws {
        let shape = FrameShape(16, 1, 1, 1)
        let codestream = Self.frame([segment])
        #expect(try RLELossless.withoutHiddenBytesOfBits(codestream, shape: shape) == nil)
        var marked = codestream
        marked[20] = 65
        let padding: [UInt8] = codestream.count.isMultiple(of: 2) ? [] : [0]
        #expect(
            try RLELossless.withoutHiddenBytesOfBits(marked, shape: shape) == codestream + padding)
    }

    @Test(arguments: RLEFixture.all)
    func truncationAtEveryLengthIsAnErrorOrNothing(_ fixture: RLEFixture) throws {
        let codestream = try fixture.codestream()
        for length in 0..<codestream.count {
            let prefix = Array(codestream[..<length])
            let cut = try? RLELossless.withoutHiddenBytes(prefix, shape: fixture.shape)
            #expect(cut == nil)
        }
    }

    /// What comes back has nothing more to drop, and decodes as before; what does not decode
    /// throws.
    @Test(arguments: RLEFixture.all)
    func mutationsThrowOrComeOutClean(_ fixture: RLEFixture) throws {
        let shape = fixture.shape
        for (seed, mutated) in mutations(of: try fixture.codestream() + Self.text, count: 300) {
            let before = try? RLELossless.decode(mutated, shape: shape)
            do {
                let cut = try RLELossless.withoutHiddenBytes(mutated, shape: shape)
                #expect(before != nil, "seed \(seed)")
                guard let cut else { continue }
                #expect(
                    try RLELossless.withoutHiddenBytes(cut, shape: shape) == nil, "seed \(seed)")
                let after = try RLELossless.decode(cut, shape: shape)
                #expect(after.bytes == before?.bytes, "seed \(seed)")
            } catch {
                #expect(before == nil, "seed \(seed)")
            }
        }
    }
}
