import CPixelKernels
package import Raster

/// The text network, ready to run. It keeps its buffers between calls and belongs to one thread.
@safe package final class TextNetwork: HeatMapSource {
    /// An instruction set that the kernels were compiled for.
    package struct InstructionSet: Hashable, Sendable {
        package let name: String
        let index: Int

        /// Those of this machine, the fastest first.
        package static let available: [InstructionSet] = {
            (0..<pixredact_text_instruction_set_count())
                .filter { pixredact_text_instruction_set_runs($0) != 0 }
                .map { index in
                    let name = unsafe String(cString: pixredact_text_instruction_set_name(index))
                    return InstructionSet(name: name, index: index)
                }
        }()
    }

    /// Cells of a part of a view, row by row, and what the network gave them before the sigmoid.
    package struct Evaluation {
        package var columns: Int
        package var rows: Int
        package var cells: [UInt8]
        package var logits: [Float]
    }

    /// The longest side of a view.
    package static let longestSide = 65_535
    /// With as much context as this, the map of a part is that of the whole view.
    package static let reach = Int(PIXREDACT_TEXT_REACH)

    private static let multiple = Int(PIXREDACT_TEXT_MULTIPLE)
    private static let cellSide = HeatMap.cellSide

    /// A pixredact_text_network that only this object knows.
    private let handle: OpaquePointer

    /// - Parameters:
    ///   - weights: those that the program was built with if `nil`.
    ///   - instructionSet: the fastest of this machine if `nil`.
    ///   - threads: how many stripes of a view are evaluated at a time.
    /// - Throws: `unavailable` if the weights are damaged or memory is short.
    package init(
        weights: TextNetworkWeights? = nil, instructionSet: InstructionSet? = nil, threads: Int = 1
    ) throws(TextDetectionError) {
        let weights = if let weights { weights } else { try TextNetworkWeights.embedded() }
        let index = instructionSet?.index ?? InstructionSet.available.first?.index ?? 0
        // The call copies the weights, whose number `TextNetworkWeights` has checked.
        let handle = unsafe weights.values.withUnsafeBufferPointer { values in
            unsafe pixredact_text_network_create(
                values.baseAddress, index, Int32(clamping: threads))
        }
        guard let handle = unsafe handle else {
            throw TextDetectionError(
                code: .unavailable, message: "text network: no memory for its weights")
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe pixredact_text_network_destroy(handle)
    }

    /// Bytes that are allocated to evaluate parts of `width` pixels, however high they are.
    package static func workspaceBytes(width: Int, threads: Int = 1) -> Int {
        pixredact_text_workspace_bytes(roundedUp(width), Int32(clamping: threads))
    }

    /// Bytes that are allocated by now: at most those of the widest part so far.
    package var workspaceBytes: Int { unsafe pixredact_text_network_workspace(handle) }

    package func heatMap(
        of view: GrayImage, cells: PixelBox, context: Int
    ) throws(TextDetectionError) -> HeatMap {
        let evaluation = try evaluate(view, cells: cells, context: context, keepsLogits: false)
        return HeatMap(
            columns: evaluation.columns, rows: evaluation.rows, cells: evaluation.cells)
    }

    /// As `heatMap(of:cells:context:)`, with the logits.
    package func logits(
        of view: GrayImage, cells: PixelBox, context: Int
    ) throws(TextDetectionError) -> Evaluation {
        try evaluate(view, cells: cells, context: context, keepsLogits: true)
    }

    /// The logits of a whole view, as many as `HeatMap.cells(touching:)` counts for it.
    package func logits(of view: GrayImage) throws(TextDetectionError) -> Evaluation {
        let whole = PixelBox(x: 0, y: 0, width: view.width, height: view.height)
        return try logits(of: view, cells: HeatMap.cells(touching: whole), context: 0)
    }

    private func evaluate(
        _ view: GrayImage, cells: PixelBox, context: Int, keepsLogits: Bool
    ) throws(TextDetectionError) -> Evaluation {
        let whole = PixelBox(x: 0, y: 0, width: view.width, height: view.height)
        precondition(HeatMap.cells(touching: whole).contains(cells) && context >= 0)
        guard !cells.isEmpty else {
            return Evaluation(columns: cells.width, rows: cells.height, cells: [], logits: [])
        }
        guard max(view.width, view.height) <= Self.longestSide else {
            throw TextDetectionError(
                code: .failed,
                message: "text network: a side of more than \(Self.longestSide) pixels")
        }
        let part = Self.part(cells: cells, context: context, view: whole)
        let columns = part.width / Self.cellSide
        let rows = part.height / Self.cellSide
        var map = [UInt8](repeating: 0, count: columns * rows)
        var logits = [Float](repeating: 0, count: keepsLogits ? columns * rows : 0)
        let status = run(view, part, &map, &logits)
        guard status == 0 else {
            throw TextDetectionError(
                code: .failed,
                message: "text network: no memory for \(part.width) x \(part.height) pixels")
        }
        let left = cells.x - part.x / Self.cellSide
        let top = cells.y - part.y / Self.cellSide
        func cut<Value>(_ values: [Value]) -> [Value] {
            if columns == cells.width {
                return Array(values[(top * columns)...].prefix(cells.area))
            }
            return (top..<top + cells.height).flatMap { row in
                values[(row * columns + left)...].prefix(cells.width)
            }
        }
        return Evaluation(
            columns: cells.width, rows: cells.height, cells: cut(map),
            logits: keepsLogits ? cut(logits) : [])
    }

    private func run(
        _ view: GrayImage, _ part: PixelBox, _ cells: inout [UInt8], _ logits: inout [Float]
    ) -> Int32 {
        // The part lies inside of the view grown to the next multiple; the arrays have a value for
        // each of its cells, or no logits are asked for.
        unsafe view.pixels.withUnsafeBufferPointer { pixels in
            unsafe cells.withUnsafeMutableBufferPointer { cells in
                unsafe logits.withUnsafeMutableBufferPointer { logits in
                    let part = unsafe pixredact_text_part(
                        pixels: pixels.baseAddress, view_width: view.width,
                        view_height: view.height, x: part.x, y: part.y, width: part.width,
                        height: part.height)
                    return unsafe withUnsafePointer(to: part) { part in
                        unsafe pixredact_text_network_run(
                            handle, part, cells.baseAddress,
                            logits.isEmpty ? nil : logits.baseAddress)
                    }
                }
            }
        }
    }

    /// The pixels to evaluate: the cells and what is round them, out to the next multiples.
    private static func part(cells: PixelBox, context: Int, view: PixelBox) -> PixelBox {
        let context = min(context, longestSide)
        let x = max(0, cells.x * cellSide - context) / multiple * multiple
        let y = max(0, cells.y * cellSide - context) / multiple * multiple
        let maxX = min(roundedUp(view.width), roundedUp(cells.maxX * cellSide + context))
        let maxY = min(roundedUp(view.height), roundedUp(cells.maxY * cellSide + context))
        return PixelBox(x: x, y: y, maxX: maxX, maxY: maxY)
    }

    private static func roundedUp(_ pixels: Int) -> Int {
        (pixels + multiple - 1) / multiple * multiple
    }
}
