/// Writes the markers of a lossless codestream round its entropy-coded bytes.
struct JPEGLosslessWriter {
    private(set) var bytes: [UInt8] = []
    private let identifiers: [UInt8]
    private var restartInterval = 0

    /// Begins with SOI, the metadata that is kept, and SOF3.
    init(_ markers: JPEGLosslessMarkers, capacity: Int) {
        identifiers = markers.identifiers
        bytes.reserveCapacity(capacity)
        bytes += [0xFF, 0xD8]
        bytes += markers.metadata.segments
        let header = markers.header
        var frame = [UInt8(header.precision)]
        frame += Self.word(header.height) + Self.word(header.width)
        frame.append(UInt8(header.components))
        for (identifier, factors) in zip(identifiers, header.samplingFactors) {
            frame += [identifier, UInt8(factors.horizontal << 4 | factors.vertical), 0]
        }
        append(0xC3, frame)
    }

    /// Adds DHT, DRI where it changes, SOS, and the coded bytes.
    mutating func append(_ scan: JPEGLosslessMarkers.Scan, codedBytes: [UInt8]) {
        var definitions: [UInt8] = []
        for table in Set(scan.tables).sorted(by: { $0.number < $1.number }) {
            definitions.append(UInt8(table.number))
            definitions += table.definition
        }
        append(0xC4, definitions)
        if scan.restartInterval != restartInterval {
            restartInterval = scan.restartInterval
            append(0xDD, Self.word(restartInterval))
        }
        var header = [UInt8(scan.components.count)]
        for (component, table) in zip(scan.components, scan.tables) {
            header += [identifiers[component], UInt8(table.number << 4)]
        }
        append(0xDA, header + [UInt8(scan.predictor), 0, UInt8(scan.pointTransform)])
        bytes += codedBytes
    }

    mutating func finish() {
        bytes += [0xFF, 0xD9]
    }

    private mutating func append(_ code: UInt8, _ content: [UInt8]) {
        bytes += [0xFF, code] + Self.word(content.count + 2) + content
    }

    private static func word(_ value: Int) -> [UInt8] {
        [UInt8(value >> 8), UInt8(value & 255)]
    }
}
