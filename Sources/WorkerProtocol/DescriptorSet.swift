import Glibc

/// Open descriptors that are closed together when nobody holds the set any more.
package final class DescriptorSet: Sendable {
    package let descriptors: [Int32]

    /// Takes over the descriptors.
    package init(_ descriptors: [Int32]) {
        self.descriptors = descriptors
    }

    deinit {
        for descriptor in descriptors {
            _ = close(descriptor)
        }
    }
}
