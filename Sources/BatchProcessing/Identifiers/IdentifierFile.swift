import InstanceIdentity
package import RedactionPolicy
import RedactionReport

/// Values to look for in instances whose headers do not have them any more (`--identifiers`).
///
/// A table with a header row (CSV), or JSON. A row belongs to the instances of its narrowest key:
/// `sop_instance_uid`, `series_instance_uid`, `study_instance_uid` or `patient_id` (as the header has
/// them now). Every other column is called by an infoType or by the keyword of an attribute:
///
///     patient_id,PatientName,PatientBirthDate,ACCESSION_NUMBER
///     SUBJ-001,Doe^Jane,1961-03-07,A1207733
///
/// Several values of a cell are parted by backslashes. Rows for the same instance add up. JSON is an
/// array of objects with the same names, or an object that has such objects by UID or Patient ID;
/// their values are strings or arrays of strings.
package struct IdentifierFile: Sendable {
    private var identities: [[String: KnownIdentity]] = Array(
        repeating: [:], count: InstanceKeys.Kind.allCases.count)
    /// By a UID or a Patient ID, whichever it is.
    private var byAnyKey: [String: KnownIdentity] = [:]

    /// More values of an instance are left out: a matcher takes no more.
    static let mostValues = HeaderIdentity.mostValues

    /// What is known of an instance; `nil` where no row is one of its.
    package func identity(for keys: InstanceKeys) -> KnownIdentity? {
        var values: [IdentityValue] = []
        var isListed = false
        for kind in InstanceKeys.Kind.allCases {
            guard let key = keys[kind] else { continue }
            for identity in [identities[kind.rawValue][key], byAnyKey[key]] {
                guard let identity else { continue }
                isListed = true
                values += identity.values
            }
        }
        return isListed ? KnownIdentity(values: Array(values.prefix(Self.mostValues))) : nil
    }

    /// - Throws: `identifiersUnreadable`, `identifiersMalformed` with the line.
    package init(_ path: BytePath) throws(BatchError) {
        let content: [UInt8]
        do throws(SystemError) {
            content = try FileContent.read(path)
        } catch {
            throw BatchError(code: .identifiersUnreadable, path: path, errorNumber: error.number)
        }
        do throws(BatchError) {
            try self.init(content: content)
        } catch {
            var error = error
            error.path = path
            throw error
        }
    }

    package init(content: [UInt8]) throws(BatchError) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = content.starts(with: mark) ? content[3...] : content[...]
        let first = content.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            try addJSON(content)
        } else {
            do throws(TableError) {
                try addTable(content)
            } catch {
                let place = error.column.map { "column \($0): " } ?? ""
                throw BatchError(
                    code: .identifiersMalformed, line: error.line, detail: place + error.detail)
            }
        }
    }

    private mutating func addTable(_ content: ArraySlice<UInt8>) throws(TableError) {
        var reader = CSVReader(content)
        guard let header = try reader.next() else {
            throw TableError(line: 1, detail: "expected a row with the names of the columns")
        }
        var names: [Name] = []
        for (index, cell) in header.cells.enumerated() {
            guard let name = Name(cell) else {
                throw TableError(
                    line: header.line, column: index + 1, detail: Name.expectation)
            }
            names.append(name)
        }
        guard names.contains(where: \.isKey) else {
            throw TableError(line: header.line, detail: Entry.keyExpectation)
        }
        while let row = try reader.next() {
            guard row.cells.count == names.count else {
                throw TableError(
                    line: row.line,
                    detail: "expected \(names.count) cells, found \(row.cells.count)")
            }
            var entry = Entry()
            for (index, (name, cell)) in zip(names, row.cells).enumerated() {
                if let problem = entry.add(cell, name) {
                    throw TableError(line: row.line, column: index + 1, detail: problem)
                }
            }
            guard add(entry) else {
                throw TableError(line: row.line, detail: Entry.keyExpectation)
            }
        }
    }

    /// - Returns: whether the entry says whose it is.
    private mutating func add(_ entry: Entry) -> Bool {
        guard let (kind, key) = entry.narrowestKey else { return false }
        identities[kind.rawValue][key, default: KnownIdentity()].values += entry.values
        return true
    }

    /// - Returns: what is wrong with an object.
    mutating func add(_ object: [String: StringOrStrings], key: String?) -> String? {
        var entry = Entry()
        for (text, value) in object.sorted(by: { $0.key < $1.key }) {
            guard let name = Name(text) else { return Name.expectation }
            for text in value.strings {
                if let problem = entry.add(text.trimmed, name) { return problem }
            }
        }
        guard let key else { return add(entry) ? nil : Entry.keyExpectation }
        guard !key.isEmpty else { return Entry.keyExpectation }
        byAnyKey[key, default: KnownIdentity()].values += entry.values
        return nil
    }

    /// The name of a column.
    private enum Name {
        case key(InstanceKeys.Kind)
        case value(IdentifierColumn)

        init?(_ text: String) {
            if let kind = InstanceKeys.Kind(column: text) {
                self = .key(kind)
            } else if let column = IdentifierColumn(text) {
                self = .value(column)
            } else {
                return nil
            }
        }

        var isKey: Bool {
            switch self {
            case .key: true
            case .value: false
            }
        }

        static let expectation =
            "expected a key (such as patient_id), an infoType or the keyword of an attribute that "
            + "identifies"
    }

    private struct Entry {
        private var keys: [InstanceKeys.Kind: String] = [:]
        private(set) var values: [IdentityValue] = []

        static let keyExpectation =
            "expected a sop_instance_uid, series_instance_uid, study_instance_uid or patient_id"

        var narrowestKey: (InstanceKeys.Kind, String)? {
            for kind in InstanceKeys.Kind.allCases {
                if let key = keys[kind] { return (kind, key) }
            }
            return nil
        }

        /// - Returns: what is wrong with the text.
        mutating func add(_ text: String, _ name: Name) -> String? {
            guard !text.isEmpty else { return nil }
            switch name {
            case .key(let kind):
                guard keys[kind] == nil else { return "expected one key of a kind" }
                keys[kind] = text
            case .value(let column):
                for part in text.split(separator: "\\") {
                    let value = String(part).trimmed
                    guard !value.isEmpty else { continue }
                    if let problem = column.expectation(value) { return problem }
                    values.append(
                        IdentityValue(
                            infoType: column.infoType, value: value,
                            witness: Witness(.identifiers, column.name)))
                }
            }
            return nil
        }
    }
}

extension IdentifierFile: CustomStringConvertible, CustomReflectable {
    package var description: String {
        "identifiers of \(identities.reduce(byAnyKey.count) { $0 + $1.count }) keys"
    }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
