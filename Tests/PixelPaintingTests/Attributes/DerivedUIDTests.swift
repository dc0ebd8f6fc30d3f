import RedactionPolicy
import Testing

@testable import PixelPainting

@Suite struct DerivedUIDTests {
    private static let sources = [
        "1.2.3", "1.2.840.113619.2.55.3.604688119.971.1272453443.468", "1.2.é",
        String(repeating: "1.2345678", count: 20),
    ]
    private static let keys = [nil, InstanceUIDKey((0..<16).map { UInt8($0) })]

    private static func make(_ uid: String, _ key: InstanceUIDKey?) -> String {
        DerivedUID.make(from: Array(uid.utf8), key: key)
    }

    @Test(arguments: sources, keys)
    func isAValidUIDOfAVersion8UUID(_ source: String, _ key: InstanceUIDKey?) {
        let uid = Self.make(source, key)
        #expect(uid.count <= 64 && DerivedUID.isOne(uid))
    }

    /// Python: hmac.new(bytes(range(16)), uid, "sha256"), and hashlib.sha256 of salt and uid; the
    /// first 16 bytes with version 8 and variant 10.
    @Test(
        arguments: zip(
            sources,
            [
                (
                    "3603385346369536539959661898592898492",
                    "101087648958627022763554411699548029286"
                ),
                (
                    "331460270741995883653054599221874449067",
                    "42514948970265022909444127305138111000"
                ),
            ]))
    func equalsAnIndependentComputation(
        _ source: String, _ expected: (withKey: String, without: String)
    ) {
        #expect(Self.make(source, Self.keys[1]) == "2.25.\(expected.withKey)")
        #expect(Self.make(source, nil) == "2.25.\(expected.without)")
    }

    @Test(arguments: keys)
    func dependsOnTheSource(_ key: InstanceUIDKey?) {
        #expect(Self.make("1.2.3", key) == Self.make("1.2.3", key))
        #expect(Self.make("1.2.3", key) != Self.make("1.2.4", key))
    }

    /// UIDs longer than 64 characters are met; they once gave the same new one.
    @Test(arguments: keys)
    func dependsOnTheWholeSource(_ key: InstanceUIDKey?) {
        let long = String(repeating: "1.2345678", count: 20)
        #expect(Self.make(long + "1", key) != Self.make(long + "2", key))
    }

    @Test func dependsOnTheKey() {
        let other = InstanceUIDKey([UInt8](repeating: 1, count: 16))
        #expect(Self.make("1.2.3", Self.keys[1]) != Self.make("1.2.3", other))
        #expect(Self.make("1.2.3", Self.keys[1]) != Self.make("1.2.3", nil))
    }

    @Test(arguments: [
        "2.25.1", "1.2.3", "2.25.", "", "2.25.x", "2.25.+214565497538019658451421907718124454324",
        "2.25.340282366920938463463374607431768211456",
    ])
    func othersAreNoneOfOurs(_ uid: String) {
        #expect(!DerivedUID.isOne(uid))
    }
}
