/// Which coefficients the scans of a picture bring.
///
/// A component without a scan decodes as a flat plane, and a progressive picture cut between two
/// scans as a blurred one: neither is the picture that was coded.
struct JPEGCompleteness {
    private let isProgressive: Bool
    /// Sequential: how many scans each component has.
    private var scans: [Int]
    /// Progressive: the lowest bit that came of each component's 64 coefficients.
    private var lowestBit: [[UInt8]]

    init(components: Int, isProgressive: Bool) {
        self.isProgressive = isProgressive
        scans = [Int](repeating: 0, count: components)
        lowestBit = [[UInt8]](
            repeating: [UInt8](repeating: .max, count: 64), count: components)
    }

    /// Notes a scan of `component` with these `Ss`, `Se` and `Al` (ISO 10918-1 B.2.3).
    mutating func add(component: Int, first: UInt8, last: UInt8, low: UInt8) {
        scans[component] += 1
        guard isProgressive, first <= last, last < 64 else { return }
        for coefficient in Int(first)...Int(last) { lowestBit[component][coefficient] = low }
    }

    var isComplete: Bool {
        isProgressive
            ? lowestBit.allSatisfy { $0.allSatisfy { $0 == 0 } }
            : scans.allSatisfy { $0 == 1 }
    }
}
