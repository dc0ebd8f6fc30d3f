import CPixelKernels

/// The weights of the text network, batch norms folded into the convolutions.
package struct TextNetworkWeights: Sendable {
    /// A tensor that the network needs.
    package struct Tensor: Hashable, Sendable {
        package var name: String
        package var shape: [Int]
    }

    /// Every tensor of a weights file, in the order in which the kernels take them.
    package static let tensors: [Tensor] = {
        (0..<pixredact_text_layer_count()).flatMap { index in
            let layer = unsafe pixredact_text_layer_at(index)
            let name = unsafe String(cString: layer.name)
            let inputs = Int(unsafe layer.inputs)
            let outputs = Int(unsafe layer.outputs)
            let bias = Tensor(name: name + ".bias", shape: [outputs])
            let matrix = Tensor(name: name + ".weight", shape: [outputs, inputs])
            switch unsafe layer.kind {
            case PIXREDACT_TEXT_CONVOLUTION:
                return [Tensor(name: matrix.name, shape: [outputs, inputs, 3, 3]), bias]
            case PIXREDACT_TEXT_SEPARABLE:
                return [Tensor(name: name + ".depthwise", shape: [inputs, 3, 3]), matrix, bias]
            default:
                return [matrix, bias]
            }
        }
    }()

    /// The values of all `tensors`, one after the other.
    let values: [Float]

    /// Reads a safetensors file.
    ///
    /// - Throws: `unavailable` unless the file holds exactly the tensors of the network, each of its
    ///   shape, and only finite numbers.
    package init(safetensors bytes: [UInt8]) throws(TextDetectionError) {
        let file = try SafeTensors(bytes)
        let unknown = Set(file.names).subtracting(Self.tensors.map(\.name))
        guard unknown.isEmpty else {
            throw TextDetectionError(
                code: .unavailable,
                message: "text network: \(unknown.count) tensors that are none of its own")
        }
        var values: [Float] = []
        values.reserveCapacity(pixredact_text_weight_count())
        for tensor in Self.tensors {
            values += try file.floats(tensor.name, shape: tensor.shape)
        }
        precondition(values.count == pixredact_text_weight_count())
        guard values.allSatisfy(\.isFinite) else {
            throw TextDetectionError(
                code: .unavailable, message: "text network: weights that are not finite")
        }
        self.values = values
    }

    /// The bytes of the weights file that the program was built with.
    package static var embeddedFile: [UInt8] {
        var count = 0
        // A constant of the program, `count` bytes long.
        let start = unsafe pixredact_text_weights_file(&count)
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }

    /// The weights that the program was built with.
    package static func embedded() throws(TextDetectionError) -> TextNetworkWeights {
        try TextNetworkWeights(safetensors: embeddedFile)
    }
}
