import DICOMCore
import Testing
import TestSupport

@Suite struct DICOMFileTests {
    @Test(arguments: SampleFile.all)
    func findsTheElementsThatWereBuilt(_ sample: SampleFile) throws {
        let dataSet = try sample.read().dataSet
        let tags = dataSet.topLevel.map { dataSet.elements[$0].tag }
        #expect(tags == sample.builder.elements.map(\.tag))
    }

    @Test(arguments: SampleFile.native)
    func readsTheTransferSyntax(_ sample: SampleFile) throws {
        let file = try sample.read()
        #expect(file.transferSyntax == sample.builder.transferSyntax)
        #expect(!file.transferSyntaxIsGuessed)
        #expect(!file.encodingDiffersFromDeclared)
    }

    @Test(arguments: SampleFile.withoutMeta)
    func guessesTheTransferSyntaxOfAFileWithoutMeta(_ sample: SampleFile) throws {
        let file = try sample.read()
        #expect(file.transferSyntax == sample.builder.transferSyntax)
        #expect(file.transferSyntaxIsGuessed)
    }

    @Test(arguments: SampleFile.all)
    func coversTheFileUpToItsPadding(_ sample: SampleFile) throws {
        let file = try sample.read()
        #expect(file.dataSet.range.upperBound == file.body.count - sample.builder.trailer.count)
    }

    @Test func readsMetaInformationWhoseGroupLengthIsWrong() throws {
        var bytes = try SampleFile.native[0].bytes()
        bytes[140] = 0xEE
        #expect(try DICOMFile(ByteSource(bytes)).transferSyntax == .implicitVRLittleEndian)
    }

    @Test(arguments: [
        (TransferSyntax.implicitVRLittleEndian, ElementEncoding.explicitLittleEndian),
        (.explicitVRLittleEndian, .implicitLittleEndian),
        (.explicitVRBigEndian, .explicitLittleEndian),
        (.rleLossless, .implicitLittleEndian),
    ])
    func readsWhatIsThereWhereAnotherEncodingIsDeclared(
        declared: TransferSyntax, real: ElementEncoding
    ) throws {
        var builder = DICOMBuilder(declared)
        builder.elements = []
        let sample = SampleFile.native[0].builder.elements
        builder.trailer = DICOMBytes(real).elements(sample)
        let file = try DICOMFile(ByteSource(builder.build()))
        #expect(file.encodingDiffersFromDeclared)
        #expect(file.dataSet.encoding == real)
        #expect(file.transferSyntax == declared)
        #expect(file.dataSet.topLevel.count == sample.count)
    }

    @Test func readsAnUnknownTransferSyntaxAsExplicitLittleEndian() throws {
        var builder = SampleFile.native[1].builder
        builder.transferSyntax = TransferSyntax(uid: "1.2.3")
        let file = try DICOMFile(ByteSource(builder.build()))
        #expect(!file.transferSyntax.isKnown)
        #expect(file.transferSyntax.isEncapsulated)
        #expect(file.dataSet.integer(.columns) == 4)
    }

    @Test func readsADeflatedFileWithoutAStreamAsEmpty() throws {
        var builder = DICOMBuilder(.explicitVRLittleEndian)
        builder.elements = []
        var bytes = try builder.build()
        let end = bytes.count
        // `...1.2.1` and its NUL become `...1.2.1.99`.
        bytes.replaceSubrange(end - 1..<end, with: Array(".99".utf8))
        bytes[end - 20 - 2] = 22
        let file = try DICOMFile(ByteSource(bytes))
        #expect(file.transferSyntax == .deflatedExplicitVRLittleEndian)
        #expect(file.dataSet.elements.isEmpty)
    }

    @Test(
        arguments: [
            [], [0], Array("not DICOM at all, but long enough to hold elements".utf8),
            [UInt8](repeating: 0, count: 4096), [UInt8](repeating: 0xFF, count: 200),
        ] as [[UInt8]])
    func refusesWhatIsNoDICOM(_ bytes: [UInt8]) {
        #expect(!DICOMFile.isRecognized(ByteSource(bytes)))
        #expect(code { try DICOMFile(ByteSource(bytes)) } == .malformed)
    }

    @Test(arguments: SampleFile.all)
    func recognizesDICOM(_ sample: SampleFile) throws {
        #expect(try DICOMFile.isRecognized(ByteSource(sample.bytes())))
    }

    @Test func missesTheTransferSyntaxOfAPrefixAlone() {
        let bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        #expect(code { try DICOMFile(ByteSource(bytes)) } == .missing)
    }

    @Test func refusesTwoPixelDataElements() throws {
        var builder = SampleFile.native[1].builder
        builder.add(.pixelData, .ow, .bytes([1, 2]))
        #expect(code { try DICOMFile(ByteSource(builder.build())) } == .malformed)
    }
}
