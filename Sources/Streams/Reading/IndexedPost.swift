import Ledger
public import Query
public import SocialModel

/// A post as the index knows it, for one viewer: what a query without words asks.
public struct IndexedPost: QueryablePost {
    private let index: StreamIndex
    private let post: PostNumber
    private let viewer: UserState?
    /// The numbers of the tags that the query names.
    private let tags: [String: TagNumber]

    init(_ index: StreamIndex, _ post: PostNumber, _ viewer: UserState?, tags: [String: TagNumber]) {
        self.index = index
        self.post = post
        self.viewer = viewer
        self.tags = tags
    }

    private var key: OrderKey { index.posts.key(post) }

    /// The index has no words.
    public func says(_ words: [String], prefix: Bool) -> Bool { false }

    /// Whether it has a tag.
    public func isTagged(_ tag: String) -> Bool {
        tags[tag].map { Int($0.value) < index.byTag.count && index.byTag[Int($0.value)].contains(key) } ?? false
    }

    /// Whether it mentions one of them.
    public func mentions(anyOf people: [PersonNumber]) -> Bool {
        people.contains { Int($0.value) < index.byMention.count && index.byMention[Int($0.value)].contains(key) }
    }

    /// Whether one of them wrote it.
    public func isBy(anyOf people: [PersonNumber]) -> Bool {
        let author = index.posts.author[Int(post.value)]
        return people.contains { $0.value == author }
    }

    /// Whether its author is in one of these aspects.
    public func isByMember(ofAnyOf aspects: [AspectNumber]) -> Bool {
        let author = index.posts.author[Int(post.value)]
        return aspects.contains { aspect in
            guard let members = viewer?.members[aspect] else { return false }
            let place = members.partition { $0 >= author }
            return place < members.count && members[place] == author
        }
    }

    /// Whether it has something attached.
    public func has(_ attachment: Attachment) -> Bool {
        index.posts.flags[Int(post.value)].contains(attachment.flag)
    }

    /// Whether something is true of it.
    public func has(_ flag: QueryFlag) -> Bool {
        let flags = index.posts.flags[Int(post.value)]
        switch flag {
        case .isPublic: return flags.contains(.isPublic)
        case .isLimited: return !flags.contains(.isPublic)
        case .nsfw: return flags.contains(.nsfw)
        case .reshare: return flags.contains(.reshare)
        case .own: return viewer.map { $0.person.value == index.posts.author[Int(post.value)] } ?? false
        case .liked: return viewer.map { $0.acts.liked.posts.contains(key) } ?? false
        case .commented: return viewer.map { $0.acts.commented.contains(key) } ?? false
        }
    }

    /// When it was written.
    public var second: Int64 { Int64(index.posts.second[Int(post.value)]) }

    /// The language of its text.
    public var language: Language? { index.posts.flags[Int(post.value)].language }

    /// Its counters.
    public func count(of counter: Counter) -> Int {
        let counts = index.posts.counts[Int(post.value)]
        switch counter {
        case .likes: return Int(counts.likes)
        case .comments: return Int(counts.comments)
        case .reshares: return Int(counts.reshares)
        }
    }
}

extension StreamIndex {
    /// The aspects of a user's by their names in the pod's words.
    public func aspect(_ name: String, of user: UserNumber?) -> AspectNumber? {
        user.flatMap { users[safe: $0.value]?.aspects[name] }
    }
}
