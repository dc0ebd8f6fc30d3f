import ImageCodecs
import Testing

/// Codestreams of other processes than the DCT, in hexadecimal.
private enum OtherProcess {
    /// 8 x 6 samples, made by CharLS 2.4.3 with a SPIFF header: a byte below 80 follows FF in its
    /// scan.
    static let jpegLS = bytes(
        """
        ffd8ffe800205350494646000200000100000006000000080a0806010000012c0000012cffe800080000\
        0001ffd8fff7000b080006000801011100ffda000801010000000000000184000001b51a727d8cb6c720\
        00001e5000700e9b4000007ad85a4000031268c200000a383954087315a8800000d9000000dc00080000\
        0326000a7f13853aab80000037a2c50378ff223230943a81d8ffd9
        """)
    /// 8 x 6 samples, made by libjpeg-turbo 3.1.3.
    static let lossless = bytes(
        """
        ffd8ffe000104a46494600010100000100010000ffc3000b080006000801011100ffc400170001010101\
        00000000000000000000000006080007ffda00080101000100009fd2a54a952a58a7ada54a952c52952d\
        49b6db68592a54a952a58a7ada54a96294a952f5b4b14a54a952a5ffd9
        """)

    private static func bytes(_ text: String) -> [UInt8] {
        let digits = text.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

@Suite struct JPEGProcessTests {
    @Test(arguments: JPEGFixture.all)
    func recognisesDCT(_ fixture: JPEGFixture) throws {
        let process = try JPEGProcess.recognize(fixture.codestream())
        #expect(process == .dct(precision: fixture.precision))
    }

    @Test(arguments: [
        (UInt8(0xC3), JPEGProcess.lossless), (0xCB, .losslessArithmetic), (0xF7, .jpegLS),
        (0xC5, .hierarchical), (0xC6, .hierarchical), (0xC7, .hierarchical),
        (0xCD, .hierarchical), (0xDE, .hierarchical), (0xCA, .dct(precision: 8)),
    ])
    func recognisesFrameMarker(_ code: UInt8, _ process: JPEGProcess) throws {
        var codestream = try JPEGFixture.named("grey").codestream()
        codestream[try JPEGSegments.frameCode(in: codestream)] = code
        #expect(try JPEGProcess.recognize(codestream) == process)
    }

    @Test func recognisesOtherProcesses() throws {
        #expect(try JPEGProcess.recognize(OtherProcess.jpegLS) == .jpegLS)
        #expect(try JPEGProcess.recognize(OtherProcess.lossless) == .lossless)
    }

    @Test(arguments: [[], [0xFF], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xC3, 0, 2]] as [[UInt8]])
    func noFrameHeaderIsAnError(_ codestream: [UInt8]) {
        #expect(throws: CodecError.self) { try JPEGProcess.recognize(codestream) }
    }

    @Test func scanBeforeTheFrameIsCorrupt() {
        expect(code: .corrupt) { try JPEGProcess.recognize([0xFF, 0xD8, 0xFF, 0xDA, 0, 2]) }
    }
}

@Suite struct JPEGCodestreamTests {
    private static let text = Array("INVENTED^NAME".utf8)

    private static func originals() throws -> [[UInt8]] {
        try JPEGFixture.all.map { try $0.codestream() }
            + [OtherProcess.jpegLS, OtherProcess.lossless]
    }

    @Test func cleanCodestreamsStay() throws {
        for original in try Self.originals() {
            let stripped = try JPEGCodestream.withoutMetadata(original)
            #expect((stripped == nil) as Bool)
        }
    }

    @Test(arguments: [[], [0], [0, 0, 0], [0xFF], [0xFF, 0xFF]] as [[UInt8]])
    func paddingBehindTheEndStays(_ padding: [UInt8]) throws {
        for original in try Self.originals() {
            let stripped = try JPEGCodestream.withoutMetadata(original + padding)
            #expect((stripped == nil) as Bool)
        }
    }

    @Test(
        arguments: [[1], [0, 0xFF], [0xFF, 0], [0xFF, 0xD9], Array("PADDING".utf8)] as [[UInt8]])
    func bytesBehindTheEndGo(_ bytes: [UInt8]) throws {
        for original in try Self.originals() {
            #expect(try JPEGCodestream.withoutMetadata(original + bytes) == original)
        }
    }

    @Test(arguments: [
        [UInt8(0xE1)] + Array("Exif\0\0".utf8), [0xFE], [0xE0] + Array("JFXX\0".utf8) + [0x10],
        [0xED] + Array("Photoshop 3.0\0".utf8), [0xEF], [0xE2] + Array("MPF\0".utf8),
        [0xE0] + Array("OTHER\0".utf8), [0xEE] + Array("OTHER\0".utf8), [0xE8, 0, 0, 0, 4],
        [0xF1], [0x02],
    ])
    func otherSegmentsGo(_ segment: [UInt8]) throws {
        for original in try Self.originals() {
            let length = segment.count + Self.text.count + 1
            let marked = [0xFF, segment[0], 0, UInt8(length)] + segment.dropFirst() + Self.text
            // Behind SOI, and between the frame header and the last scan.
            let scan = try #require(
                JPEGSegments(original).segments.last { $0.code == 0xDA }
            ).range.lowerBound
            for place in [2, scan] {
                var codestream = original
                codestream.insert(contentsOf: marked, at: place)
                #expect(try JPEGCodestream.withoutMetadata(codestream) == original)
            }
        }
    }

