import Testing

@testable import PixredactCommandLine

@Suite struct SyntaxTableTests {
    @Test func everyTransferSyntaxStandsOnce() {
        let uids = SyntaxTable().rows.map(\.uid)
        #expect(Set(uids).count == uids.count)
        #expect(uids.count > 50)
    }

    @Test func everyRowSaysWhatIsDone() {
        #expect(
            SyntaxTable().rows.allSatisfy {
                !$0.name.isEmpty && !$0.decode.isEmpty && !$0.writeBack.isEmpty
                    && !$0.exactness.isEmpty
            })
    }

    @Test func heldSyntaxesSayWhy() {
        #expect(
            SyntaxTable().rows.filter { $0.codec == nil }
                .allSatisfy { $0.writeBack.hasPrefix("held: ") && $0.writeBack.count > 10 })
    }

    @Test func linesAreOneObjectASyntaxWithTheSameKeys() {
        let table = SyntaxTable()
        let lines = table.lines.split(separator: "\n")
        #expect(lines.count == table.rows.count)
        #expect(
            lines.allSatisfy { line in
                ["codec", "decode", "exactness", "name", "schema", "uid", "write_back"]
                    .allSatisfy { line.contains("\"\($0)\":") }
            })
    }

    @Test func columnsAreAligned() {
        let table = SyntaxTable()
        let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
        let names = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.uid, $0.name) })
        let starts = lines.dropFirst().compactMap { line -> Int? in
            guard let uid = line.split(separator: " ").first.map(String.init),
                let name = names[uid], line.hasSuffix("  " + name)
            else { return nil }
            return line.count - name.count
        }
        #expect(Set(starts).count == 1)
        #expect(starts.count == table.rows.filter { $0.codec != nil }.count)
    }
}
