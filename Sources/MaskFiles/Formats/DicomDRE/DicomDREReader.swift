import ConfigurationFiles
import KnownMasks

/// Reads a catalog.
struct DicomDREReader {
    /// From here on a length stands for the edge: catalogs write 10000 for it.
    private static let edgeLength = 10_000

    private let text: ScalarText
    private var collector: RuleCollector

    init(_ text: ScalarText, file: String) {
        self.text = text
        collector = RuleCollector(file: file, format: MaskFormatName.dicomDRE.rawValue)
    }

    mutating func read() -> MaskDocument {
        do throws(TextFault) {
            let catalog = try findCatalog()
            readCatalog(catalog)
        } catch {
            find(error)
        }
        collector.group(.first)
        return collector.document
    }

    private mutating func find(_ fault: TextFault) {
        collector.find(.error, fault.code, at: text.place(fault.offset), fault.detail)
    }

    /// The lists that make the catalog.
    private struct Catalog {
        var devices: [PythonValue] = []
        var exclusions: [PythonValue] = []
        /// Where it says what becomes of all else.
        var defaultAction: (action: String, offset: Int)?
    }

    /// What a call of DeviceCatalog says; without one, the lists by their usual names.
    private func findCatalog() throws(TextFault) -> Catalog {
        var parser = try PythonParser(text)
        var evaluator = PythonEvaluator()
        var values: [PythonValue] = []
        var lists: [String: PythonValue] = [:]
        var functions: [PythonExpression.Located] = []
        for statement in try parser.statements() {
            switch statement {
            case .assignment(let name, let expression):
                let value = try evaluator.define(name, expression)
                lists[name] = value
                values.append(value)
            case .expression(let expression): values.append(try evaluator.value(expression))
            // Called when all is defined.
            case .function(_, let expression): functions.append(expression)
            }
        }
        for expression in functions { values.append(try evaluator.value(expression)) }
        let calls = values.compactMap { value -> DicomDREArguments? in
            guard case .call(let call) = value.content, call.name == "DeviceCatalog" else {
                return nil
            }
            return DicomDREArguments(call, at: value.offset)
        }
        if calls.count > 1 {
            throw TextFault(.conflict, at: calls[1].offset, "a second DeviceCatalog")
        }
        if var call = calls.first { return try catalog(&call) }
        func list(_ name: String) throws(TextFault) -> [PythonValue]? {
            guard let value = lists[name] else { return nil }
            guard case .list(let list) = value.content else {
                throw TextFault(.wrongValue, at: value.offset, "expected \(name) to be a list")
            }
            return list
        }
        guard let devices = try list("default_devices") else {
            throw TextFault(at: 0, "expected DeviceCatalog(devices=…) or default_devices = […]")
        }
        return Catalog(devices: devices, exclusions: try list("default_exclusions") ?? [])
    }

    private func catalog(_ call: inout DicomDREArguments) throws(TextFault) -> Catalog {
        let devices = try call.list("devices", isPositional: true) ?? []
        let exclusions = try call.list("exclusions", isPositional: true) ?? []
        let action = try call.string("default_action", isPositional: true) ?? "deny"
        try call.end()
        guard action == "allow" || action == "deny" else {
            throw TextFault(
                .wrongValue, at: call.offset, "expected default_action to be allow or deny")
        }
        return Catalog(
            devices: devices, exclusions: exclusions, defaultAction: (action, call.offset))
    }

    private mutating func readCatalog(_ catalog: Catalog) {
        for device in catalog.devices where !collector.isFull {
            do throws(TextFault) {
                try readDevice(device)
            } catch {
                find(error)
            }
        }
        for exclusion in catalog.exclusions where !collector.isFull {
            do throws(TextFault) {
                try readExclusion(exclusion)
            } catch {
                find(error)
            }
        }
        guard let (action, offset) = catalog.defaultAction else { return }
        if action == "deny" {
            collector.add(
                "default", note: "what no other rule of the catalog is for", action: .reject,
                criterion: .always, areas: [], at: text.place(offset))
        } else {
            collector.find(
                .note, .notExpressible, at: text.place(offset),
                "images that no rule answers for are not allowed by that")
        }
    }

