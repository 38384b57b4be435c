import Ledger
import Query
import SocialModel

/// Posts whose columns have values within bounds.
struct ColumnBox {
    /// Which flags are asked for, and what they are.
    private(set) var mask: UInt16 = 0
    private(set) var flags: UInt16 = 0
    /// Who wrote them; nil: anybody.
    private(set) var author: UInt32?
    private(set) var seconds: ClosedRange<UInt32> = 0 ... .max
    /// Counts up to 254; 255 stands for all that are higher.
    private var comments: ClosedRange<UInt8> = 0 ... .max
    private var likes: ClosedRange<UInt8> = 0 ... .max
    private var reshares: ClosedRange<UInt8> = 0 ... .max

    /// All posts.
    init() {}

    /// Posts of which something is so, or not.
    init(_ flag: PostFlags, isSet: Bool) {
        mask = flag.rawValue
        flags = isSet ? mask : 0
    }

    /// Posts by somebody.
    init(author: PersonNumber) { self.author = author.value }

    /// Posts in a language.
    init(_ language: Language) {
        mask = PostFlags.languageBits
        flags = language.number << 8
    }

    /// Posts with so many likes, comments or reshares.
    init(_ counter: Counter, _ range: ClosedRange<Int>) {
        let capped = UInt8(clamping: range.lowerBound)...UInt8(clamping: range.upperBound)
        switch counter {
        case .comments: comments = capped
        case .likes: likes = capped
        case .reshares: reshares = capped
        }
    }

    private init(seconds: ClosedRange<UInt32>) { self.seconds = seconds }

    /// Posts of a stretch of time; nothing if there can be none.
    static func written(_ seconds: Range<Int64>) -> [ColumnBox] {
        let possible = seconds.clamped(to: 0..<Int64(UInt32.max) + 1)
        return possible.isEmpty
            ? [] : [ColumnBox(seconds: UInt32(possible.lowerBound)...UInt32(possible.upperBound - 1))]
    }

    /// Whether counts are within the bounds.
    func has(_ counts: CountColumn.Small) -> Bool {
        likes.contains(counts.likes) && comments.contains(counts.comments) && reshares.contains(counts.reshares)
    }

    /// Posts that are in both; nil if none can be.
    func intersection(_ other: ColumnBox) -> ColumnBox? {
        guard flags & other.mask == other.flags & mask, author == nil || other.author == nil || author == other.author,
            seconds.overlaps(other.seconds), likes.overlaps(other.likes), comments.overlaps(other.comments),
            reshares.overlaps(other.reshares)
        else { return nil }
        var both = self
        both.mask |= other.mask
        both.flags |= other.flags
        both.author = author ?? other.author
        both.seconds = seconds.clamped(to: other.seconds)
        both.likes = likes.clamped(to: other.likes)
        both.comments = comments.clamped(to: other.comments)
        both.reshares = reshares.clamped(to: other.reshares)
        return both
    }
}

extension Attachment {
    /// What a post is that has it.
    var flag: PostFlags {
        switch self {
        case .photo: .photos
        case .video: .video
        case .poll: .poll
        case .link: .link
        case .location: .location
        }
    }
}
