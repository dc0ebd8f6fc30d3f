import DICOMCore
import RedactionReport

extension OpenedInstance {
    /// Elements that stand twice with different values, of those that say how pixels are shown:
    /// one reader takes the first, another the last, and a box would lie elsewhere for one of them.
    static func requireOneMeaning(_ file: DICOMFile) throws(InstanceFailure) {
        if let meta = file.metaInformation {
            try requireOneValue(meta, group: Tag.transferSyntaxUID.group)
        }
        // The image's description, and the functional groups of its frames.
        try requireOneValue(file.dataSet, group: Tag.rows.group)
        try requireOneValue(
            file.dataSet, group: Tag.perFrameFunctionalGroupsSequence.group)
    }

    private static func requireOneValue(
        _ dataSet: DataSet, group: UInt16
    ) throws(InstanceFailure) {
        var values: [Tag: [UInt8]] = [:]
        for index in dataSet.topLevel {
            let element = dataSet.elements[index]
            guard element.tag.group == group else { continue }
            let value = dataSet.value(element)
            guard values[element.tag, default: value] == value else {
                throw .failed(.malformedDataSet, "malformed \(element.tag): two values")
            }
            values[element.tag] = value
        }
    }
}
