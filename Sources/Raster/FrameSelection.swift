/// The frames that a box stands on: every frame, or inclusive 0-based ranges.
///
/// Coded as `null` or `[[first, last], ...]`, as the report has it.
public struct FrameSelection: Hashable, Sendable, Codable {
    /// Sorted, disjoint, not adjacent; `nil` means every frame.
    public private(set) var ranges: [ClosedRange<Int>]?

    public static let all = FrameSelection(ranges: nil)

    private init(ranges: [ClosedRange<Int>]?) {
        self.ranges = ranges
    }

    /// The given ranges in any order; those that overlap or touch are joined.
    public init(_ ranges: [ClosedRange<Int>]) {
        var merged: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last,
                range.lowerBound <= last.upperBound || range.lowerBound - 1 == last.upperBound
            {
                merged[merged.count - 1] =
                    last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    /// One frame.
    public init(frame: Int) {
        self.init(ranges: [frame...frame])
    }

    public func contains(_ frame: Int) -> Bool {
        guard let ranges else { return true }
        return ranges.contains { $0.contains(frame) }
    }

    /// The frames that are in either.
    public func union(_ other: FrameSelection) -> FrameSelection {
        guard let ranges, let others = other.ranges else { return .all }
        return FrameSelection(ranges + others)
    }

    /// Adds one frame.
    ///
    /// - Complexity: O(1) for a frame beyond the last one, so that frames that come in order are
    ///   collected in linear time.
    public mutating func insert(_ frame: Int) {
        guard let last = ranges?.last else {
            if ranges != nil { ranges = [frame...frame] }
            return
        }
        if frame > last.upperBound {
            let isNext = frame - 1 == last.upperBound
            if isNext { ranges?.removeLast() }
            ranges?.append((isNext ? last.lowerBound : frame)...frame)
        } else if !contains(frame) {
            self = union(FrameSelection(frame: frame))
        }
    }

    /// Whether a frame at or beyond `frameCount` is named.
    public func reaches(beyond frameCount: Int) -> Bool {
        guard let last = ranges?.last else { return false }
        return last.upperBound >= frameCount
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .all
            return
        }
        let pairs = try container.decode([[Int]].self)
        guard pairs.allSatisfy({ $0.count == 2 && $0[0] >= 0 && $0[0] <= $0[1] }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "frames: expected pairs [first, last]")
        }
        self.init(pairs.map { $0[0]...$0[1] })
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard let ranges else {
            try container.encodeNil()
            return
        }
        try container.encode(ranges.map { [$0.lowerBound, $0.upperBound] })
    }
}
