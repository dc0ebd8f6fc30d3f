/// Random numbers that a seed repeats, on every platform and with every version of the standard
/// library, whose own way from numbers to choices may change: SplitMix64.
package struct SeededGenerator: Hashable, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// A number of `range`. The bias towards some is below 2^-32 for the ranges that occur here.
    package mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// 0 to below 1.
    package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    package mutating func chance(percent: Int) -> Bool { number(in: 0...99) < percent }

    /// - Precondition: `list` is not empty.
    package mutating func pick<Element>(_ list: [Element]) -> Element {
        list[number(in: 0...list.count - 1)]
    }

    /// The elements in a random order.
    package mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        var list = list
        for index in list.indices.dropFirst().reversed() {
            list.swapAt(index, number(in: 0...index))
        }
        return list
    }
}

extension SeededGenerator {
    /// A generator for one picture: the same picture gets the same lines, whatever its path and
    /// whatever came before it. FNV-1a over its samples.
    package init(seed: UInt64, samples: [UInt8]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in samples {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        self.init(seed: seed &* 0x2545_F491_4F6C_DD1D ^ hash)
    }
}
