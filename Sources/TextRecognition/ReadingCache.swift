import Raster

/// What lines said, by their pixels: the same line on all frames of a cine, or all images of a series,
/// is read once.
///
/// Holds crops and readings of this process's images, in memory only. Two generations bound it: what
/// was not asked for while half of the capacity was newly read is forgotten.
struct ReadingCache {
    /// Readings kept at most.
    let capacity: Int
    private var young: [Size: [Entry]] = [:]
    private var old: [Size: [Entry]] = [:]
    private var youngCount = 0
    private var youngBytes = 0

    /// Ink levels by which pixels of one line may differ between frames: lossy coding, noise.
    static let tolerance = 12
    /// Bytes of crops in a generation.
    private static let mostBytes = 16 << 20

    private struct Size: Hashable {
        var width: Int
        var height: Int
    }

    private struct Entry {
        var pixels: [UInt8]
        var line: RecognizedLine
    }

    init(capacity: Int) { self.capacity = capacity }

    /// What the line said when it was last read.
    mutating func line(of crop: GrayImage) -> RecognizedLine? {
        let size = Size(width: crop.width, height: crop.height)
        if let entry = young[size]?.first(where: { Self.isEqual($0.pixels, crop.pixels) }) {
            return entry.line
        }
        guard let entry = old[size]?.first(where: { Self.isEqual($0.pixels, crop.pixels) })
        else { return nil }
        insert(entry, size)
        return entry.line
    }

    mutating func insert(_ line: RecognizedLine, of crop: GrayImage) {
        insert(
            Entry(pixels: crop.pixels, line: line), Size(width: crop.width, height: crop.height))
    }

    private mutating func insert(_ entry: Entry, _ size: Size) {
        guard capacity > 1 else { return }
        if youngCount >= capacity / 2 || youngBytes + entry.pixels.count > Self.mostBytes {
            old = young
            young = [:]
            youngCount = 0
            youngBytes = 0
        }
        young[size, default: []].append(entry)
        youngCount += 1
        youngBytes += entry.pixels.count
    }

    private static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        let (a, b) = (a.span, b.span)
        for index in a.indices where abs(Int(a[index]) - Int(b[index])) > tolerance {
            return false
        }
        return true
    }
}
