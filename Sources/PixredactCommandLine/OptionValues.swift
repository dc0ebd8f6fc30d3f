public import ArgumentParser
package import BatchProcessing
public import RedactionPolicy

extension TextPolicy: ExpressibleByArgument {}
extension DetectorChoice: ExpressibleByArgument {}
extension VerificationLevel: ExpressibleByArgument {}
extension BurnedInAnnotationChoice: ExpressibleByArgument {}
extension InstanceUIDChoice: ExpressibleByArgument {}
extension ImageTypeChoice: ExpressibleByArgument {}
extension SlideLabelChoice: ExpressibleByArgument {}

extension FillChoice: ExpressibleByArgument {
    /// `black`, `padding` or a stored value.
    public init?(argument: String) {
        switch argument {
        case "black": self = .black
        case "padding": self = .padding
        default:
            guard let value = Int(argument) else { return nil }
            self = .value(value)
        }
    }

    public var defaultValueDescription: String {
        switch self {
        case .black: "black"
        case .padding: "padding"
        case .value(let value): "\(value)"
        }
    }
}

extension BytePath: ExpressibleByArgument {
    package init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }

    package static var defaultCompletionKind: CompletionKind { .file() }
}

/// A size in bytes; `K`, `M` and `G` stand for powers of 1024.
struct ByteSize: ExpressibleByArgument, Hashable, Sendable {
    var bytes: Int

    init?(argument: String) {
        let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let unit = argument.last.flatMap { units[Character($0.uppercased())] }
        guard let number = Int(unit == nil ? argument : String(argument.dropLast())), number > 0
        else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
        guard !overflow else { return nil }
        self.bytes = bytes
    }
}
