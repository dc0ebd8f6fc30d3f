import RedactionPolicy
import Testing

@Suite struct InstanceUIDKeyTests {
    @Test(arguments: [(15, false), (16, true), (4096, true), (4097, false)])
    func hasALength(_ count: Int, isKey: Bool) {
        #expect((InstanceUIDKey([UInt8](repeating: 1, count: count)) != nil) == isKey)
    }

    @Test func showsNothingOfItself() throws {
        var configuration = RedactionConfiguration()
        configuration.instanceUIDKey = InstanceUIDKey([UInt8](repeating: 173, count: 16))
        let key = try #require(configuration.instanceUIDKey)
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\(configuration)", dumped] {
            #expect(!text.contains("173"))
        }
    }
}
