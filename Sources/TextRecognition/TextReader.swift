package import Raster

/// Reads the regions that a detector found, row by row.
package protocol TextReader: AnyObject {
    /// The rows of text in a region, from the top; at least one, which covers the region's text even where
    /// nothing of it could be read. Together the rows' boxes cover all ink of `region`.
    ///
    /// - Parameters:
    ///   - region: a detector's box, not padded, in pixels of the views.
    ///   - views: ways to show the frame, all of one size; the one that displays do show first.
    func rows(
        in region: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow]
}
