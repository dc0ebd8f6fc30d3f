import BarcodeDetection
import Raster
import Testing

@Suite struct BarcodeFinderTests {
    @Test(arguments: [(0, 0), (1, 1), (16, 16), (63, 200)])
    func emptyPicturesHoldNoCode(_ width: Int, _ height: Int) {
        #expect(BarcodeFinder().regions(in: GrayImage(width: width, height: height)).isEmpty)
    }
}
