import RedactionPolicy
import RedactionReport

/// A configuration in words: what a clean under it will do, and what of the file changes nothing. It
/// counts words and patterns and repeats none: a list of names is a list of patients.
package struct ConfigurationExplanation {
    private let file: ConfigurationFile
    private let configuration: RedactionConfiguration

    package init(_ file: ConfigurationFile) {
        self.file = file
        configuration = ConfigurationSettings.configuration(
            file: file.settings, options: ConfigurationSettings())
    }

    package var text: String {
        let form =
            switch file.form {
            case .pixredact: "a configuration of pixredact, version \(SettingsSchema.version)"
            case .deidentifyConfig: "a DeidentifyConfig of Google's Cloud Healthcare API"
            }
        var sections = [
            form + "\n",
            section("Policy \(configuration.policy.rawValue)", policy),
            section("Known devices", masks),
            section("What lines tell", classification),
            section("Set by the file; an option beats it", set),
            section("Besides", file.remarks),
        ]
        sections.append(
            section("Not applied", file.notApplied.map { "\($0.path): \($0.reason)" }))
        return sections.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func section(_ title: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : title + ":\n" + lines.map { wrapped($0) }.joined()
    }

    /// A line of at most 100 characters, and what follows it set in.
    private func wrapped(_ line: String) -> String {
        var text = ""
        var row = "  "
        // Columns are kept: only what is too long is taken apart.
        guard line.count > 98 else { return row + line + "\n" }
        for word in line.split(separator: " ") {
            if row.count + word.count > 99 {
                text += row + "\n"
                row = "     "
            }
            row += (row.allSatisfy { $0 == " " } ? "" : " ") + word
        }
        return text + row + "\n"
    }

    private var policy: [String] {
        let unreadable =
            switch configuration.classification.unreadable {
            case .redact: "text that cannot be read is painted"
            case .review: "text that cannot be read holds the instance, for a person"
            }
        switch configuration.policy {
        case .allText:
            return ["painted: all text that is found, whatever it says", "kept: none"]
        case .keepTechnical:
            return [
                "painted: all text but the following",
                "kept: lines of which every word is known to be safe, read with confidence, where "
                    + "neither a rule nor a value of the header speaks against them",
            ]
        case .phiOnly:
            let types = configuration.classification.redacted.map { types in
                Suggestion.list(types.map(\.rawValue).sorted())
            }
            return [
                "painted: lines that tell " + (types ?? "anything of a person or a visit"),
                "kept: all other lines that are read with confidence", unreadable,
            ]
        case .masksOnly:
            return [
                "painted: what the rules of known devices say, without looking for text, and "
                    + "overlays, icons and nested images as a whole",
                "kept: images that a rule passes",
                "held: what no rule answers for, and what a rule does not fit",
            ]
        case .none:
            return ["painted: nothing; this is for scan, clean refuses it"]
        }
    }

    private var masks: [String] {
        let masks = configuration.masks
        var lines: [String] = []
        if !masks.usesLibrary { lines.append("the library of known devices is left out") }
        if let files = file.settings.maskFiles, !files.isEmpty {
            let count = files.count == 1 ? "1 file" : "\(files.count) files"
            lines.append(
                masks.usesLibrary
                    ? "rules of \(count) beside the library" : "rules of \(count)")
        }
        switch masks.ultrasoundRegions {
        case .examine: break
        case .keepOnly:
            lines.append("ultrasound: whatever lies outside the regions of the header is painted")
        }
        return lines
    }

    private var classification: [String] {
        let classification = configuration.classification
        var lines: [String] = []
        if !configuration.policy.needsWords {
            guard classification.readsAlways else {
                return hasWords
                    ? ["not asked: the policy needs no words, the types and lists have no effect"]
                    : []
            }
            lines.append("read and named in the report, whatever the policy")
        }
        lines.append(
            "read in " + Suggestion.list(classification.languages)
                + ", believed from a confidence of \(classification.minimumConfidence) on")
        if !classification.excluded.isEmpty {
            let names = classification.excluded.map(\.rawValue).sorted()
            lines.append("never painted for itself: " + Suggestion.list(names))
        }
        for custom in classification.customInfoTypes {
            lines.append(describe(custom))
        }
        if !classification.denyList.isEmpty {
            lines.append("always painted: " + count(classification.denyList, "word or phrase"))
        }
        if !classification.allowList.isEmpty {
            lines.append(
                "safe whatever the rules say, unless the header's values match: lines that match "
                    + count(classification.allowList, "pattern"))
        }
        if !classification.safeWords.isEmpty {
            lines.append(
                "added to the safe vocabulary: " + count(classification.safeWords, "word or phrase")
            )
        }
        if let identifiers = file.settings.identifiers, !identifiers.isEmpty {
            lines.append("values to look for besides the header's: a file that the file names")
        }
        return lines
    }

    private var hasWords: Bool {
        let set = file.settings
        return set.redacted != nil || set.excluded != nil || set.customInfoTypes != nil
            || set.allowList != nil || set.denyList != nil || set.safeWords != nil
            || set.unreadable != nil || set.minimumConfidence != nil || set.languages != nil
            || set.identifiers != nil
    }

    private func describe(_ custom: CustomInfoType) -> String {
        var parts: [String] = []
        if !custom.patterns.isEmpty { parts.append(count(custom.patterns, "pattern")) }
        if !custom.words.isEmpty { parts.append(count(custom.words, "word or phrase")) }
        var line = "\(custom.name): " + parts.joined(separator: " and ")
        if InfoTypeCatalog.contains(custom.name) { line += ", beside the rules of this name" }
        if let confidence = custom.minimumConfidence {
            line += ", believed from a confidence of \(confidence) on"
        }
        if configuration.policy == .phiOnly,
            configuration.classification.redacted?.contains(custom.name) == false
        {
            line += "; not painted: info_types.redact does not name it"
        }
        return line
    }

    private func count(_ list: [String], _ noun: String) -> String {
        if list.count == 1 { return "1 \(noun)" }
        return noun == "word or phrase"
            ? "\(list.count) words or phrases" : "\(list.count) \(noun)s"
    }

    /// What the file sets, with the option that would set it otherwise.
    private var set: [String] {
        let set = file.settings
        let rows: [(key: String, value: String?, option: String?)] = [
            ("policy", set.policy?.rawValue, "--policy"),
            ("detector", set.detector?.rawValue, "--detector"),
            ("threshold", set.threshold.map { "\($0)" }, "--threshold"),
            ("padding", set.padding.map { "\($0)" }, "--padding"),
            ("per_frame", set.findsPerFrame.map { "\($0)" }, "--[no-]per-frame"),
            ("fill", set.fill?.word, "--fill"),
            ("verify", set.verification?.rawValue, "--verify"),
            (
                "trust_detector", set.trustsDetector.map { "\($0)" },
                "--[no-]trust-detector"
            ),
            (
                "allow_non_pixel", set.allowsNonPixel.map { "\($0)" },
                "--[no-]allow-non-pixel"
            ),
            (
                "drop_private_pixel_data", set.dropsPrivatePixelData.map { "\($0)" },
                "--[no-]drop-private-pixel-data"
            ),
            ("slide_label", set.slideLabel?.rawValue, "--slide-label"),
            ("digests", set.computesDigests.map { "\($0)" }, "--[no-]digests"),
            ("masks.library", set.usesMaskLibrary.map { "\($0)" }, "--no-masks"),
            ("masks.files", set.maskFiles.map { "\($0.count)" }, "--masks"),
            (
                "masks.ultrasound_regions", set.ultrasoundRegions?.rawValue,
                "--ultrasound-regions"
            ),
            (
                "attributes.burned_in_annotation", set.burnedInAnnotation?.rawValue,
                "--burned-in-annotation"
            ),
            ("attributes.uid", set.instanceUID?.rawValue, "--uid"),
            ("attributes.image_type", set.imageType?.rawValue, "--image-type"),
            ("info_types.redact", set.redacted.map { "\($0.count)" }, nil),
            ("info_types.exclude", set.excluded.map { "\($0.count)" }, nil),
            (
                "info_types.report", set.readsAlways.map { "\($0)" },
                "--[no-]info-types"
            ),
            ("custom_info_types", set.customInfoTypes.map { "\($0.count)" }, nil),
            ("allow_list", set.allowList.map { "\($0.count)" }, nil),
            ("deny_list", set.denyList.map { "\($0.count)" }, nil),
            ("safe_words", set.safeWords.map { "\($0.count)" }, nil),
            ("unreadable", set.unreadable?.rawValue, "--unreadable"),
            ("minimum_confidence", set.minimumConfidence.map { "\($0)" }, "--min-confidence"),
            ("languages", set.languages.map { $0.joined(separator: "+") }, "--language"),
            ("identifiers", set.identifiers.map { _ in "given" }, "--identifiers"),
            (
                "limits.seconds_per_instance", set.secondsPerInstance.map { "\($0)" }, "--timeout"
            ),
            ("limits.worker_memory", set.workerAddressSpace.map { "\($0)" }, "--memory-limit"),
            ("limits.frame_size", set.bytesPerFrame.map { "\($0)" }, nil),
            ("limits.frames", set.frames.map { "\($0)" }, nil),
            ("limits.inflated_size", set.inflatedBytes.map { "\($0)" }, nil),
        ]
        return rows.compactMap { row in
            guard let value = row.value else { return nil }
            let start = pad(row.key, 32) + pad(value, 16)
            return start + (row.option ?? "no option")
        }
    }

    private func pad(_ word: String, _ width: Int) -> String {
        word + String(repeating: " ", count: max(1, width - word.count))
    }
}
