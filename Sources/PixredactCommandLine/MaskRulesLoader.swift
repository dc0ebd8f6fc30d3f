import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import KnownMasks
import MaskFiles

/// Reads the rules of known devices that options and configuration files name.
enum MaskRulesLoader {
    /// The rules of files in our own form, in their order.
    ///
    /// - Parameter usesLibrary: whether they are used beside the library, whose ids they must not have.
    /// - Throws: `ExitCode` 64, after all that is wrong was written.
    static func load(
        _ paths: [BytePath], usesLibrary: Bool = false, _ console: Console
    ) throws -> MaskRuleSet {
        var set = MaskRuleSet()
        var owners: [String: String] = [:]
        var places: [String: (path: BytePath, place: FilePlace?)] = [:]
        if usesLibrary, !paths.isEmpty {
            for rule in MaskLibrary.devices().rules { owners[rule.id] = "the library" }
        }
        var isSound = true
        for path in paths {
            let document = try document(.pixredact, path, console)
            let errors = document.findings.filter { $0.severity == .error }
            for finding in errors { console.complain(finding, in: path) }
            isSound = isSound && errors.isEmpty
            for rule in document.set.rules {
                guard let owner = owners.updateValue(path.description, forKey: rule.id) else {
                    places[rule.id] = (path, document.places[rule.id])
                    continue
                }
                isSound = false
                console.complain(
                    MaskFinding(
                        .error, .duplicateID, at: document.places[rule.id],
                        "\(rule.id) is the id of a rule of \(owner), too"), in: path)
            }
            set.rules += document.set.rules
        }
        if isSound {
            // Together they may be what none of them is: a group of two kinds.
            for problem in set.problems() {
                isSound = false
                let owner = places[problem.ruleID]
                console.complain(
                    MaskFinding(.error, .conflict, at: owner?.place, "\(problem.kind)"),
                    in: owner?.path ?? "--masks")
            }
        }
        guard isSound else { throw ExitCode(BatchExitStatus.usage.rawValue) }
        return set
    }

    /// What a file of some format says, and what is wrong with it.
    ///
    /// - Throws: `ExitCode` 64, after saying why, where the file cannot be read or the format is not built.
    static func document(
        _ format: MaskFormatName, _ path: BytePath, _ console: Console
    ) throws -> MaskDocument {
        guard let reader = MaskFormats.format(format) else {
            throw ValidationError("The format \(format.rawValue) is not built yet.")
        }
        return reader.read(try content(path, console), name: name(of: path)).checked
    }

    /// No format takes a file that is longer: what is longer is read no further.
    private static let longestFile = 64 << 20

    static func content(_ path: BytePath, _ console: Console) throws -> [UInt8] {
        do throws(SystemError) {
            return try FileContent.read(path, atMost: longestFile)
        } catch {
            console.complain(
                path: path.description, "cannot read the rules: \(error.description)")
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
    }

    /// A file without its folder.
    static func name(of path: BytePath) -> String {
        path.components.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension Console {
    /// `pixredact: <file>:<line>:<column>: <what was expected>`.
    func complain(_ finding: MaskFinding, in path: BytePath, withSeverity: Bool = false) {
        let place = finding.place.map { ":\($0.line):\($0.column)" } ?? ""
        let severity = withSeverity ? "\(finding.severity.rawValue): " : ""
        complain(path: path.description + place, severity + finding.detail)
    }
}
