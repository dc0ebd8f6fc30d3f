package import DICOMCore
package import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

extension OpenedInstance {
    /// One stored value a component of the decoded samples, whose meaning is `colour`.
    ///
    /// - Throws: `failed` where the header does not say what is asked for, or cannot hold it.
    package func fillValues(
        for choice: FillChoice, colour: ColourModel
    ) throws(InstanceFailure) -> [Int] {
        let request: FillRequest =
            switch choice {
            case .black: .black
            case .padding: .padding
            case .value(let value): .value(value)
            }
        do {
            return try FillValue(file.dataSet, description: description)
                .values(request, colourModel: colour)
        } catch {
            // Black needs nothing but what the header has to say anyway.
            if request == .black { throw InstanceFailure(error) }
            throw .failed(.fillNotRepresentable, "no value to fill with: \(error)")
        }
    }
}

extension OpenedInstance {
    /// What renders the 8-bit views of this instance's frames.
    ///
    /// - Throws: `failed` where the palette or a look-up table cannot be read.
    package func viewRenderer() throws(InstanceFailure) -> ViewRenderer {
        do {
            return try ViewRenderer(file.dataSet, description: description)
        } catch {
            throw InstanceFailure(error)
        }
    }
}

extension ResourceLimits {
    /// The part of the limits that reading a data set needs.
    package var reading: Limits {
        var reading = Limits()
        reading.inflatedBytes = inflatedBytes
        return reading
    }
}
