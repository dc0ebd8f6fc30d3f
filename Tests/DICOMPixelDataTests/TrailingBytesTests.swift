import Testing

/// Bytes behind the last native frame: padding, or what a header that counts too few rows hides.
@Suite struct TrailingBytesTests {
    private static let image = ImageFixture(rows: 2, columns: 4)
    private static let frame: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

    @Test(
        arguments: [[], [9], [0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0, 0, 0]] as [[UInt8]])
    func paddingOfOneValueIsAccepted(_ padding: [UInt8]) throws {
        #expect(Self.image.pixels(Self.frame + padding, .ob).failure() == nil)
    }

    @Test(arguments: [[9, 0], [0, 0, 0, 1], [1, 2, 3, 4]] as [[UInt8]])
    func rowsThatTheHeaderDoesNotCountAreRefused(_ rows: [UInt8]) throws {
        let failure = Self.image.pixels(Self.frame + rows, .ob).failure()
        #expect(failure?.code == .malformed)
        #expect(failure?.expected == 8)
        #expect(failure?.found == 8 + rows.count)
    }

    @Test func theyAreRefusedInFragmentsToo() {
        let image = ImageFixture(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 2, columns: 4)
        let failure = image.fragments([[], Self.frame + [1, 2]]).failure()
        #expect(failure?.code == .malformed)
    }
}
