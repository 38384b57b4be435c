import Ledger
import SocialModel

/// What a user did to posts, as that user's items show it.
///
/// Packed: users of a large pod have millions of likes.
struct OwnActs {
    /// Likes and reshares, by post and kind.
    private var acts: [Act] = []
    /// The posts with comments of the user's, ascending.
    private var commented = PostSet()
    /// The posts that the user is subscribed to, ascending.
    private var participating = PostSet()
    private var votes: [PostNumber: GUID] = [:]
    private var commentLikes: [PostNumber: [GUID: ViewerOverlay.Act]] = [:]

    private struct Act {
        /// `post << 1`, plus one for a reshare.
        var place: UInt64
        var guid: CompactGUID
        var time: Timestamp
    }

    private enum Kind: UInt64 {
        case like = 0
        case reshare = 1
    }

    private enum CompactGUID {
        case digits(UInt64, UInt64)
        case text(GUID)

        init(_ guid: GUID) {
            self =
                guid.digits.map { .digits(UInt64(truncatingIfNeeded: $0 >> 64), UInt64(truncatingIfNeeded: $0)) }
                ?? .text(guid)
        }

        var guid: GUID {
            switch self {
            case .digits(let high, let low): GUID(high: high, low: low)
            case .text(let guid): guid
            }
        }
    }

    mutating func apply(_ act: OwnAct, to post: PostNumber) {
        switch act {
        case .like(let like): set(.like, post, like)
        case .reshare(let reshare): set(.reshare, post, reshare)
        case .commented(let any): commented.set(post, any)
        case .participates(let does): participating.set(post, does)
        case .voted(let answer): votes[post] = answer
        case .commentLike(let comment, let like):
            commentLikes[post, default: [:]][comment] = like
            if commentLikes[post]?.isEmpty == true { commentLikes[post] = nil }
        }
    }

    /// What the user's item of a post shows.
    func overlay(of post: PostNumber) -> ViewerOverlay {
        ViewerOverlay(
            like: act(.like, post),
            reshare: act(.reshare, post),
            participates: participating.contains(post),
            commentLikes: commentLikes.isEmpty ? [:] : commentLikes[post] ?? [:],
            pollAnswer: votes.isEmpty ? nil : votes[post]
        )
    }

    // MARK: - Likes and reshares

    private static func place(_ kind: Kind, _ post: PostNumber) -> UInt64 { UInt64(post.value) << 1 | kind.rawValue }

    private func act(_ kind: Kind, _ post: PostNumber) -> ViewerOverlay.Act? {
        let place = Self.place(kind, post)
        let index = acts.partition { $0.place >= place }
        guard index < acts.count, acts[index].place == place else { return nil }
        return ViewerOverlay.Act(guid: acts[index].guid.guid, createdAt: acts[index].time)
    }

    private mutating func set(_ kind: Kind, _ post: PostNumber, _ act: ViewerOverlay.Act?) {
        let place = Self.place(kind, post)
        let index = acts.partition { $0.place >= place }
        let isThere = index < acts.count && acts[index].place == place
        guard let act else {
            if isThere { acts.remove(at: index) }
            return
        }
        let new = Act(place: place, guid: CompactGUID(act.guid), time: act.createdAt)
        if isThere { acts[index] = new } else { acts.insert(new, at: index) }
    }
}

/// Posts by number, ascending.
struct PostSet {
    private(set) var posts: [UInt32] = []

    func contains(_ post: PostNumber) -> Bool {
        let index = posts.partition { $0 >= post.value }
        return index < posts.count && posts[index] == post.value
    }

    mutating func set(_ post: PostNumber, _ isMember: Bool) {
        let index = posts.partition { $0 >= post.value }
        let isThere = index < posts.count && posts[index] == post.value
        if isMember, !isThere { posts.insert(post.value, at: index) }
        if !isMember, isThere { posts.remove(at: index) }
    }
}
