/// What a reader takes before it gives up; each limit bounds the memory of a hostile file.
package struct Limits: Hashable, Sendable {
    /// Sequences inside each other.
    package var sequenceDepth = 1_000
    /// Elements, items and fragments of one file; each takes 48 bytes of memory.
    package var elements = 4_000_000
    /// Bytes of an inflated data set.
    package var inflatedBytes = 1 << 30

    package init() {}
}
