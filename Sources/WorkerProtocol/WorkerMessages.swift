package import RedactionPolicy
package import RedactionReport

/// The version of the messages below. A parent and a worker that differ do not talk.
package let workerProtocolVersion = 4

/// The worker's first message.
package struct WorkerHello: Codable, Hashable, Sendable {
    package var version: Int

    package init(version: Int = workerProtocolVersion) {
        self.version = version
    }
}

/// The parent's first message: what holds for every request.
package struct WorkerSetup: Codable, Hashable, Sendable {
    package var configuration: RedactionConfiguration

    package init(configuration: RedactionConfiguration) {
        self.configuration = configuration
    }
}

/// What is asked of a worker.
package enum WorkerOperation: String, Codable, Sendable, CaseIterable {
    /// Examine the input; nothing is written.
    case scan
    /// Examine, paint and verify; the result goes to the output descriptor.
    case clean
    /// Compare an original with a cleaned file.
    case verify
    /// Burn known text into a frame of the input and look for it; the frame with its text goes to
    /// the output descriptor.
    case synth
}

/// One instance to work on. Its files travel as descriptors with the message, in the order of
/// ``RequestDescriptors``: a worker opens no path of the user's.
package struct WorkerRequest: Codable, Hashable, Sendable {
    /// Comes back in the reply; a reply out of step ends the worker.
    package var id: UInt64
    package var operation: WorkerOperation
    /// Whether a person named this very file: if it is not DICOM it is `failed`, else `skipped`.
    package var isNamed: Bool
    /// Paint exactly these and examine nothing else; `nil` means: look for text.
    package var boxes: [ReportedBox]?
    /// Whether a second descriptor follows the input: the empty output of a clean or a synth, open
    /// for reading and writing, or a verification's cleaned file. Without one nothing is written.
    package var hasOutput: Bool
    /// Whether two empty files follow: the pictures before and after.
    package var hasPreview: Bool
    /// How many empty files follow for pictures of what the text network sees.
    package var heatMapCount: Int
    /// What text is burnt in; other operations have none.
    package var recall: RecallOrder?
    /// What the caller says of who is in the picture, besides what the header says: PHI.
    package var identity: KnownIdentity?

    /// The most heat maps of one instance: a person looks at them, and as many files travel.
    package static let maximumHeatMapCount = 16

    package init(
        id: UInt64, operation: WorkerOperation, isNamed: Bool, boxes: [ReportedBox]? = nil,
        hasOutput: Bool = false, hasPreview: Bool = false, heatMapCount: Int = 0,
        recall: RecallOrder? = nil, identity: KnownIdentity? = nil
    ) {
        self.id = id
        self.operation = operation
        self.isNamed = isNamed
        self.boxes = boxes
        self.hasOutput = hasOutput
        self.hasPreview = hasPreview
        self.heatMapCount = heatMapCount
        self.recall = recall
        self.identity = identity
    }

    /// How many descriptors travel with the request.
    package var descriptorCount: Int {
        1 + (hasOutput ? 1 : 0) + (hasPreview ? 2 : 0)
            + min(max(0, heatMapCount), Self.maximumHeatMapCount)
    }
}

/// The files of a request. Whoever holds the ``DescriptorSet`` they came from owns them.
package struct RequestDescriptors: Hashable, Sendable {
    package var input: Int32
    /// A clean's output, or a verification's cleaned file.
    package var output: Int32?
    package var previewBefore: Int32?
    package var previewAfter: Int32?
    package var heatMaps: [Int32]

    package init(
        input: Int32, output: Int32? = nil, previewBefore: Int32? = nil,
        previewAfter: Int32? = nil, heatMaps: [Int32] = []
    ) {
        self.input = input
        self.output = output
        self.previewBefore = previewBefore
        self.previewAfter = previewAfter
        self.heatMaps = heatMaps
    }

    /// The descriptors in the order in which they travel.
    package var inOrder: [Int32] {
        [input] + [output, previewBefore, previewAfter].compactMap { $0 } + heatMaps
    }

    /// Reads the descriptors that came with `request`; `nil` when they are not as many as it says.
    package init?(_ descriptors: [Int32], for request: WorkerRequest) {
        guard descriptors.count == request.descriptorCount else { return nil }
        self.init(input: descriptors[0])
        var rest = descriptors.dropFirst()
        if request.hasOutput { output = rest.popFirst() }
        if request.hasPreview {
            previewBefore = rest.popFirst()
            previewAfter = rest.popFirst()
        }
        heatMaps = Array(rest)
    }
}

/// What a heat map shows.
package struct HeatMapPlace: Codable, Hashable, Sendable {
    package var plane: Plane
    /// 0-based.
    package var frame: Int

    package init(plane: Plane, frame: Int) {
        self.plane = plane
        self.frame = frame
    }
}

/// What became of a request.
package struct WorkerReply: Codable, Hashable, Sendable {
    package var id: UInt64
    /// What the report is to say; `path` is empty and `output` null: the parent knows them.
    /// A verification has it only when a file could not be read.
    package var report: InstanceReport
    /// Whether the output descriptor holds a verified instance. Without it a `no_text` or `kept`
    /// instance is copied by the parent, byte for byte.
    package var wroteOutput: Bool
    package var wrotePreview: Bool
    /// What the first files for heat maps hold, one after the other; the rest of them are empty.
    package var heatMaps: [HeatMapPlace]
    /// What a verification found.
    package var verification: VerificationResult?
    /// How much of the text that was burnt in is found.
    package var recall: RecallReport?

    package init(
        id: UInt64, report: InstanceReport, wroteOutput: Bool = false, wrotePreview: Bool = false,
        heatMaps: [HeatMapPlace] = [], verification: VerificationResult? = nil,
        recall: RecallReport? = nil
    ) {
        self.id = id
        self.report = report
        self.wroteOutput = wroteOutput
        self.wrotePreview = wrotePreview
        self.heatMaps = heatMaps
        self.verification = verification
        self.recall = recall
    }
}
