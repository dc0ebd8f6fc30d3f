import Foundation
import Raster
import TestSupport
import Testing
import TextDetection

@Suite struct TextNetworkTests {
    typealias InstructionSet = TextNetwork.InstructionSet

    /// `python3 -m textnet.export --golden`: pictures, and the logits that PyTorch has for them.
    private static func golden() throws -> SafeTensors {
        let url = try #require(
            Bundle.module.url(
                forResource: "text-network-golden", withExtension: "safetensors",
                subdirectory: "Fixtures"))
        return try SafeTensors([UInt8](Data(contentsOf: url)))
    }

    /// Noise with some structure.
    private static func view(_ width: Int, _ height: Int, seed: UInt64 = 1) -> GrayImage {
        var random = SeededRandom(seed: seed)
        var view = GrayImage(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                view[x, y] = UInt8((x * 3 + y * 2) / 4 % 160) + .random(in: 0...90, using: &random)
            }
        }
        return view
    }

    private static func cells(_ view: GrayImage) -> PixelBox {
        HeatMap.cells(
            touching: PixelBox(x: 0, y: 0, width: view.width, height: view.height))
    }

    private static func cut(_ map: HeatMap, to box: PixelBox) -> HeatMap {
        var part = HeatMap(columns: box.width, rows: box.height)
        for row in 0..<box.height {
            for column in 0..<box.width {
                part[column, row] = map[box.x + column, box.y + row]
            }
        }
        return part
    }

    @Test func everyMachineHasAnInstructionSet() {
        #expect(!InstructionSet.available.isEmpty)
    }

    @Test(arguments: InstructionSet.available, ["", "odd."])
    func logitsAreThoseOfTraining(_ instructionSet: InstructionSet, _ prefix: String) throws {
        let golden = try Self.golden()
        let size = try #require(golden.shape(of: prefix + "grey"))
        let cells = try #require(golden.shape(of: prefix + "logits"))
        let view = GrayImage(
            width: size[1], height: size[0],
            pixels: try golden.octets(prefix + "grey", shape: size))
        let expected = try golden.floats(prefix + "logits", shape: cells)
        let found = try TextNetwork(instructionSet: instructionSet).logits(of: view)
        #expect([found.rows, found.columns] == cells)
        let worst = zip(found.logits, expected).map { abs($0 - $1) / max(1, abs($1)) }.max()
        #expect(try #require(worst) <= 1e-4)
    }

    @Test(arguments: InstructionSet.available)
    func cellsAreTheSigmoidIn255ths(_ instructionSet: InstructionSet) throws {
        let network = try TextNetwork(instructionSet: instructionSet)
        let found = try network.logits(of: Self.view(80, 48))
        for (cell, logit) in zip(found.cells, found.logits) {
            let exact = 255 / (1 + exp(-Double(logit)))
            // Half a step, and what single precision adds to it.
            #expect(abs(Double(cell) - exact) <= 0.5001)
        }
    }

    @Test(arguments: [(1, 1), (1, 40), (40, 1), (4, 4), (15, 17), (16, 16), (33, 31), (130, 20)])
    func edgesOfAViewAreRepeated(_ width: Int, _ height: Int) throws {
        let view = Self.view(width, height)
        var padded = GrayImage(width: (width + 15) / 16 * 16, height: (height + 15) / 16 * 16)
        for y in 0..<padded.height {
            for x in 0..<padded.width {
                padded[x, y] = view[min(x, width - 1), min(y, height - 1)]
            }
        }
        for instructionSet in InstructionSet.available {
            let network = try TextNetwork(instructionSet: instructionSet)
            let whole = try network.heatMap(of: padded)
            let found = try network.heatMap(of: view)
            #expect(found == Self.cut(whole, to: Self.cells(view)))
        }
    }

    @Test(arguments: [
        PixelBox(x: 0, y: 0, width: 1, height: 1), PixelBox(x: 99, y: 50, width: 1, height: 1),
        PixelBox(x: 47, y: 3, width: 8, height: 40), PixelBox(x: 0, y: 50, width: 100, height: 1),
        PixelBox(x: 60, y: 20, width: 40, height: 31),
    ])
    func aPartIsThatOfTheWholeWithEnoughContext(_ box: PixelBox) throws {
        let view = Self.view(398, 203)
        let network = try TextNetwork()
        let whole = try network.heatMap(of: view)
        let part = try network.heatMap(of: view, cells: box, context: TextNetwork.reach)
        #expect(part == Self.cut(whole, to: box))
    }

    /// The window of the local contrast looks beyond a part; the rest of the network does not.
    @Test(arguments: [8, 9])
    func onlyTheLocalContrastLooksBeyondAPart(_ x: Int) throws {
        var view = Self.view(64, 64)
        let network = try TextNetwork()
        let box = PixelBox(x: 4, y: 4, width: 8, height: 8)
        let one = try network.logits(of: view, cells: box, context: 0)
        view[x, 16] ^= 0xFF
        let other = try network.logits(of: view, cells: box, context: 0)
        #expect((one.logits == other.logits) == (x < 9))
    }

    @Test func noCellsAreNoWork() throws {
        let none = PixelBox(x: 2, y: 2, width: 0, height: 1)
        let map = try TextNetwork().heatMap(of: Self.view(40, 40), cells: none, context: 16)
        #expect(map == HeatMap(columns: 0, rows: 1))
    }

    @Test(arguments: [2, 3, 100])
    func threadsChangeNothing(_ threads: Int) throws {
        let view = Self.view(20, 1100)
        let one = try TextNetwork().logits(of: view)
        let several = try TextNetwork(threads: threads).logits(of: view)
        #expect(several.logits == one.logits)
        #expect(several.cells == one.cells)
    }

    @Test func viewsOfOtherWidthsBetweenChangeNothing() throws {
        let network = try TextNetwork()
        let view = Self.view(70, 50)
        let first = try network.heatMap(of: view)
        for width in [200, 16, 90] { _ = try network.heatMap(of: Self.view(width, 20)) }
        #expect(try network.heatMap(of: view) == first)
    }

    @Test func memoryDoesNotGrowWithHeight() throws {
        let network = try TextNetwork()
        #expect(network.workspaceBytes == 0)
        for height in [16, 32, 640] {
            _ = try network.heatMap(of: Self.view(48, height))
            #expect(network.workspaceBytes == TextNetwork.workspaceBytes(width: 48))
        }
    }

    @Test(arguments: [1, 16, 1000, 4096, 20_000, TextNetwork.longestSide])
    func memoryIsBoundedByWidth(_ width: Int) {
        let bytes = TextNetwork.workspaceBytes(width: width)
        #expect(bytes > 0 && bytes <= 1 << 20 + 3200 * width)
        #expect(TextNetwork.workspaceBytes(width: width, threads: 4) == 4 * bytes)
    }

    @Test func sidesThatAreTooLongAreRefused() throws {
        let network = try TextNetwork()
        for (width, height) in [(65_536, 1), (1, 65_536)] {
            let view = GrayImage(width: width, height: height)
            #expect(throws: TextDetectionError.self) { try network.heatMap(of: view) }
        }
    }

    @Test func theLongestSideIsPossible() throws {
        let view = GrayImage(width: TextNetwork.longestSide, height: 1)
        let map = try TextNetwork().heatMap(of: view)
        #expect(map.columns == 16_384 && map.rows == 1)
    }
}
