/// What either of two detectors finds.
package struct BothDetectors: TextDetector {
    private let first: any TextDetector
    private let second: any TextDetector

    package init(_ first: any TextDetector, _ second: any TextDetector) {
        self.first = first
        self.second = second
    }

    package func session(_ search: TextSearch) throws(TextDetectionError) -> any TextSession {
        BothSessions(first: try first.session(search), second: try second.session(search))
    }
}

private final class BothSessions: TextSession {
    private let first: any TextSession
    private let second: any TextSession

    init(first: any TextSession, second: any TextSession) {
        self.first = first
        self.second = second
    }

    var examinesParts: Bool { first.examinesParts && second.examinesParts }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        try first.regions(in: picture) + second.regions(in: picture)
    }
}
