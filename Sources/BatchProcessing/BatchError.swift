/// What keeps a batch from starting, or stops it. An instance's trouble is a report line instead.
package struct BatchError: Error, Hashable, Sendable {
    package enum Code: Sendable, CaseIterable {
        /// The output is an input folder, or holds one.
        case outputHoldsInput
        /// The quarantine or the previews, which hold originals, lie in the output.
        case outputHoldsOriginals
        case outputNotWritable
        case quarantineNotWritable
        case previewNotWritable
        case heatMapsNotWritable
        case reportNotWritable
        /// A line of the report that is to be resumed is none of ours.
        case reportMalformed
        /// What the report says is done was done otherwise.
        case reportOfOtherConfiguration
        /// The report would overwrite the list of boxes.
        case reportIsBoxesFile
        case listUnreadable
        /// The report would overwrite the identifiers.
        case reportIsIdentifiersFile
        case boxesUnreadable
        case boxesMalformed
        case identifiersUnreadable
        case identifiersMalformed
        /// The worker's executable is not where it should be.
        case workerMissing
        case threadNotStarted
    }

    package var code: Code
    package var path: BytePath?
    /// 1-based, in a file of lines.
    package var line: Int?
    /// What the system said.
    package var errorNumber: Int32?
    /// What was wrong with a line, in words that hold no value of it.
    package var detail: String?

    package init(
        code: Code, path: BytePath? = nil, line: Int? = nil, errorNumber: Int32? = nil,
        detail: String? = nil
    ) {
        self.code = code
        self.path = path
        self.line = line
        self.errorNumber = errorNumber
        self.detail = detail
    }

    /// The process's exit status when this ends it.
    package var exitStatus: BatchExitStatus {
        switch code {
        case .reportOfOtherConfiguration: .usage
        case .outputHoldsInput, .outputHoldsOriginals, .reportMalformed, .reportIsBoxesFile,
            .listUnreadable,
            .boxesUnreadable, .boxesMalformed, .identifiersUnreadable, .identifiersMalformed,
            .reportIsIdentifiersFile:
            .usage
        case .outputNotWritable, .quarantineNotWritable, .previewNotWritable,
            .heatMapsNotWritable, .reportNotWritable:
            .outputNotWritable
        case .workerMissing, .threadNotStarted:
            .failed
        }
    }
}

extension BatchError: CustomStringConvertible {
    /// Without the path: only the command line prints one.
    package var description: String {
        let words =
            switch code {
            case .outputHoldsInput: "the output is an input folder or holds one"
            case .outputHoldsOriginals: "originals and previews must not lie in the output"
            case .outputNotWritable: "cannot write the output"
            case .quarantineNotWritable: "cannot write the quarantine"
            case .previewNotWritable: "cannot write the previews"
            case .heatMapsNotWritable: "cannot write the heat maps"
            case .reportNotWritable: "cannot write the report"
            case .reportMalformed: "not a report of pixredact"
            case .reportOfOtherConfiguration:
                "made under another configuration: resume with that, or begin a new report"
            case .reportIsBoxesFile: "the report would overwrite the list of boxes"
            case .reportIsIdentifiersFile: "the report would overwrite the identifiers"
            case .listUnreadable: "cannot read the list of files"
            case .boxesUnreadable: "cannot read the list of boxes"
            case .boxesMalformed: "malformed list of boxes"
            case .identifiersUnreadable: "cannot read the identifiers"
            case .identifiersMalformed: "malformed identifiers"
            case .workerMissing: "the worker's executable is not there"
            case .threadNotStarted: "cannot start a thread"
            }
        var text = words
        if let line { text += " at line \(line)" }
        if let detail { text += ": \(detail)" }
        if let errorNumber { text += ": \(systemMessage(errorNumber))" }
        return text
    }
}
