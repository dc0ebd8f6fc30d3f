import KnownMasks

/// Writes a catalog in the shape of the one that comes with dicom-dre.
///
/// Its `default_action` is `deny`: dicom-dre looks for no text, so what no rule answers for is not to come out.
struct DicomDREWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        problems.addCommon(of: set)
        let order = FirstMatchOrder(set, problems: &problems)
        var devices: [String] = []
        var exclusions: [String] = []
        // Exclusions come after all devices: only rules at the end can be some.
        let lastDevice = order.rules.lastIndex { $0.action != .reject } ?? -1
        for (index, rule) in order.rules.enumerated() {
            do throws(NotWritable) {
                if index > lastDevice, exclusions.isEmpty == false || !Self.isDevice(rule) {
                    exclusions.append(try exclusion(rule))
                } else {
                    devices += try self.devices(rule)
                }
            } catch {
                problems.add(rule, error.detail)
            }
        }
        try problems.throwIfAny()
        let text = """
            from dicom_dre.catalog import DeviceCatalog
            from dicom_dre.catalog import deny_when
            from dicom_dre.catalog import device
            from dicom_dre.catalog import variant

            default_devices = [
            \(devices.joined())]

            default_exclusions = [
            \(exclusions.joined())]


            def get_default_catalog():
                return DeviceCatalog(
                    devices=default_devices,
                    exclusions=default_exclusions,
                    default_action="deny",
                )

            """
        return Array(text.utf8)
    }

    private static func isDevice(_ rule: MaskRule) -> Bool {
        do throws(NotWritable) {
            _ = try DicomDREFields(rule.criterion, isExclusion: false)
            return true
        } catch {
            return false
        }
    }

    private func devices(_ rule: MaskRule) throws(NotWritable) -> [String] {
        let action =
            switch rule.action {
            case .mask: "scrub"
            case .pass: "allow"
            case .reject: "deny"
            case .hold: throw NotWritable("hold: a catalog only denies, which is never to come out")
            }
        let fields = try DicomDREFields(rule.criterion, isExclusion: false)
        let hasNegative = rule.areas.contains { area in
            if case .rectangle(let box) = area.region { box.x < 0 || box.y < 0 } else { false }
        }
        guard let rules = hasNegative ? rule.withoutEdges : [rule] else {
            throw NotWritable("edge: of an image whose size the rule does not name")
        }
        var devices: [String] = []
        for rule in rules {
            let scrub = try scrub(rule.areas)
            var lines = [PythonText.string(rule.id), PythonText.string(action)]
            lines += fields.arguments
            if rule.sizes.count <= 1, fields.variantArguments.isEmpty {
                lines += rule.sizes.flatMap(Self.size) + scrub
            } else {
                let sizes = rule.sizes.isEmpty ? [[]] : rule.sizes.map(Self.size)
                let variants = sizes.map { size in
                    let arguments = size + fields.variantArguments + scrub
                    return "            variant(" + arguments.joined(separator: ", ") + "),\n"
                }
                lines.append("variants=[\n\(variants.joined())        ]")
            }
            devices.append(
                "    device(\n" + lines.map { "        \($0),\n" }.joined() + "    ),\n")
        }
        return devices
    }

    private static func size(_ size: ImageSize) -> [String] {
        (size.rows.map { ["rows=\($0)"] } ?? []) + (size.columns.map { ["cols=\($0)"] } ?? [])
    }

    private func exclusion(_ rule: MaskRule) throws(NotWritable) -> String {
        guard rule.sizes.isEmpty else { throw NotWritable("size: of an exclusion") }
        let fields = try DicomDREFields(rule.criterion, isExclusion: true)
        let lines = [PythonText.string(rule.id)] + fields.arguments
        return "    deny_when(\n" + lines.map { "        \($0),\n" }.joined() + "    ),\n"
    }

    private func scrub(_ areas: [MaskArea]) throws(NotWritable) -> [String] {
        guard !areas.isEmpty else { return [] }
        var boxes: [String] = []
        for area in areas {
            guard area.kind == .blank else { throw NotWritable("keep: a catalog only blanks") }
            let edge = PlainRectangle.largestImage
            switch area.region {
            case .all: boxes.append("(0, 0, \(edge), \(edge))")
            case .ultrasoundRegions:
                throw NotWritable("ultrasound_regions: a catalog takes no areas from elements")
            case .rectangle(let box):
                boxes.append(
                    "(\(box.x), \(box.y), \(Self.length(box.width)), \(Self.length(box.height)))")
            }
        }
        return ["scrub=[" + boxes.joined(separator: ", ") + "]"]
    }

    private static func length(_ length: MaskRectangle.Length) -> Int {
        switch length {
        case .pixels(let count): count
        case .toEdge: PlainRectangle.largestImage
        }
    }
}

enum PythonText {
    static func string(_ text: String) -> String {
        var written = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": written += "\\\\"
            case "\"": written += "\\\""
            case "\n": written += "\\n"
            case "\r": written += "\\r"
            case "\t": written += "\\t"
            default: written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }

    static func strings(_ texts: [String]) -> String {
        texts.count == 1
            ? string(texts[0]) : "[" + texts.map(string).joined(separator: ", ") + "]"
    }
}
