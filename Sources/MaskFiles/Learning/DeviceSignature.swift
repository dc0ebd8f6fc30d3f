import DICOMCore
package import KnownMasks
package import RedactionReport

/// What tells the images of one kind of device apart from others: its names and the size of the image.
package struct DeviceSignature: Hashable, Sendable {
    package var manufacturer: String?
    package var model: String?
    package var modality: String?
    package var rows: Int
    package var columns: Int

    package init(
        manufacturer: String?, model: String?, modality: String?, rows: Int, columns: Int
    ) {
        self.manufacturer = manufacturer
        self.model = model
        self.modality = modality
        self.rows = rows
        self.columns = columns
    }

    /// `nil` where the header does not say how large the image is. Both lengths are US (PS3.6).
    package init?(_ image: ImageSummary) {
        let lengths = 1...65535
        guard let rows = image.rows, let columns = image.columns, lengths.contains(rows),
            lengths.contains(columns)
        else { return nil }
        self.init(
            manufacturer: image.manufacturer, model: image.model, modality: image.modality,
            rows: rows, columns: columns)
    }

    package var size: ImageSize { ImageSize(rows: rows, columns: columns) }

    /// What is not in the header must not be in that of another image either.
    package var criterion: Criterion {
        func test(_ tag: Tag, _ value: String?) -> Criterion {
            let value = value.flatMap { $0.isEmpty ? nil : $0 }
            return .test(
                ValueTest(HeaderPath(tag), value.map { .equals($0) } ?? .emptyOrMissing))
        }
        return .all([
            test(.manufacturer, manufacturer), test(.manufacturerModelName, model),
            test(.modality, modality),
        ])
    }
}

extension MaskDocument {
    /// The rules that answer for every image, or for images of every size where they were made for one.
    package var unboundRules: Set<String> {
        let told = Set(findings.filter { $0.code == .alwaysMatches }.compactMap(\.ruleID))
        // Not all findings are kept, and a rule of very many areas becomes several.
        return told.union(set.rules.filter { $0.criterion == .all([]) }.map(\.id))
            .union(
                set.rules.map(\.id).filter { id in
                    guard let point = id.lastIndex(of: "."),
                        Int(id[id.index(after: point)...]) != nil
                    else { return false }
                    return told.contains(String(id[..<point]))
                })
    }

    /// The document with these rules bound to one kind of device.
    package func binding(_ ids: Set<String>, to device: DeviceSignature) -> MaskDocument {
        var document = self
        for index in set.rules.indices where ids.contains(set.rules[index].id) {
            let rule = set.rules[index]
            document.set.rules[index].criterion =
                rule.criterion == .all([])
                ? device.criterion : .all([device.criterion, rule.criterion])
            if rule.sizes.isEmpty { document.set.rules[index].sizes = [device.size] }
        }
        document.findings.removeAll { finding in
            finding.code == .alwaysMatches && finding.ruleID.map(ids.contains) ?? false
        }
        return document
    }
}
