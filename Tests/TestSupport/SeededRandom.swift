import TextSynthesis

/// Random numbers that a seed repeats, for the choices of the standard library.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var generator: SeededGenerator

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    package mutating func next() -> UInt64 { generator.next() }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

/// One damaged form of some bytes, the same for the same seed: bits flipped, bytes set to telling
/// values, runs removed, doubled or moved, the end cut off.
///
/// A test names the seed in its failure: `mutation(of: file, seed: seed)`.
package func mutation(of original: [UInt8], seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var bytes = original
    for _ in 0..<Int.random(in: 1...6, using: &random) {
        guard !bytes.isEmpty else { return bytes }
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let run = min(bytes.count - position, Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2, 3:
            bytes[position] =
                [0x00, 0xFF, 0x7F, 0x80, 0xFE, 0x01].randomElement(using: &random) ?? 0
        case 4: bytes.removeSubrange(position..<position + run)
        case 5: bytes.insert(contentsOf: bytes[position..<position + run], at: position)
        case 6:
            let moved = Array(bytes[position..<position + run])
            bytes.removeSubrange(position..<position + run)
            bytes.insert(contentsOf: moved, at: Int.random(in: 0...bytes.count, using: &random))
        default:
            for index in position..<position + run {
                bytes[index] = UInt8(truncatingIfNeeded: random.next())
            }
        }
    }
    if Int.random(in: 0..<10, using: &random) == 0 {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
    }
    return bytes
}

/// Damaged forms of some bytes, with the seed of each.
package func mutations(
    of original: [UInt8], seed: UInt64 = 1, count: Int
) -> some Sequence<(seed: UInt64, bytes: [UInt8])> {
    (seed..<seed + UInt64(count)).lazy.map { ($0, mutation(of: original, seed: $0)) }
}