    private func call(
        _ value: PythonValue, of names: [String]
    ) throws(TextFault) -> (name: String, arguments: DicomDREArguments) {
        guard case .call(let call) = value.content, names.contains(call.name) else {
            throw TextFault(
                at: value.offset, "expected " + names.joined(separator: "(…) or ") + "(…)")
        }
        return (call.name, DicomDREArguments(call, at: value.offset))
    }

    // MARK: Devices

    private mutating func readDevice(_ value: PythonValue) throws(TextFault) {
        collector.beginRule()
        var device = try call(value, of: ["device"]).arguments
        guard let name = try device.string("name", isPositional: true),
            let action = try device.string("action", isPositional: true)
        else { throw TextFault(at: value.offset, "expected device(\"name\", \"action\", …)") }
        guard ["allow", "deny", "scrub"].contains(action) else {
            throw TextFault(
                .wrongValue, at: value.offset, "expected allow, deny or scrub, found \(action)")
        }
        var criteria: [Criterion?] = []
        for field in DicomDREField.allCases
        where field != .softwareVersions && field != .sopClassUID {
            criteria.append(try device.patterns(field.rawValue, of: field.path))
        }
        if try device.bool("requires_ultrasound_regions") == true {
            // An item that says what its region is.
            criteria.append(.test(ValueTest(.regionDataType, .matches("."))))
        }
        let variants = try device.list("variants")
        let common = try variant(&device)
        try device.end()
        criteria.append(contentsOf: [common.criterion])
        guard let variants else {
            add(common, of: name, action, criteria.compactMap { $0 }, at: value.offset)
            return
        }
        guard common.size == nil, common.areas == nil else {
            throw TextFault(
                .conflict, at: value.offset,
                "rows, cols or scrub beside variants: use one or the other")
        }
        if variants.isEmpty {
            collector.find(
                .warning, .deadRule, at: text.place(value.offset),
                "\(name) has no variants, so it is for no image")
        }
        for value in variants {
            var arguments = try call(value, of: ["variant"]).arguments
            let variant = try variant(&arguments)
            try arguments.end()
            add(
                variant, of: name, action,
                (criteria + [variant.criterion]).compactMap { $0 }, at: value.offset)
        }
    }

    private struct Variant {
        var criterion: Criterion?
        var size: ImageSize?
        /// `nil` where no scrub is given.
        var areas: [MaskArea]?
    }

    /// What device and variant have in common.
    private func variant(_ arguments: inout DicomDREArguments) throws(TextFault) -> Variant {
        var criteria: [Criterion?] = []
        for field in [DicomDREField.softwareVersions, .sopClassUID] {
            criteria.append(try arguments.patterns(field.rawValue, of: field.path))
        }
        criteria.append(try arguments.allPatterns("image_type", of: .imageType))
        criteria.append(try arguments.patterns("image_type_any", of: .imageType))
        criteria.append(
            try arguments.patterns("image_type_exclude", of: .imageType).map { .not($0) })
        let given = criteria.compactMap { $0 }
        return Variant(
            criterion: given.isEmpty ? nil : .conjunction(given), size: try arguments.size(),
            areas: try areas(&arguments))
    }

    private mutating func add(
        _ variant: Variant, of name: String, _ word: String, _ criteria: [Criterion],
        at offset: Int
    ) {
        let place = text.place(offset)
        var areas = variant.areas ?? []
        var action = areas.isEmpty ? MaskRule.Action.pass : .mask
        if word == "deny" {
            action = .reject
            areas = []
        } else if word == "scrub", areas.isEmpty {
            collector.find(
                .warning, .emptyMask, at: place, "\(name) is to be scrubbed, and nothing is named")
        }
        var words = name
        if let size = variant.size {
            words +=
                " \(size.columns.map { "\($0)" } ?? "any")x\(size.rows.map { "\($0)" } ?? "any")"
        }
        let parts = criteria + (variant.size.map { [$0.criterion] } ?? [])
        collector.add(
            words, note: name, action: action, criterion: .conjunction(parts), areas: areas,
            at: place)
    }