    @Test func bytesBetweenSegmentsGo() throws {
        for original in try Self.originals() {
            let scan = try #require(JPEGSegments(original).segments.first { $0.code == 0xDA })
            for junk in [Self.text, [0], [0xFF, 0xD3, 0xFF, 0xD1], [0xFF, 0x01]] {
                var codestream = original
                codestream.insert(contentsOf: junk, at: scan.range.lowerBound)
                #expect(try JPEGCodestream.withoutMetadata(codestream) == original)
            }
        }
    }

    @Test func bytesBeforeTheStartGo() throws {
        for original in try Self.originals() {
            let codestream = Self.text + [0xFF, 0xD8] + original
            // The first SOI that a marker follows; the other one is not a picture's.
            #expect(throws: CodecError.self) { try JPEGCodestream.withoutMetadata(codestream) }
            #expect(try JPEGCodestream.withoutMetadata(Self.text + original) == original)
        }
    }

    @Test func fillBytesAreNoReason() throws {
        for original in try Self.originals() {
            var codestream = original
            codestream.insert(contentsOf: [0xFF, 0xFF, 0xFF], at: 2)
            codestream.insert(contentsOf: [0xFF], at: codestream.count - 2)
            #expect((try JPEGCodestream.withoutMetadata(codestream) == nil) as Bool)
        }
    }

    @Test func thumbnailOfJFIFGoes() throws {
        let header = Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72]
        let original = try JPEGFixture.named("rgb-adobe").codestream()
        var codestream = original
        let content = header + [2, 1, 1, 2, 3, 4, 5, 6]
        codestream.insert(contentsOf: [0xFF, 0xE0, 0, UInt8(content.count + 2)] + content, at: 2)
        var expected = original
        expected.insert(contentsOf: [0xFF, 0xE0, 0, 16] + header + [0, 0], at: 2)
        #expect(try JPEGCodestream.withoutMetadata(codestream) == expected)
    }

    @Test func iccProfileStays() throws {
        var codestream = try JPEGFixture.named("ybr-420").codestream()
        let content = Array("ICC_PROFILE\0".utf8) + [1, 1] + [UInt8](repeating: 7, count: 100)
        codestream.insert(contentsOf: [0xFF, 0xE2, 0, UInt8(content.count + 2)] + content, at: 2)
        #expect((try JPEGCodestream.withoutMetadata(codestream) == nil) as Bool)
    }

    @Test func colourTransformOfJPEGLSStays() throws {
        var codestream = OtherProcess.jpegLS
        let content = Array("mrfx".utf8) + [1]
        codestream.insert(contentsOf: [0xFF, 0xE8, 0, 7] + content, at: 2)
        #expect((try JPEGCodestream.withoutMetadata(codestream) == nil) as Bool)
    }

    @Test func presetParametersOfJPEGLSStay() throws {
        var codestream = OtherProcess.jpegLS
        let scan = try JPEGSegments(codestream).first(0xDA).lowerBound
        let content: [UInt8] = [1, 0, 255, 0, 3, 0, 7, 0, 21, 0, 64]
        codestream.insert(contentsOf: [0xFF, 0xF8, 0, 13] + content, at: scan)
        #expect((try JPEGCodestream.withoutMetadata(codestream) == nil) as Bool)
    }

    @Test func directoryOfSPIFFGoes() throws {
        let original = OtherProcess.jpegLS
        let end = try #require(
            JPEGSegments(original).segments.last { $0.code == 0xE8 }
        ).range.lowerBound
        var codestream = original
        let entry = [0, 0, 0, 4, 0] + Self.text
        codestream.insert(contentsOf: [0xFF, 0xE8, 0, UInt8(entry.count + 2)] + entry, at: end)
        #expect(try JPEGCodestream.withoutMetadata(codestream) == original)
    }

    @Test(arguments: [JPEGFixture.eightBit[4], JPEGFixture.twelveBit[0]])
    func samplesStay(_ fixture: JPEGFixture) throws {
        var codestream = try fixture.codestream()
        codestream.insert(contentsOf: [0xFF, 0xFE, 0, 15] + Self.text, at: 2)
        let stripped = try #require(try JPEGCodestream.withoutMetadata(codestream))
        let (samples, _) = try JPEGDCT.decode(stripped, shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test func truncationAtEveryLengthIsAnError() throws {
        for original in try Self.originals() {
            for length in 0..<original.count {
                #expect(throws: CodecError.self) {
                    try JPEGCodestream.withoutMetadata(Array(original[..<length]))
                }
            }
        }
    }

    /// What comes back has nothing more to drop.
    @Test(arguments: [UInt64(1), 2, 3])
    func mutationsThrowOrComeOutClean(_ seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        for original in try Self.originals() {
            for round in 0..<100 {
                var mutated = original
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let index = Int.random(in: 0..<mutated.count, using: &random)
                    mutated[index] = UInt8.random(in: 0...255, using: &random)
                }
                guard let stripped = try? JPEGCodestream.withoutMetadata(mutated) else { continue }
                let again = try JPEGCodestream.withoutMetadata(stripped)
                #expect((again == nil) as Bool, "seed \(seed), round \(round)")
            }
        }
    }
}
