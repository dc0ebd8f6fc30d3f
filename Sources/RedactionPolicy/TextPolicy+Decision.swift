public import RedactionReport

extension TextPolicy {
    /// What becomes of a text region of which nothing was read.
    public var decision: Decision {
        switch self {
        case .allText, .keepTechnical, .phiOnly: .redact
        case .masksOnly, .none: .keep
        }
    }

    /// Whether the words of a line decide what becomes of it.
    public var needsWords: Bool {
        switch self {
        case .keepTechnical, .phiOnly: true
        case .allText, .masksOnly, .none: false
        }
    }

    /// What becomes of a line of which this was found.
    ///
    /// Whatever is in doubt is painted: `keep-technical` keeps only what is wholly safe and was read with
    /// confidence; `phi-only` keeps what was read with confidence and tells nothing that is to be painted.
    /// A line that was read with less counts as unreadable there, for a name that was misread looks
    /// like no name; one that is wholly safe is believed from half that confidence on, since a name
    /// misread hardly makes words of a console. Entries of the deny list are painted by both.
    public func decision(
        for finding: LineFinding, under configuration: ClassificationConfiguration
    ) -> Decision {
        switch self {
        case .allText: return .redact
        case .masksOnly, .none: return .keep
        case .keepTechnical:
            if finding.isDenied { return .redact }
            return finding.isSafe && finding.isReadable
                && finding.confidence >= configuration.minimumConfidence ? .keep : .redact
        case .phiOnly:
            if finding.isDenied || finding.tellsWhatIsPainted(under: configuration) {
                return .redact
            }
            let needed = configuration.minimumConfidence * (finding.isSafe ? 0.5 : 1)
            if !finding.isReadable || finding.confidence < needed {
                switch configuration.unreadable {
                case .redact: return .redact
                case .review: return .review
                }
            }
            return .keep
        }
    }
}

extension LineFinding {
    fileprivate var isDenied: Bool { witnesses.contains { $0.kind == .denyList } }

    /// Whether one of its types is to be painted for its own sake. Text of which nothing is known is not of
    /// that kind where it could not be read: that has a choice of its own.
    fileprivate func tellsWhatIsPainted(under configuration: ClassificationConfiguration) -> Bool {
        infoTypes.contains { type in
            if type == .unknownText, !isReadable { return false }
            if configuration.excluded.contains(type) { return false }
            return configuration.redacted?.contains(type) ?? true
        }
    }
}
