import Foundation
import Raster
import TestSupport
import Testing
import TextDetection

@Suite struct TextNetworkWeightsTests {
    /// A tensor as it is written to a file.
    private struct Tensor {
        var type = "F32"
        var shape: [Int]
        var offsets: [Int]
        var bytes: [UInt8]
    }

    private static func file(header: String, values: [UInt8] = []) -> [UInt8] {
        let length = UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header.utf8 + values
    }

    /// A file with the tensors of the network, all of them ones, after `change`.
    private static func file(change: (inout [String: Tensor]) -> Void) -> [UInt8] {
        var offset = 0
        var tensors: [String: Tensor] = [:]
        for tensor in TextNetworkWeights.tensors {
            let count = 4 * tensor.shape.reduce(1, *)
            tensors[tensor.name] = Tensor(
                shape: tensor.shape, offsets: [offset, offset + count],
                bytes: (0..<count).map { [0, 0, 0x80, 0x3F][$0 % 4] })
            offset += count
        }
        change(&tensors)
        let ordered = tensors.sorted {
            ($0.value.offsets.first ?? 0) < ($1.value.offsets.first ?? 0)
        }
        let entries = ordered.map { name, tensor in
            "\"\(name)\":{\"dtype\":\"\(tensor.type)\",\"shape\":\(tensor.shape),"
                + "\"data_offsets\":\(tensor.offsets)}"
        }
        let header =
            "{\"__metadata__\":{\"made\":\"by a test\"}," + entries.joined(separator: ",") + "}"
        return file(header: header, values: ordered.flatMap(\.value.bytes))
    }

    private static func expectDamage(
        _ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(sourceLocation: location) {
            _ = try TextNetworkWeights(safetensors: bytes)
        } throws: {
            ($0 as? TextDetectionError)?.code == .unavailable
        }
    }

    @Test func thoseOfTheProgramAreWhole() throws {
        let file = try SafeTensors(TextNetworkWeights.embeddedFile)
        #expect(file.names == TextNetworkWeights.tensors.map(\.name).sorted())
        _ = try TextNetworkWeights.embedded()
    }

    @Test func aFileOfAnyOrderIsRead() throws {
        _ = try TextNetworkWeights(safetensors: Self.file { _ in })
    }

    /// Sums that overflow are infinite, or no numbers: not known to be no text.
    @Test(arguments: TextNetwork.InstructionSet.available, [false, true])
    func hugeWeightsSeeTextEverywhere(
        _ instructionSet: TextNetwork.InstructionSet, areOfBothSigns: Bool
    ) throws {
        let weights = try TextNetworkWeights(
            safetensors: Self.file { tensors in
                for name in tensors.keys {
                    let count = tensors[name]?.bytes.count ?? 0
                    // 1.7e38, and -1.7e38 of every second one.
                    var value: [UInt8] = [0, 0, 0, 0x7F, 0, 0, 0, areOfBothSigns ? 0xFF : 0x7F]
                    // Without evidence there is no text: -10.
                    if name == "head.bias" { value = [0, 0, 0x20, 0xC1, 0, 0, 0x20, 0xC1] }
                    if name.hasSuffix(".bias"), name != "head.bias" {
                        value = [UInt8](repeating: 0, count: 8)
                    }
                    tensors[name]?.bytes = (0..<count).map { value[$0 % 8] }
                }
            })
        let view = GrayImage.speckle(width: 80, height: 48, mean: 200, amplitude: 20, seed: 3)
        let map = try TextNetwork(weights: weights, instructionSet: instructionSet)
            .heatMap(of: view)
        #expect(map.cells.allSatisfy { $0 == 255 })
    }

    @Test func anythingCutOffIsRefused() throws {
        let whole = Self.file { _ in }
        let header = 8 + whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        for length in 0...header { Self.expectDamage(Array(whole[..<length])) }
        for missing in [1, 3, 4, 1000] { Self.expectDamage(whole.dropLast(missing)) }
    }

    @Test func aByteTooManyIsRefused() {
        Self.expectDamage(Self.file { _ in } + [0])
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{\"head.bias\":1}", "{\"head.bias\":{\"dtype\":\"F32\"}}",
        "{\"head.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1e99]}}",
        "{\"head.bias\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0]}}",
        "{\"head.bias\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[-4,0]}}",
        "{}",
    ])
    func aHeaderThatIsNoneIsRefused(_ header: String) {
        Self.expectDamage(Self.file(header: header))
    }

    @Test func aHeaderLongerThanTheFileIsRefused() {
        for last in [0x7F, 0x80, 0xFF] as [UInt8] {
            Self.expectDamage([UInt8](repeating: 0xFF, count: 7) + [last] + [0x7B, 0x7D])
        }
    }

    @Test(arguments: ["stem2.weight", "down16.2.depthwise", "head.bias"])
    func aTensorThatIsWrongIsRefused(_ name: String) {
        Self.expectDamage(Self.file { $0[name]?.shape.append(1) })
        Self.expectDamage(Self.file { $0[name]?.shape[0] += 1 })
        Self.expectDamage(Self.file { $0[name]?.shape[0] = .max })
        Self.expectDamage(Self.file { $0[name]?.type = "F16" })
        Self.expectDamage(Self.file { $0[name]?.offsets[1] -= 4 })
        Self.expectDamage(Self.file { $0[name]?.offsets[0] += 4 })
        Self.expectDamage(Self.file { $0[name]?.offsets[0] = .min })
        Self.expectDamage(Self.file { $0[name]?.offsets[1] = .max })
        Self.expectDamage(Self.file { $0[name]?.offsets.append(0) })
        Self.expectDamage(Self.file { $0[name]?.offsets = [] })
        Self.expectDamage(Self.file { $0[name] = nil })
        Self.expectDamage(Self.file { $0["other." + name] = $0.removeValue(forKey: name) })
    }

    @Test(arguments: [[0, 0, 0x80, 0x7F], [0, 0, 0xC0, 0x7F], [0, 0, 0x80, 0xFF]] as [[UInt8]])
    func weightsThatAreNoNumbersAreRefused(_ bytes: [UInt8]) {
        Self.expectDamage(Self.file { $0["head.bias"]?.bytes = bytes })
    }

    @Test func aTensorTooManyIsRefused() {
        Self.expectDamage(
            Self.file { tensors in
                let end = tensors.values.compactMap(\.offsets.last).max() ?? 0
                tensors["tail"] = Tensor(
                    shape: [1], offsets: [end, end + 4], bytes: [0, 0, 0, 0])
            })
    }

    @Test func errorsNameTheTensorAndItsShape() {
        let error = #expect(throws: TextDetectionError.self) {
            try TextNetworkWeights(safetensors: Self.file { $0["head.bias"]?.shape = [2] })
        }
        #expect(error?.message == "tensor file: head.bias has shape [2], expected [1]")
    }
}
