import Testing

@testable import PixelPainting

/// PS3.4 B.5: which storage classes are images by their definition.
@Suite struct ImageStorageClassTests {
    @Test(arguments: [
        ("1.2.840.10008.5.1.4.1.1.1", true),  // Computed Radiography
        ("1.2.840.10008.5.1.4.1.1.2.1", true),  // Enhanced CT
        ("1.2.840.10008.5.1.4.1.1.6.1", true),  // Ultrasound
        ("1.2.840.10008.5.1.4.1.1.7.4", true),  // Multi-frame True Color Secondary Capture
        ("1.2.840.10008.5.1.4.1.1.66.4", true),  // Segmentation
        ("1.2.840.10008.5.1.4.1.1.77.1.6", true),  // VL Whole Slide Microscopy
        ("1.2.840.10008.5.1.4.1.1.481.1", true),  // RT Image
        ("1.2.840.10008.5.1.4.1.1.9.1.1", false),  // 12-lead ECG
        ("1.2.840.10008.5.1.4.1.1.11.1", false),  // Grayscale Softcopy Presentation State
        ("1.2.840.10008.5.1.4.1.1.66", false),  // Raw Data
        ("1.2.840.10008.5.1.4.1.1.66.1", false),  // Spatial Registration
        ("1.2.840.10008.5.1.4.1.1.66.5", false),  // Surface Segmentation
        ("1.2.840.10008.5.1.4.1.1.88.33", false),  // Comprehensive SR
        ("1.2.840.10008.5.1.4.1.1.104.1", false),  // Encapsulated PDF
        ("1.2.840.10008.5.1.4.1.1.481.5", false),  // RT Plan
        ("1.2.3.4", false),  // private
    ])
    func tellsImagesFromOtherObjects(uid: String, isImage: Bool) {
        #expect(ImageStorageClass.holds(uid) == isImage)
    }
}
