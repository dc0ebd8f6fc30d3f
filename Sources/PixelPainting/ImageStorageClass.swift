/// Tells SOP classes of images, which must have pixels, from those of other objects (PS3.4 B.5).
enum ImageStorageClass {
    private static let storage = "1.2.840.10008.5.1.4.1.1."

    /// What follows `storage` in the classes, or families of classes, that hold no pixels.
    private static let withoutPixels = [
        "9.",  // waveforms
        "11.",  // presentation states
        "66",  // raw data, registrations, fiducials, meshes; segmentations are told apart below
        "67", "68.",  // real world value mappings, surface scans
        "78.", "79.", "80.",  // ophthalmic measurements
        "88.", "104.", "131", "200.",  // reports, documents, contexts, protocols
        // Radiotherapy.
        "481.2", "481.3", "481.4", "481.5", "481.6", "481.7", "481.8", "481.9", "481.1",
    ]
    private static let withPixels = [
        "66.4", "66.7",  // segmentations
        "481.1",  // RT Image
    ]

    /// Whether instances of the class `uid` are images by their definition.
    static func holds(_ uid: String) -> Bool {
        guard uid.hasPrefix(storage) else { return false }
        let suffix = uid.dropFirst(storage.count)
        if withPixels.contains(String(suffix)) { return true }
        return !withoutPixels.contains { suffix.hasPrefix($0) }
    }
}
