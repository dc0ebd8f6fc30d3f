package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

extension PrivatePictures {
    /// Lets an instance pass that holds no such picture, or will be written without. Pixel Data in
    /// private sequences is a plane that is examined: see `OtherPlanes`.
    ///
    /// There is no choice to keep them: a picture that was not examined would go out beside one
    /// that is said to be clean.
    ///
    /// - Throws: `held` with `private_pixel_data`.
    package func requireNone(
        under configuration: RedactionConfiguration
    ) throws(InstanceFailure) {
        let unseen = findings.filter { $0.picture != .nestedPixelData }
        guard let first = unseen.first, !configuration.dropsPrivatePixelData else { return }
        let more = unseen.count > 1 ? " and \(unseen.count - 1) more" : ""
        throw .held(
            .privatePixelData,
            "\(first.picture.name) in private elements (\(first.place.name)\(more)): not examined")
    }

    /// Removes the elements, or the private sequences that hold them.
    package func remove(from editor: inout DataSetEditor) -> [InstanceNote] {
        for finding in findings { editor.remove(at: finding.place.index) }
        return isEmpty ? [] : [.privatePixelDataRemoved]
    }
}
