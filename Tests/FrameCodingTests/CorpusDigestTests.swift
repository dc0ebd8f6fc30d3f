import Crypto
import DICOMCore
import DICOMPixelData
import Foundation
import PixelPainting
import Raster
import RedactionPolicy
import Testing

@testable import FrameCoding

/// A row of the corpus' `syntaxes.tsv`: a real file and the digests of its decoded frames.
struct DecodedReference: Sendable, CustomTestStringConvertible {
    var path: String
    var transferSyntax: String
    var agreement: String
    var digests: [String]
    var otherDigests: [String]

    var testDescription: String { path }

    static let corpus = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/corpus").standardized

    static var isAvailable: Bool {
        FileManager.default.fileExists(atPath: corpus.appendingPathComponent("syntaxes.tsv").path)
    }

    /// The rows whose syntax is supported; none without the corpus.
    static let all: [DecodedReference] = {
        guard
            let table = try? String(
                contentsOf: corpus.appendingPathComponent("syntaxes.tsv"), encoding: .utf8)
        else { return [] }
        let lines = table.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().compactMap { line in
            let row = Dictionary(uniqueKeysWithValues: zip(header, line))
            func list(_ key: String) -> [String] {
                (row[key] ?? "").split(separator: ",").map(String.init)
            }
            guard let path = row["path"], let syntax = row["transfer_syntax"] else { return nil }
            return DecodedReference(
                path: path, transferSyntax: syntax, agreement: row["agreement"] ?? "",
                digests: list("sha256_per_frame"),
                otherDigests: list("sha256_per_frame_decoder_2"))
        }
    }()
}

@Suite(.enabled(if: DecodedReference.isAvailable, "the corpus is not beside the checkout"))
struct CorpusDigestTests {
    /// The files of which two decoders agree, or of which libjpeg-turbo is the second decoder.
    @Test(arguments: DecodedReference.all)
    func decodesToTheDigestsOfIndependentDecoders(_ reference: DecodedReference) throws {
        let url = DecodedReference.corpus.appendingPathComponent(reference.path)
        let file = try DICOMFile(ByteSource([UInt8](Data(contentsOf: url))))
        let entry = CodecRegistry.entry(for: file.transferSyntax)
        guard entry.codec != nil else { return }
        let instance = try OpenedInstance(file, limits: ResourceLimits())
        let coder = FrameCoder(instance.image)
        // 12-bit JPEG is held until its codec is there.
        guard entry.codec != .jpeg || instance.image.description.bitsStored == 8 else { return }
        let digests = try (0..<instance.image.description.frames).map { frame in
            let samples = try coder.decode(frame: frame).samples
            return SHA256.hash(data: Self.asInTable(samples, file.transferSyntax)).map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }.joined()
        }
        #expect(digests.count == reference.digests.count)
        #expect(digests == reference.digests || digests == reference.otherDigests)
    }

    /// The table hashes words of big endian files in their stored order, against its own words.
    private static func asInTable(_ samples: SampleBuffer, _ syntax: TransferSyntax) -> [UInt8] {
        guard syntax.isBigEndian, samples.bytesPerSample > 1 else { return samples.bytes }
        let size = samples.bytesPerSample
        return stride(from: 0, to: samples.bytes.count, by: size).flatMap { start in
            samples.bytes[start..<start + size].reversed()
        }
    }
}
