import Testing

/// Bytes behind the last native frame: padding, or what a header that counts too few rows hides.
@Suite struct TrailingBytesTests {
    private static let image = ImageFixture(rows: 2, columns: 4)
    private static let frame: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

    @Test(
        arguments: [[], [9], [0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0, 0, 0]] as [[UInt8]])
    func paddingOfOneValueHidesNothing(_ padding: [UInt8]) throws {
        let native = try Self.image.pixels(Self.frame + padding, .ob).native()
        #expect(native?.hiddenRanges == [])
    }

    @Test(arguments: [[9, 0], [1, 2], [0, 9, 0]] as [[UInt8]])
    func lessThanARowIsHidden(_ bytes: [UInt8]) throws {
        let native = try Self.image.pixels(Self.frame + bytes, .ob).native()
        #expect(native.map { $0.source.bytes(in: $0.hiddenRanges[0]) } == bytes)
    }

    @Test(arguments: [[0, 0, 0, 1], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6]] as [[UInt8]])
    func rowsThatTheHeaderDoesNotCountAreRefused(_ rows: [UInt8]) throws {
        let failure = Self.image.pixels(Self.frame + rows, .ob).failure()
        #expect(failure?.code == .malformed)
        #expect(failure?.expected == 8)
        #expect(failure?.found == 8 + rows.count)
    }

    @Test func theyAreRefusedInFragmentsToo() {
        let image = ImageFixture(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 2, columns: 4)
        let failure = image.fragments([[], Self.frame + [1, 2, 3, 4]]).failure()
        #expect(failure?.code == .malformed)
    }

    @Test func theByteThatMakesALengthEvenHidesNothing() throws {
        let image = ImageFixture(rows: 1, columns: 5).pixels([1, 2, 3, 4, 5, 9, 6, 7], .ob)
        let native = try image.native()
        #expect(native.map { $0.source.bytes(in: $0.hiddenRanges[0]) } == [6, 7])
    }

    @Test func aWholeFrameThatTheHeaderDoesNotCountIsRefused() {
        let failure = Self.image.pixels(Self.frame + Self.frame, .ob).failure()
        #expect(failure?.code == .malformed && failure?.tag == .numberOfFrames)
    }

    @Test func eachFragmentIsLookedAt() throws {
        let image = ImageFixture(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 2, columns: 4, frames: 3)
        let native = try image.fragments([
            [], Self.frame + [1, 2], Self.frame, Self.frame + [3, 4],
        ]).native()
        #expect(
            native.map { native in native.hiddenRanges.map { native.source.bytes(in: $0) } }
                == [[1, 2], [3, 4]])
    }
}
