import KnownMasks
import LinearPatterns

/// A text to be matched, as catalogs write it: bare, somewhere in the value; `=x` the whole value; `^x` its start;
/// `/re/` a pattern. An element that is missing is a text of no character.
enum DicomDREPattern {
    static func criterion(
        _ text: String, of path: HeaderPath
    ) throws(LinearPattern.SyntaxError) -> Criterion {
        let nothing = Criterion.test(ValueTest(path, .emptyOrMissing))
        if text.utf8.count > 1, text.hasPrefix("/"), text.hasSuffix("/") {
            return try pattern(String(text.dropFirst().dropLast()), of: path)
        }
        if text.hasPrefix("=") {
            let value = String(text.dropFirst())
            return value.isEmpty ? nothing : .test(ValueTest(path, .equals(value)))
        }
        let isPrefix = text.hasPrefix("^")
        let value = isPrefix ? String(text.dropFirst()) : text
        guard !value.isEmpty else { return .always }
        return .test(ValueTest(path, isPrefix ? .startsWith(value) : .contains(value)))
    }

    private static func pattern(
        _ pattern: String, of path: HeaderPath
    ) throws(LinearPattern.SyntaxError) -> Criterion {
        // Python's patterns mind the case unless they say otherwise.
        let ignoresCase = pattern.hasPrefix("(?i)")
        let body = ignoresCase ? String(pattern.dropFirst(4)) : pattern
        // It says what must not be: the one way of looking ahead that is a plain not.
        if let refused = LinearPattern.inside(body, from: "^(?!", to: ")") {
            return .not(try matching("^(?:\(refused))", of: path, ignoresCase: ignoresCase))
        }
        return try matching(body, of: path, ignoresCase: ignoresCase)
    }

    private static func matching(
        _ pattern: String, of path: HeaderPath, ignoresCase: Bool
    ) throws(LinearPattern.SyntaxError) -> Criterion {
        let compiled = try LinearPattern(pattern)
        let test = Criterion.test(
            ValueTest(path, .matches(pattern), isCaseSensitive: !ignoresCase))
        return compiled.matches("")
            ? .any([test, .test(ValueTest(path, .emptyOrMissing))]) : test
    }
}

/// The elements that a catalog asks for, by its names of them.
enum DicomDREField: String, CaseIterable {
    case manufacturer, modality
    case manufacturerModelName = "manufacturer_model_name"
    case softwareVersions = "software_versions"
    case burnedInAnnotation = "burned_in_annotation"
    case sopClassUID = "sop_class_uid"
    case secondaryCaptureModel = "secondary_capture_device_manufacturer_model_name"
    case seriesDescription = "series_description"
    case codeMeaning = "code_meaning"
    case commentsOnRadiationDose = "comments_on_radiation_dose"
    case studyDescription = "study_description"
    case conversionType = "conversion_type"
    case pixelSpacing = "pixel_spacing"
    case bodyPartExamined = "body_part_examined"

    var path: HeaderPath {
        switch self {
        case .manufacturer: HeaderPath(group: 0x0008, element: 0x0070)
        case .modality: HeaderPath(group: 0x0008, element: 0x0060)
        case .manufacturerModelName: HeaderPath(group: 0x0008, element: 0x1090)
        case .softwareVersions: HeaderPath(group: 0x0018, element: 0x1020)
        case .burnedInAnnotation: HeaderPath(group: 0x0028, element: 0x0301)
        case .sopClassUID: HeaderPath(group: 0x0008, element: 0x0016)
        case .secondaryCaptureModel: HeaderPath(group: 0x0018, element: 0x1018)
        case .seriesDescription: HeaderPath(group: 0x0008, element: 0x103E)
        case .codeMeaning: HeaderPath(group: 0x0008, element: 0x0104)
        case .commentsOnRadiationDose: HeaderPath(group: 0x0040, element: 0x0310)
        case .studyDescription: HeaderPath(group: 0x0008, element: 0x1030)
        case .conversionType: HeaderPath(group: 0x0008, element: 0x0064)
        case .pixelSpacing: HeaderPath(group: 0x0028, element: 0x0030)
        case .bodyPartExamined: HeaderPath(group: 0x0018, element: 0x0015)
        }
    }
}

extension HeaderPath {
    static let imageType = HeaderPath(group: 0x0008, element: 0x0008)
    static let seriesNumber = HeaderPath(group: 0x0020, element: 0x0011)
    static let graphicAnnotations = HeaderPath(group: 0x0070, element: 0x0001)
    static let regionDataType = HeaderPath([
        .element(group: 0x0018, element: 0x6011), .element(group: 0x0018, element: 0x6014),
    ])
    /// Of the evidence that Key Object Selections have.
    static let referencedInstance = HeaderPath([
        .element(group: 0x0040, element: 0xA375), .element(group: 0x0008, element: 0x1115),
        .element(group: 0x0008, element: 0x1199), .element(group: 0x0008, element: 0x1155),
    ])
}
