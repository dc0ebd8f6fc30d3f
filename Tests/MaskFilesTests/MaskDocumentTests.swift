import MaskFiles
import Testing

@Suite struct MaskDocumentTests {
    @Test func isNotUsedWithAnError() {
        #expect(MaskDocument(findings: [MaskFinding(.warning, .deadRule, "")]).isSound)
        #expect(!MaskDocument(findings: [MaskFinding(.error, .syntax, "")]).isSound)
    }
}
