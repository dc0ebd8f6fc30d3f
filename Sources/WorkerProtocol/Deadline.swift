/// A point of the monotonic clock at which waiting ends, or none.
package struct Deadline: Hashable, Sendable {
    private let instant: ContinuousClock.Instant?

    package static let never = Deadline(instant: nil)

    private init(instant: ContinuousClock.Instant?) {
        self.instant = instant
    }

    /// The point `seconds` from now; not above a century, so that the sum is one.
    package init(in seconds: Double) {
        self.init(instant: .now + .seconds(min(max(seconds, 0), 3e9)))
    }

    package var hasPassed: Bool {
        guard let instant else { return false }
        return instant <= .now
    }

    /// What is left in milliseconds as poll(2) wants it: rounded up, -1 for ever, a day at most
    /// (the caller asks again).
    package var pollTimeout: Int32 {
        guard let instant else { return -1 }
        let left = ContinuousClock.now.duration(to: instant) / .milliseconds(1)
        return Int32(min(max(left.rounded(.up), 0), 86_400_000))
    }
}
