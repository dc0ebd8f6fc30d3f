import DICOMCore
import Testing
import TestSupport

/// Depth costs memory up to a limit and never stack.
@Suite struct NestingTests {
    enum Form: CaseIterable { case explicitUndefined, implicitUndefined, implicitDefined, unknown }

    /// A file of sequences inside each other, each with one item.
    private static func file(depth: Int, _ form: Form) throws -> [UInt8] {
        let isExplicit = form == .explicitUndefined || form == .unknown
        var builder = DICOMBuilder(
            isExplicit ? .explicitVRLittleEndian : .implicitVRLittleEndian)
        builder.add(.modality, .cs, .text(["OT"]))
        let inner = DICOMBytes(
            form == .explicitUndefined ? .explicitLittleEndian : .implicitLittleEndian)
        let tag = Tag(0x0009, 0x1001)
        let isDefined = form == .implicitDefined || form == .unknown
        var front: [[UInt8]] = []
        var length = 0
        for level in 0..<depth {
            let isOutermost = level == depth - 1
            let bytes = isOutermost && isExplicit ? DICOMBytes(.explicitLittleEndian) : inner
            let vr: VR = form == .explicitUndefined ? .sq : .un
            let item = bytes.itemHeader(.item, length: isDefined ? length : nil)
            length += item.count
            let header = bytes.header(tag, vr, length: isDefined ? length : nil)
            length += header.count
            front.append(header + item)
        }
        let delimiters =
            inner.itemHeader(.itemDelimitation, length: 0)
            + inner.itemHeader(.sequenceDelimitation, length: 0)
        builder.trailer = front.reversed().flatMap { $0 }
        if !isDefined { for _ in 0..<depth { builder.trailer += delimiters } }
        return try builder.build()
    }

    @Test(arguments: Form.allCases)
    func readsToDepth1000(_ form: Form) throws {
        let file = try DICOMFile(ByteSource(Self.file(depth: 1_000, form)))
        #expect(file.dataSet.elements.last?.depth == 1_999)
    }

    @Test(arguments: Form.allCases)
    func stopsAtDepth1001(_ form: Form) {
        #expect(
            code { try DICOMFile(ByteSource(Self.file(depth: 1_001, form))) } == .limitExceeded)
    }

    @Test(arguments: Form.allCases)
    func stopsInAHundredThousandLevels(_ form: Form) {
        #expect(
            code { try DICOMFile(ByteSource(Self.file(depth: 100_000, form))) }
                == .limitExceeded)
    }

    @Test(arguments: Form.allCases)
    func editsAtDepth1000(_ form: Form) throws {
        let file = try DICOMFile(ByteSource(Self.file(depth: 1_000, form)))
        var editor = DataSetEditor(file)
        editor.remove(at: file.dataSet.elements.count - 1)
        let edited = try editor.finish()
        let again = try DICOMFile(ByteSource(edited.bytes(of: edited.head)))
        #expect(again.dataSet.elements.count == file.dataSet.elements.count - 1)
    }
}
