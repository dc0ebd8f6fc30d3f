import DICOMCore
import PixelPainting

/// Whether the frames of a multi-frame instance show the same place, as those of a cine do.
enum FramePlaces {
    /// SOP classes whose frames are maps of different segments or places.
    private static let perFrameClasses: Set<String> = [
        "1.2.840.10008.5.1.4.1.1.66.4",  // Segmentation Storage
        "1.2.840.10008.5.1.4.1.1.66.7",  // Label Map Segmentation Storage
    ]

    /// `true`: a box found in one frame says nothing of the others.
    static func differ(in plane: ImagePlane) -> Bool {
        let dataSet = plane.file.dataSet
        if plane.description.frames == 1 { return false }
        if let uid = dataSet.string(.sopClassUID), perFrameClasses.contains(uid) { return true }
        if plane.isTiled { return true }
        return hasDifferentPositions(dataSet)
    }

    /// Whether Image Position (Patient) differs between the Per-Frame Functional Groups
    /// (PS3.3 C.7.6.16.2.3).
    private static func hasDifferentPositions(_ dataSet: DataSet) -> Bool {
        guard let groups = dataSet.index(of: .perFrameFunctionalGroupsSequence) else {
            return false
        }
        var first: [Double]?
        for item in dataSet.children(of: groups) {
            for position in positions(dataSet, inItem: item) {
                if let first, first != position { return true }
                first = position
            }
        }
        return false
    }

    private static func positions(_ dataSet: DataSet, inItem item: Int) -> [[Double]] {
        dataSet.children(of: item)
            .filter { dataSet.elements[$0].tag == .planePositionSequence }
            .flatMap { dataSet.children(of: $0) }
            .compactMap { dataSet.element(.imagePositionPatient, inItem: $0) }
            .map { dataSet.decimals(of: $0) }
    }
}