    private func areas(_ arguments: inout DicomDREArguments) throws(TextFault) -> [MaskArea]? {
        guard let list = try arguments.list("scrub") else { return nil }
        var areas: [MaskArea] = []
        for value in list {
            guard case .tuple(let parts) = value.content, parts.count == 4 else {
                throw TextFault(
                    .malformedRegion, at: value.offset, "expected (x, y, width, height)")
            }
            let numbers = parts.map { part in
                if case .number(let number) = part.content { number } else { -1 }
            }
            guard numbers.allSatisfy({ (0...PlainRectangle.mostPixels).contains($0) }),
                numbers[2] > 0, numbers[3] > 0
            else {
                throw TextFault(
                    .malformedRegion, at: value.offset,
                    "expected (x, y, width, height) in pixels, with pixels in it")
            }
            areas.append(
                MaskArea(
                    .blank,
                    .rectangle(
                        MaskRectangle(
                            x: numbers[0], y: numbers[1], width: Self.length(numbers[2]),
                            height: Self.length(numbers[3])))))
        }
        return areas
    }

    private static func length(_ number: Int) -> MaskRectangle.Length {
        number >= edgeLength ? .toEdge : .pixels(number)
    }

    // MARK: Exclusions

    private mutating func readExclusion(_ value: PythonValue) throws(TextFault) {
        collector.beginRule()
        var (name, rule) = try call(value, of: ["deny_when", "deny_modalities"])
        let place = text.place(value.offset)
        guard name == "deny_when" else {
            let criterion = try modalities(&rule)
            collector.add(
                "denied modalities", note: "denied modalities", action: .reject,
                criterion: criterion, areas: [], at: place)
            return
        }
        let title = try rule.string("name", isPositional: true)
        let criterion = try conditions(&rule)
        collector.add(
            title ?? "exclusion", note: title, action: .reject, criterion: criterion, areas: [],
            at: place)
    }

    private func modalities(_ rule: inout DicomDREArguments) throws(TextFault) -> Criterion {
        let exact = try rule.strings("exact") ?? []
        let parts = try rule.strings("substring") ?? []
        try rule.end()
        let path = DicomDREField.modality.path
        return .disjunction(
            exact.map { text in
                .test(ValueTest(path, text.isEmpty ? .emptyOrMissing : .equals(text)))
            }
                + parts.map { text in
                    text.isEmpty ? .always : .test(ValueTest(path, .contains(text)))
                })
    }

    /// All that are given have to hold.
    private func conditions(_ rule: inout DicomDREArguments) throws(TextFault) -> Criterion {
        var all: [Criterion] = []
        func add(_ criterion: Criterion?) { if let criterion { all.append(criterion) } }
        func add(_ isSo: Bool?, _ criterion: Criterion) {
            if let isSo { all.append(isSo ? criterion : .not(criterion)) }
        }
        for field in [
            DicomDREField.burnedInAnnotation, .manufacturer, .manufacturerModelName, .modality,
        ] {
            add(try rule.patterns(field.rawValue, of: field.path))
        }
        add(try rule.patterns("sop_class", of: DicomDREField.sopClassUID.path))
        add(try rule.patterns("sop_class_not", of: DicomDREField.sopClassUID.path).map { .not($0) })
        add(try rule.patterns("modality_not", of: DicomDREField.modality.path).map { .not($0) })
        add(try rule.patterns("series_number", of: .seriesNumber))
        add(try rule.patterns("image_type_any", of: .imageType))
        add(try rule.patterns("image_type_exclude", of: .imageType).map { .not($0) })
        let model = DicomDREField.manufacturerModelName.path
        let noModel = Criterion.test(ValueTest(model, .emptyOrMissing))
        // Asked only where there is no model.
        add(
            try rule.patterns("manufacturer_model_name_fallback", of: model).map {
                .disjunction([.not(noModel), $0])
            })
        add(
            try rule.bool("image_type_empty"), .test(ValueTest(.imageType, .emptyOrMissing)))
        add(
            try rule.bool("conversion_type_present"),
            .not(.test(ValueTest(DicomDREField.conversionType.path, .emptyOrMissing))))
        add(
            try rule.bool("graphic_annotation_absent"),
            .test(ValueTest(.graphicAnnotations, .emptyOrMissing)))
        add(
            try rule.bool("referenced_instance_absent"),
            .not(.test(ValueTest(.referencedInstance, .matches(".")))))
        try rule.end()
        return .conjunction(all)
    }
}
