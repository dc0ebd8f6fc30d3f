import Testing

@testable import PixelPainting

@Suite struct DerivedUIDTests {
    @Test(arguments: ["1.2.3", "1.2.840.113619.2.1", nil])
    func isAValidUIDOfAVersion8UUID(source: String?) throws {
        let uid = DerivedUID.make(from: source)
        #expect(uid.hasPrefix("2.25.") && uid.count <= 64)
        let number = try #require(UInt128(uid.dropFirst(5)))
        #expect(number >> 76 & 0xF == 8)
        #expect(number >> 62 & 3 == 2)
    }

    @Test func dependsOnTheSourceAlone() {
        #expect(DerivedUID.make(from: "1.2.3") == DerivedUID.make(from: "1.2.3"))
        #expect(DerivedUID.make(from: "1.2.3") != DerivedUID.make(from: "1.2.4"))
    }
}
