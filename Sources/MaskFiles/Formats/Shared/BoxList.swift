package import RedactionReport

/// Boxes of single instances, as `clean --boxes` takes them.
package struct BoxList: Sendable {
    package struct Entry: Hashable, Sendable {
        /// As the file has it.
        package var path: String?
        package var sopInstanceUID: String?
        package var boxes: [ReportedBox]

        package init(path: String? = nil, sopInstanceUID: String? = nil, boxes: [ReportedBox]) {
            self.path = path
            self.sopInstanceUID = sopInstanceUID
            self.boxes = boxes
        }
    }

    package var entries: [Entry]
    package var findings: [MaskFinding]

    package init(entries: [Entry] = [], findings: [MaskFinding] = []) {
        self.entries = entries
        self.findings = findings
    }

    package var isSound: Bool { !findings.contains { $0.severity == .error } }
}

/// A format whose boxes were found in single files.
package protocol BoxListFormat: MaskFormat {
    func readBoxes(_ content: [UInt8], name: String) -> BoxList
}
