public import Raster

/// What is to happen to a region.
public enum Decision: String, Codable, Sendable, CaseIterable {
    case redact, keep, review
}

/// Who named a box.
public enum BoxSource: String, Codable, Sendable, CaseIterable {
    case detector, tesseract, mask, region, header, boxes
}

/// Where a box lies. Coordinates are whole pixels of that plane.
public enum Plane: Hashable, Sendable, Codable {
    case pixelData
    /// An overlay plane; `group` is 0x6000...0x601E.
    case overlay(group: UInt16)
    case icon
    /// Pixel Data inside a sequence, by the path of tags that leads to it.
    case nested(path: String)

    public var name: String {
        switch self {
        case .pixelData: "pixel_data"
        case .overlay(let group): "overlay:" + String(group, radix: 16)
        case .icon: "icon"
        case .nested(let path): "nested:" + path
        }
    }

    public init?(name: String) {
        if name == "pixel_data" {
            self = .pixelData
        } else if name == "icon" {
            self = .icon
        } else if name.hasPrefix("overlay:"), let group = UInt16(name.dropFirst(8), radix: 16),
            group & 0xFF00 == 0x6000
        {
            self = .overlay(group: group)
        } else if name.hasPrefix("nested:") {
            self = .nested(path: String(name.dropFirst(7)))
        } else {
            return nil
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let plane = Plane(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "plane: expected pixel_data, overlay:60xx, icon or nested:path")
        }
        self = plane
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// A region that was found or given, with what was decided about it.
public struct ReportedBox: Codable, Hashable, Sendable {
    public var box: PixelBox
    public var frames: FrameSelection
    public var plane: Plane
    public var sources: [BoxSource]
    public var maskID: String?
    public var infoType: InfoType?
    /// Why it is called that, and why it is kept where it is; empty where nothing was read.
    public var witnesses: [Witness]
    /// Of the reading, 0...1; `nil` where nothing was read.
    public var confidence: Double?
    /// What the line says, where the user asked for it: PHI.
    public var text: String?
    /// 0...1, `nil` where the source gives none.
    public var score: Double?
    public var decision: Decision

    public init(
        box: PixelBox, frames: FrameSelection = .all, plane: Plane = .pixelData,
        sources: [BoxSource], maskID: String? = nil, infoType: InfoType? = nil,
        witnesses: [Witness] = [], confidence: Double? = nil, text: String? = nil,
        score: Double? = nil, decision: Decision
    ) {
        self.box = box
        self.frames = frames
        self.plane = plane
        self.sources = sources
        self.maskID = maskID
        self.infoType = infoType
        self.witnesses = witnesses
        self.confidence = confidence
        self.text = text
        self.score = score
        self.decision = decision
    }

    enum CodingKeys: String, CodingKey {
        case x, y, width, height, frames, plane, sources
        case maskID = "mask_id"
        case infoType = "info_type"
        case score, decision
        case witnesses = "why"
        case confidence, text
    }

    /// Hand-made lists may leave out all but the rectangle: an absent decision is `redact`,
    /// an absent plane the Pixel Data, absent frames are every frame.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        box = try container.decodeBox()
        frames = try container.decodeIfPresent(FrameSelection.self, forKey: .frames) ?? .all
        plane = try container.decodeIfPresent(Plane.self, forKey: .plane) ?? .pixelData
        sources = try container.decodeIfPresent([BoxSource].self, forKey: .sources) ?? [.boxes]
        maskID = try container.decodeIfPresent(String.self, forKey: .maskID)
        infoType = try container.decodeIfPresent(InfoType.self, forKey: .infoType)
        witnesses = try container.decodeIfPresent([Witness].self, forKey: .witnesses) ?? []
        confidence = try container.decodeIfPresent(Double.self, forKey: .confidence)
        text = try container.decodeIfPresent(String.self, forKey: .text)
        score = try container.decodeIfPresent(Double.self, forKey: .score)
        decision = try container.decodeIfPresent(Decision.self, forKey: .decision) ?? .redact
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeBox(box)
        try container.encode(frames, forKey: .frames)
        try container.encode(plane, forKey: .plane)
        try container.encode(sources, forKey: .sources)
        try container.encode(maskID, forKey: .maskID)
        try container.encode(infoType, forKey: .infoType)
        try container.encode(score, forKey: .score)
        try container.encode(decision, forKey: .decision)
        // Only what was read has these.
        if !witnesses.isEmpty { try container.encode(witnesses, forKey: .witnesses) }
        try container.encodeIfPresent(confidence, forKey: .confidence)
        try container.encodeIfPresent(text, forKey: .text)
    }
}

/// What was really overwritten: a box grown to JPEG blocks or to pixel pairs.
public struct PaintedArea: Codable, Hashable, Sendable {
    public var box: PixelBox
    public var frames: FrameSelection
    public var plane: Plane

    public init(box: PixelBox, frames: FrameSelection = .all, plane: Plane = .pixelData) {
        self.box = box
        self.frames = frames
        self.plane = plane
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ReportedBox.CodingKeys.self)
        box = try container.decodeBox()
        frames = try container.decodeIfPresent(FrameSelection.self, forKey: .frames) ?? .all
        plane = try container.decodeIfPresent(Plane.self, forKey: .plane) ?? .pixelData
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ReportedBox.CodingKeys.self)
        try container.encodeBox(box)
        try container.encode(frames, forKey: .frames)
        try container.encode(plane, forKey: .plane)
    }
}

extension KeyedDecodingContainer<ReportedBox.CodingKeys> {
    fileprivate func decodeBox() throws -> PixelBox {
        PixelBox(
            x: try decode(Int.self, forKey: .x), y: try decode(Int.self, forKey: .y),
            width: try decode(Int.self, forKey: .width),
            height: try decode(Int.self, forKey: .height))
    }
}

extension KeyedEncodingContainer<ReportedBox.CodingKeys> {
    fileprivate mutating func encodeBox(_ box: PixelBox) throws {
        try encode(box.x, forKey: .x)
        try encode(box.y, forKey: .y)
        try encode(box.width, forKey: .width)
        try encode(box.height, forKey: .height)
    }
}
