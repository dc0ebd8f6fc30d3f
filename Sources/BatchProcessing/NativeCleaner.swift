package import RedactionReport

/// Paints native pixels in this process, without a worker: no codec is needed where the boxes are
/// known and the samples lie in the file as they are.
package protocol NativeCleaner: Sendable {
    /// Paints `boxes`, or what the rules of known devices say, and writes the verified result.
    ///
    /// - Parameters:
    ///   - boxes: of a person; `nil` asks the rules.
    ///   - makeOutput: gives an empty file; not called where nothing is written.
    /// - Returns: the report (`path` empty, `output` null); `redacted` means that the output holds the
    ///   result, `kept` that the input is to be copied. `nil` when the instance is one for a worker; what
    ///   was written then is thrown away.
    func clean<E: Error>(
        input: Int32, boxes: [ReportedBox]?, makeOutput: () throws(E) -> Int32
    ) throws(E) -> InstanceReport?
}

/// Reads of a header what the batch needs to know.
package protocol InstanceHeaderReader: Sendable {
    /// What the instance can be looked up by; `nil` when the file is not DICOM.
    func keys(of file: Int32) -> InstanceKeys?
}

/// Hears of what happens in a batch, from any of its threads.
package protocol BatchObserver: Sendable {
    /// An input is finished and its line is written.
    func finished(_ report: InstanceReport)
    /// Something that the report does not tell, such as a picture that could not be written.
    func note(path: String, message: String)
}
