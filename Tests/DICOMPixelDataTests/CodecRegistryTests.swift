import DICOMCore
import DICOMPixelData
import Testing

/// What the registry says of every transfer syntax.
@Suite struct CodecRegistryTests {
    @Test func everyTransferSyntaxHasAnEntry() {
        #expect(CodecRegistry.entries.map(\.transferSyntax) == TransferSyntax.table)
    }

    @Test(arguments: CodecRegistry.entries.map(\.transferSyntax))
    func whatIsNotSupportedSaysWhatItWouldNeed(_ syntax: TransferSyntax) {
        let entry = CodecRegistry.entry(for: syntax)
        #expect(entry.writeBack.hasPrefix("held: ") == (entry.codec == nil))
    }

    @Test(arguments: [
        ("1.2.840.10008.1.2.4.100", "MPEG-2 video"), ("1.2.840.10008.1.2.4.101.1", "MPEG-2 video"),
        ("1.2.840.10008.1.2.4.102", "H.264 video"), ("1.2.840.10008.1.2.4.106.1", "H.264 video"),
        ("1.2.840.10008.1.2.4.107", "HEVC video"), ("1.2.840.10008.1.2.4.108", "HEVC video"),
        ("1.2.840.10008.1.2.4.110", "JPEG XL"), ("1.2.840.10008.1.2.4.111", "JPEG XL"),
        ("1.2.840.10008.1.2.4.112", "JPEG XL"), ("1.2.840.10008.1.2.4.93", "Part 2"),
        ("1.2.840.10008.1.2.4.94", "JPIP server"), ("1.2.840.10008.1.2.4.205", "JPIP server"),
        ("1.2.840.10008.1.2.4.65", "hierarchical JPEG"), ("1.2.840.10008.1.2.6.2", "XML"),
        ("1.2.840.10008.1.2.7.2", "SMPTE"), ("1.2.840.10008.1.20", "Papyrus"),
        ("1.2.3.4", "name and a definition"),
    ])
    func namesTheObstacle(_ uid: String, obstacle: String) {
        let entry = CodecRegistry.entry(for: TransferSyntax(uid: uid))
        #expect(entry.codec == nil && entry.writeBack.contains(obstacle))
    }

    @Test func videoIsHeldForItsFramesDependOnEachOther() {
        let entry = CodecRegistry.entry(for: TransferSyntax(uid: "1.2.840.10008.1.2.4.102"))
        #expect(entry.writeBack.contains("would change every pixel"))
    }
}
