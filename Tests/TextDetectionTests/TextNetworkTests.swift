import Foundation
import Raster
import Testing
import TextDetection

@Suite struct TextNetworkTests {
    /// `python3 -m textnet.export --golden`: pictures, and the logits that PyTorch has for them.
    static func golden() throws -> SafeTensors {
        let url = try #require(
            Bundle.module.url(
                forResource: "text-network-golden", withExtension: "safetensors",
                subdirectory: "Fixtures"))
        return try SafeTensors([UInt8](Data(contentsOf: url)))
    }

    @Test(arguments: TextNetwork.InstructionSet.available, ["", "odd."])
    func logitsAreThoseOfTraining(
        _ instructionSet: TextNetwork.InstructionSet, _ prefix: String
    ) throws {
        let golden = try Self.golden()
        let size = try #require(golden.shape(of: prefix + "grey"))
        let cells = try #require(golden.shape(of: prefix + "logits"))
        let view = GrayImage(
            width: size[1], height: size[0],
            pixels: try golden.octets(prefix + "grey", shape: size))
        let expected = try golden.floats(prefix + "logits", shape: cells)
        let found = try TextNetwork(instructionSet: instructionSet).logits(of: view)
        #expect([found.rows, found.columns] == cells)
        for (one, other) in zip(found.logits, expected) {
            #expect(abs(one - other) <= 1e-4 * max(1, abs(other)))
        }
    }
}
