import DICOMCore
import KnownMasks

/// Words by which the library knows models of devices.
struct ModelNames {
    private static let path = HeaderPath(
        group: Tag.manufacturerModelName.group, element: Tag.manufacturerModelName.element)

    static let library = ModelNames(MaskLibrary.devices())

    private var known: Set<String> = []
    /// By what they look like.
    private var byLook: [String: String] = [:]

    init(_ set: MaskRuleSet) {
        for rule in set.rules { collect(rule.criterion) }
    }

    private mutating func collect(_ criterion: Criterion) {
        switch criterion {
        case .all(let parts), .any(let parts): for part in parts { collect(part) }
        case .not(let part): collect(part)
        case .test(let test):
            guard test.path == Self.path, let word = test.operation.words?.text else { return }
            known.insert(word.uppercased())
            byLook[Self.look(word)] = word
        }
    }

    /// The model of the library that a test asks for with a 1 for an I, or a 0 for an O.
    func lookAlike(of test: ValueTest) -> String? {
        guard test.path == Self.path, let word = test.operation.words?.text,
            !known.contains(word.uppercased())
        else { return nil }
        return byLook[Self.look(word)]
    }

    private static func look(_ word: String) -> String {
        word.uppercased().replacing("1", with: "I").replacing("L", with: "I").replacing(
            "0", with: "O")
    }
}
