import Ledger
public import SocialModel

/// What a user did to posts, as that user's items show it and as the streams of own acts list it.
///
/// Everything stands by the posts' order keys. Packed: users of a large pod have millions of likes. A page takes it out
/// of the index once, for all its items, and lets go of it within the same call: what holds it while the index changes
/// has it copied.
public struct OwnActs {
    var liked = ActList()
    var reshared = ActList()
    /// Posts with comments of the user's.
    var commented = PostingList()
    /// Posts that the user is subscribed to.
    var participating = PostingList()
    private var votes: [PostNumber: GUID] = [:]
    private var commentLikes: [PostNumber: [GUID: ViewerOverlay.Act]] = [:]

    init() {}

    /// Takes in what the ledger tells, of posts that have a place.
    init(_ acts: UserActs, place: (PostNumber) -> OrderKey?) {
        liked = ActList(acts.likes, place: place)
        reshared = ActList(acts.reshares, place: place)
        commented = PostingList(sorting: acts.commented.compactMap { place($0)?.value }[...])
        participating = PostingList(sorting: acts.participating.compactMap { place($0)?.value }[...])
        (votes, commentLikes) = (acts.votes, acts.commentLikes)
    }

    mutating func apply(_ act: OwnAct, to post: OrderKey) {
        switch act {
        case .like(let like): liked.set(post, like)
        case .reshare(let reshare): reshared.set(post, reshare)
        case .commented(let any): commented.set(post, any)
        case .participates(let does): participating.set(post, does)
        case .voted(let answer): votes[post.post] = answer
        case .commentLike(let comment, let like):
            commentLikes[post.post, default: [:]][comment] = like
            if commentLikes[post.post]?.isEmpty == true { commentLikes[post.post] = nil }
        }
    }

    /// Bytes of all lists.
    var byteCount: Int {
        liked.byteCount + reshared.byteCount + commented.byteCount + participating.byteCount
    }

    /// What the user's item of a post shows; nil where that is what everybody sees.
    public func overlay(of post: OrderKey) -> ViewerOverlay? {
        let like = liked[post]
        let reshare = reshared[post]
        let participates = participating.contains(post)
        let likes = commentLikes.isEmpty ? nil : commentLikes[post.post]
        let vote = votes.isEmpty ? nil : votes[post.post]
        if like == nil, reshare == nil, !participates, likes == nil, vote == nil { return nil }
        return ViewerOverlay(
            like: like,
            reshare: reshare,
            participates: participates,
            commentLikes: likes ?? [:],
            pollAnswer: vote
        )
    }
}

/// Acts of one kind, at most one a post.
struct ActList {
    private(set) var posts = PostingList()
    private var details: [Detail] = []

    init() {}

    /// Takes in acts on posts that have a place.
    init(_ acts: [PostNumber: ViewerOverlay.Act], place: (PostNumber) -> OrderKey?) {
        let sorted = acts.compactMap { post, act in place(post).map { ($0, act) } }.sorted { $0.0 < $1.0 }
        posts = PostingList(sorting: sorted.map(\.0.value)[...])
        details = sorted.map { Detail(guid: CompactGUID($0.1.guid), time: $0.1.createdAt) }
    }

    private struct Detail {
        var guid: CompactGUID
        var time: Timestamp
    }

    /// The act on a post.
    subscript(post: OrderKey) -> ViewerOverlay.Act? {
        guard let place = posts.place(of: post) else { return nil }
        return ViewerOverlay.Act(guid: details[place].guid.guid, createdAt: details[place].time)
    }

    /// The acts on the newest posts, at most `count`, and when each was done.
    func newest(_ count: Int) -> some Sequence<(post: PostNumber, time: Timestamp)> {
        zip(posts.keys.suffix(count), details.suffix(count)).lazy.map { (OrderKey($0).post, $1.time) }
    }

    var byteCount: Int { posts.byteCount + details.capacity * MemoryLayout<Detail>.stride }

    mutating func set(_ post: OrderKey, _ act: ViewerOverlay.Act?) {
        guard let act else {
            guard let place = posts.place(of: post) else { return }
            posts.remove(post)
            details.remove(at: place)
            return
        }
        let detail = Detail(guid: CompactGUID(act.guid), time: act.createdAt)
        let place = posts.insert(post)
        if posts.count > details.count { details.insert(detail, at: place) } else { details[place] = detail }
    }
}
