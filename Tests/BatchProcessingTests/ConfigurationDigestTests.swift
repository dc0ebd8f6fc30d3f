import RedactionPolicy
import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct ConfigurationDigestTests {
    private static let digest = RedactionConfiguration().digest

    @Test func isSixteenDigits() {
        #expect(Self.digest.count == 16 && Self.digest.allSatisfy(\.isHexDigit))
    }

    @Test(
        arguments: [
            { $0.policy = .phiOnly }, { $0.padding = 2 }, { $0.fill = .value(3) },
            { $0.instanceUID = .derive }, { $0.classification.redacted = [] },
            { $0.classification.excluded = [.age] }, { $0.classification.denyList = ["a"] },
        ] as [@Sendable (inout RedactionConfiguration) -> Void])
    func differs(_ change: @Sendable (inout RedactionConfiguration) -> Void) {
        var configuration = RedactionConfiguration()
        change(&configuration)
        #expect(configuration.digest != Self.digest)
    }

    @Test func tellsNothingOfTheSecret() {
        var configuration = RedactionConfiguration()
        configuration.instanceUIDKey = InstanceUIDKey(Array(repeating: 7, count: 16))
        #expect(configuration.digest == Self.digest)
    }

    @Test func ordersOfSetsDoNotMatter() {
        let types: [InfoType] = [.age, .date, .sex, .url, .uid, .time]
        var first = RedactionConfiguration()
        first.classification.excluded = Set(types)
        var second = RedactionConfiguration()
        for type in types.reversed() { second.classification.excluded.insert(type) }
        #expect(first.digest == second.digest)
    }
}
