import Crypto
import RedactionPolicy
import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension RedactionConfiguration {
    /// What decides about instances, as 16 hexadecimal digits of a SHA-256: equal configurations have equal
    /// ones in every run. Limits only say what may be spent. The secret of derived UIDs is left out, since
    /// whoever has its digest can try secrets.
    var digest: String {
        var configuration = self
        configuration.limits = ResourceLimits()
        configuration.instanceUIDKey = nil
        configuration.classification.redacted = nil
        configuration.classification.excluded = []
        // Sets have an order of their own in every process.
        let parts = Parts(
            configuration: configuration,
            redacted: classification.redacted?.map(\.rawValue).sorted(),
            excluded: classification.excluded.map(\.rawValue).sorted())
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Only numbers that are none do not encode, and options and files have none.
        let data = (try? encoder.encode(parts)) ?? Data()
        return SHA256.hash(data: data).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private struct Parts: Encodable {
        var configuration: RedactionConfiguration
        var redacted: [String]?
        var excluded: [String]
    }
}
