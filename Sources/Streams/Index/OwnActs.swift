import Ledger
import SocialModel

/// What a user did to posts, as that user's items show it.
///
/// Packed: users of a large pod have millions of likes.
struct OwnActs {
    /// Likes and reshares, by post and kind.
    private var acts: [Act] = []
    /// The posts with comments of the user's, ascending.
    private var commented: [UInt32] = []
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
        case .commented(let any): setCommented(post.value, any)
        case .commentLike(let comment, let like):
            commentLikes[post, default: [:]][comment] = like
            if commentLikes[post]?.isEmpty == true { commentLikes[post] = nil }
        }
    }

    /// What the user's item of a post shows.
    func overlay(of post: PostNumber, isOwnPost: Bool) -> ViewerOverlay {
        let (like, reshare) = (act(.like, post), act(.reshare, post))
        let likes = commentLikes.isEmpty ? [:] : commentLikes[post] ?? [:]
        // One does not take part in one's own post (diaspora-behaviour §8).
        let participates =
            !isOwnPost && (like != nil || reshare != nil || !likes.isEmpty || hasCommented(post.value))
        return ViewerOverlay(like: like, reshare: reshare, participates: participates, commentLikes: likes)
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

    // MARK: - Comments

    private func hasCommented(_ post: UInt32) -> Bool {
        let index = commented.partition { $0 >= post }
        return index < commented.count && commented[index] == post
    }

    private mutating func setCommented(_ post: UInt32, _ any: Bool) {
        let index = commented.partition { $0 >= post }
        let isThere = index < commented.count && commented[index] == post
        if any, !isThere { commented.insert(post, at: index) }
        if !any, isThere { commented.remove(at: index) }
    }
}
