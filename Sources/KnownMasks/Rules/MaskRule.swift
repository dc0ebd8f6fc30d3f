public import Raster

/// What is known of the images of one kind of device: where text is burnt in, or that none is, or that
/// such images are not to go out.
///
/// Several rules may answer for one image. What they say together:
/// 1. A rule that rejects wins over all others, unless it is silent in its ``Group``.
/// 2. Of the others only those of the highest ``priority`` among them speak.
/// 3. If one of those holds, the instance is held.
/// 4. Else the painted area is the union of what each of them blanks: no rule takes back what another one
///    paints, but for those of one ``Group`` that lie over each other.
public struct MaskRule: Hashable, Sendable {
    /// What becomes of an instance that the rule answers for.
    public enum Action: String, Hashable, Sendable, CaseIterable {
        /// The areas are painted.
        case mask
        /// Nothing is burnt in, as far as the source of the rule knows.
        case pass
        /// A person has to decide.
        case hold
        /// Never to go out, whatever other rules, or boxes, say.
        case reject
    }

    /// How rules of a file that was not made for unions depend on each other.
    public struct Group: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// The rules that match lie over each other in their order: an area that is kept takes back what
            /// an earlier rule of the group blanks.
            case layered
            /// The first rule that matches answers, those behind it are silent.
            case first
        }

        public var name: String
        public var kind: Kind

        public init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// Where a rule was taken from, for a person: a file and a line of it, a commit, a scan of one's own.
    public struct Source: Hashable, Sendable {
        /// A short name of the set, as `ctp`.
        public var set: String
        /// File, commit and line, as far as there are any.
        public var place: String

        public init(set: String, place: String = "") {
            self.set = set
            self.place = place
        }
    }

    /// Unique among all rules of a run; letters, digits, `-`, `_`, `.`, `/`.
    public var id: String
    public var action: Action
    public var criterion: Criterion
    /// Sizes of the image that the rule was made for; none: any size.
    public var sizes: [ImageSize]
    /// What is painted and what is left, one over the other in this order, beginning with an image of which
    /// all is left. Rules that mask have one or more, others none.
    public var areas: [MaskArea]
    public var frames: FrameSelection
    /// Whether a person vouches that nothing else is burnt in on this device: no detector looks then.
    public var isComplete: Bool
    /// 0 is usual; see above.
    public var priority: Int
    public var group: Group?
    public var sources: [Source]
    public var note: String?

    public init(
        id: String, action: Action = .mask, criterion: Criterion, sizes: [ImageSize] = [],
        areas: [MaskArea] = [], frames: FrameSelection = .all, isComplete: Bool = false,
        priority: Int = 0, group: Group? = nil, sources: [Source] = [], note: String? = nil
    ) {
        self.id = id
        self.action = action
        self.criterion = criterion
        self.sizes = sizes
        self.areas = areas
        self.frames = frames
        self.isComplete = isComplete
        self.priority = priority
        self.group = group
        self.sources = sources
        self.note = note
    }
}

/// Rows (0028,0010) and Columns (0028,0011); `nil` is any number.
public struct ImageSize: Hashable, Sendable {
    public var rows: Int?
    public var columns: Int?

    public init(rows: Int?, columns: Int?) {
        self.rows = rows
        self.columns = columns
    }

    public func holds(rows: Int, columns: Int) -> Bool {
        (self.rows ?? rows) == rows && (self.columns ?? columns) == columns
    }
}
