internal import CPixelKernels
package import Raster

extension TileSet {
    /// Pixels along a side of the tiles in which frames are compared.
    package static let changeSide = 16

    /// The tiles in which two frames of one shape differ, compared exactly.
    package static func differences(_ one: SampleBuffer, _ other: SampleBuffer) -> TileSet {
        precondition(one.width == other.width && one.height == other.height)
        precondition(one.bytesPerPixel == other.bytesPerPixel)
        var set = TileSet(width: one.width, height: one.height, side: changeSide)
        guard !set.members.isEmpty else { return set }
        var flags = [UInt8](repeating: 0, count: set.members.count)
        // Both have `height` rows of `bytesPerRow` bytes, and there is a flag for every tile.
        unsafe one.bytes.withUnsafeBufferPointer { left in
            unsafe other.bytes.withUnsafeBufferPointer { right in
                unsafe flags.withUnsafeMutableBufferPointer { output in
                    unsafe pixredact_changed_tiles(
                        left.baseAddress, right.baseAddress, one.bytesPerRow, one.height,
                        changeSide * one.bytesPerPixel, changeSide, output.baseAddress)
                }
            }
        }
        for (index, flag) in flags.enumerated() where flag != 0 { set.members[index] = true }
        return set
    }
}
