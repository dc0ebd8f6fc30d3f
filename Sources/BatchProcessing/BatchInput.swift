package import RedactionReport

/// One input of a batch.
package struct BatchInput: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// What the path leads to.
        case file
        /// One instance on standard input.
        case standardInput
        /// Nothing that can be opened: the outcome is known already.
        case unusable(Reason)
    }

    /// As the user gave it, or found below a folder the user gave.
    package var path: BytePath
    package var content: Content
    /// Whether a person named this very file.
    package var isNamed: Bool
    /// Where its result goes in the output folder; `nil` when the name would lead out of it.
    package var relativePath: RelativePath?

    package init(
        path: BytePath, content: Content = .file, isNamed: Bool, relativePath: RelativePath? = nil
    ) {
        self.path = path
        self.content = content
        self.isNamed = isNamed
        self.relativePath = relativePath
    }
}
