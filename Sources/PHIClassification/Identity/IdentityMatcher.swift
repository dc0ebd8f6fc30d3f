package import RedactionPolicy
package import RedactionReport
package import TextRecognition

/// Looks in lines of text for what is known of one instance. Made once an instance.
package struct IdentityMatcher: Sendable {
    package struct Match: Hashable, Sendable {
        package var infoType: InfoType
        package var witness: Witness

        package init(infoType: InfoType, witness: Witness) {
            self.infoType = infoType
            self.witness = witness
        }
    }

    package init(_ identity: KnownIdentity) {}

    /// Whatever of the known values the line shows, read with the confusions of text recognition.
    package func matches(in line: RecognizedLine) -> [Match] { [] }
}
