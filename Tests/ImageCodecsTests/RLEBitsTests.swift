import ImageCodecs
import Raster
import Testing
import TestSupport

/// 1-bit frames: a byte a sample as the standard has it, or eight samples a byte.
@Suite struct RLEBitsTests {
    enum Form: CaseIterable, Sendable { case bytes, packed }

    static let shape = FrameShape(29, 13, 1, 1)

    static func samples(seed: UInt64) -> SampleBuffer {
        var random = SeededRandom(seed: seed)
        return SampleBuffer(shape, bytes: random.bytes(29 * 13).map { $0 % 3 == 0 ? 1 : 0 })
    }

    static func codestream(_ form: Form, _ samples: SampleBuffer) throws -> [UInt8] {
        guard form == .packed else { return try RLELossless.encode(samples) }
        var bytes = [UInt8](repeating: 0, count: (samples.bytes.count + 7) / 8)
        for (index, sample) in samples.bytes.enumerated() {
            bytes[index / 8] |= sample << UInt8(index % 8)
        }
        return try RLELossless.encode(
            SampleBuffer(FrameShape(bytes.count, 1, 1, 1), bytes: bytes))
    }

    @Test(arguments: Form.allCases, UInt64(0)..<8)
    func decodesBothForms(_ form: Form, seed: UInt64) throws {
        let samples = Self.samples(seed: seed)
        let codestream = try Self.codestream(form, samples)
        #expect(try RLELossless.decodeBits(codestream, shape: Self.shape) == samples)
    }

    @Test(arguments: Form.allCases, [0, 1])
    func repaintsInTheSameForm(_ form: Form, fill: Int) throws {
        var samples = Self.samples(seed: 3)
        let codestream = try Self.codestream(form, samples)
        let box = PixelBox(x: 5, y: -2, width: 40, height: 7)
        let painted = try RLELossless.repaintBits(
            codestream, shape: Self.shape, boxes: [box], fill: fill)
        samples.fill(box, with: [fill])
        #expect(try RLELossless.decodeBits(painted, shape: Self.shape) == samples)
        let expected = try Self.codestream(form, samples)
        #expect(try RLELossless.decodeBits(expected, shape: Self.shape) == samples)
        #expect(abs(painted.count - expected.count) < 64)
    }

    @Test(arguments: Form.allCases)
    func withoutABoxStaysAsItIs(_ form: Form) throws {
        let codestream = try Self.codestream(form, Self.samples(seed: 4))
        let painted = try RLELossless.repaintBits(
            codestream, shape: Self.shape, boxes: [], fill: 0)
        #expect(painted == codestream)
    }

    @Test(arguments: Form.allCases)
    func refusesEveryTruncation(_ form: Form) throws {
        let codestream = try Self.codestream(form, Self.samples(seed: 5))
        // The last byte may be padding to an even length.
        let decoded = (0..<codestream.count - 1).filter { length in
            do {
                _ = try RLELossless.decodeBits(
                    Array(codestream.prefix(length)), shape: Self.shape)
                return true
            } catch {
                return false
            }
        }
        // Bytes that end after an eighth of the plane, and there only, look packed.
        #expect(decoded.count <= (form == .bytes ? 1 : 0))
    }

    @Test(arguments: UInt64(0)..<200)
    func mutationsDoNotTrap(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var codestream = try Self.codestream(.packed, Self.samples(seed: seed))
        for _ in 0..<4 {
            let index = Int.random(in: 0..<codestream.count, using: &random)
            codestream[index] = UInt8.random(in: 0...255, using: &random)
        }
        do {
            let samples = try RLELossless.decodeBits(codestream, shape: Self.shape)
            #expect(samples.bytes.count == 29 * 13, "seed \(seed)")
        } catch {
            #expect(error.code != .limitExceeded, "seed \(seed)")
        }
    }
}
