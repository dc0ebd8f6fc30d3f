extension RecallSummary: Encodable {
    enum CodingKeys: String, CodingKey {
        case schema, kind, settings, images, recall, markers, by, untouched, ladder, unplaced
        case invisible, interrupted
    }

    private struct NamedRate: Encodable {
        var name: String
        var rate: RecallRate

        enum CodingKeys: String, CodingKey { case `class` }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .class)
            try rate.encode(to: encoder)
        }
    }

    private struct Step: Encodable {
        var threshold: Double
        var recall: RecallRate
        var untouched: UntouchedSum
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(RecallReport.schemaName, forKey: .schema)
        try container.encode("summary", forKey: .kind)
        try container.encode(settings, forKey: .settings)
        var images: [String: Int] = [:]
        for status in RecallStatus.allCases { images[status.rawValue] = pictures[status] ?? 0 }
        try container.encode(images, forKey: .images)
        try container.encode(all, forKey: .recall)
        try container.encode(markers, forKey: .markers)
        var groups: [String: [NamedRate]] = [:]
        for group in Group.allCases {
            groups[group.rawValue] = rates(by: group).map {
                NamedRate(name: $0.name, rate: $0.rate)
            }
        }
        try container.encode(groups, forKey: .by)
        try container.encode(untouched, forKey: .untouched)
        try container.encode(
            ladder.map {
                Step(threshold: $0.threshold, recall: $0.rate, untouched: $0.untouched)
            }, forKey: .ladder)
        try container.encode(unplaced, forKey: .unplaced)
        try container.encode(invisible, forKey: .invisible)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

extension RecallSummary.UntouchedSum: Encodable {
    enum CodingKeys: String, CodingKey {
        case images, boxes
        case boxesPerImage = "boxes_per_image"
        case area
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(pictures, forKey: .images)
        try container.encode(boxes, forKey: .boxes)
        try container.encode(boxesPerPicture, forKey: .boxesPerImage)
        try container.encode(meanArea, forKey: .area)
    }
}
