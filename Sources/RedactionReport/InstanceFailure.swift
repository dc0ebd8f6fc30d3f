/// Ends the work on an instance: thrown by a stage, and all of it that reaches the report.
package struct InstanceFailure: Error, Hashable, Sendable {
    /// `.failed`, `.held` or `.skipped`.
    package var status: InstanceStatus
    package var reason: Reason

    package init(status: InstanceStatus, code: ReasonCode, message: String) {
        self.status = status
        self.reason = Reason(code: code, message: message)
    }

    package static func failed(_ code: ReasonCode, _ message: String) -> InstanceFailure {
        InstanceFailure(status: .failed, code: code, message: message)
    }

    package static func held(_ code: ReasonCode, _ message: String) -> InstanceFailure {
        InstanceFailure(status: .held, code: code, message: message)
    }

    package static func skipped(_ code: ReasonCode, _ message: String) -> InstanceFailure {
        InstanceFailure(status: .skipped, code: code, message: message)
    }
}
