public import SocialModel

/// What a committed change means for a view that keeps numbers in memory.
///
/// The writer collects them while it applies, and hands them over after the
/// commit; the start-up scan tells the whole state in the same words.
public enum Delta: Sendable {
    /// A person came or changed: what cards show of this person is to be read again.
    case person(PersonNumber, PersonFlags)
    /// A person has an account here.
    case user(UserNumber, id: DiasporaID, person: PersonNumber, spotlight: Bool)
    /// An account is gone, with all that its user followed, hid and received.
    case userRemoved(UserNumber, person: PersonNumber)
    /// Everything that was one person's is another's: posts, and mentions in them.
    case migrated(from: PersonNumber, to: PersonNumber)
    /// A user has this aspect.
    case aspect(AspectNumber, user: UserNumber, name: String)
    /// It is gone, with the memberships in it.
    case aspectRemoved(AspectNumber, user: UserNumber)
    /// The aspects of a user that a person is in now; none: the user does not follow the person.
    case contact(user: UserNumber, person: PersonNumber, aspects: [AspectNumber])
    /// A user ignores a person, or no longer.
    case block(user: UserNumber, person: PersonNumber, set: Bool)
    /// A user hides a post, or no longer.
    case hide(user: UserNumber, post: PostNumber, set: Bool)
    /// A user follows a tag, or no longer.
    case tagFollowing(user: UserNumber, tag: TagNumber, set: Bool)
    /// A user's saved stream came, changed or went; the index holds none of it.
    case savedStream(user: UserNumber, name: String)
    /// A post came.
    case post(PostFacts)
    /// More people may see a limited post, or its author chose more aspects.
    case audience(PostNumber, recipients: [UserNumber], aspects: [AspectNumber])
    /// A user may no longer see a limited post of somebody else's.
    case audienceRemoved(PostNumber, recipient: UserNumber)
    /// A limited post that a user received stays out of home and aspects, or no longer.
    case hiddenVisibility(user: UserNumber, post: PostNumber, set: Bool)
    /// A post is gone.
    case removed(RemovedPost)
    /// A reshare's root is gone.
    case rootless(PostNumber)
    /// A post's counters now.
    case counts(PostNumber, PostCounts)
    /// Somebody interacted with a post in this second.
    case interacted(PostNumber, second: UInt32)
    /// What a post is or has.
    case flags(PostNumber, PostFlags)
    /// A post's contents changed otherwise: its card is to be made again.
    case contents(PostNumber)
    /// What a user did to a post, as that user's items show it.
    case own(user: UserNumber, post: PostNumber, OwnAct)
    /// What the pod said of itself changed: all cards are to be made again.
    case pod(PodPut)
}

/// Something that a user did to a post; nil or false: does not any more.
public enum OwnAct: Sendable {
    /// Likes it.
    case like(ViewerOverlay.Act?)
    /// Reshared it.
    case reshare(ViewerOverlay.Act?)
    /// Has commented on it.
    case commented(Bool)
    /// Is subscribed to it.
    case participates(Bool)
    /// Voted for this answer of its poll.
    case voted(GUID?)
    /// Likes one of its comments.
    case commentLike(GUID, ViewerOverlay.Act?)
}

/// What a view needs to know of a person.
public struct PersonFlags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8
    /// Wraps bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Has an account here.
    public static let local = PersonFlags(rawValue: 1)
    /// The account is closed.
    public static let closed = PersonFlags(rawValue: 2)
    /// Strangers may not find this person.
    public static let unsearchable = PersonFlags(rawValue: 4)
    /// This person's posts are shielded.
    public static let nsfw = PersonFlags(rawValue: 8)
    /// Presented to everybody.
    public static let spotlight = PersonFlags(rawValue: 16)
}

/// What never changes of a post, in numbers.
public struct PostFacts: Sendable {
    /// Where it stands in every stream.
    public var key: OrderKey
    /// Of its second, 0…999.
    public var millisecond: UInt16
    /// Who wrote it.
    public var author: PersonNumber
    /// What it is.
    public var flags: PostFlags
    /// What a reshare passes on, while that exists.
    public var root: PostNumber?
    /// Its tags.
    public var tags: [TagNumber]
    /// Whom it mentions.
    public var mentions: [PersonNumber]
    /// Users who may see it although it is limited.
    public var recipients: [UserNumber]
    /// The aspects its local author chose.
    public var aspects: [AspectNumber]
    /// Its counters.
    public var counts: PostCounts
    /// When somebody last interacted with it, in seconds since 1970.
    public var interacted: UInt32

    /// The post.
    public var number: PostNumber { key.post }

    /// It without its lists.
    public var row: PostRows.Post {
        PostRows.Post(
            key: key,
            millisecond: millisecond,
            flags: flags,
            author: author,
            root: root,
            counts: counts,
            interacted: interacted
        )
    }

    /// Says it in full.
    public init(
        key: OrderKey,
        millisecond: UInt16,
        author: PersonNumber,
        flags: PostFlags,
        root: PostNumber?,
        tags: [TagNumber],
        mentions: [PersonNumber],
        recipients: [UserNumber],
        aspects: [AspectNumber],
        counts: PostCounts,
        interacted: UInt32
    ) {
        self.key = key
        self.millisecond = millisecond
        self.author = author
        self.flags = flags
        self.root = root
        self.tags = tags
        self.mentions = mentions
        self.recipients = recipients
        self.aspects = aspects
        self.counts = counts
        self.interacted = interacted
    }
}

/// A post that is gone, with what nobody can look up any more.
public struct RemovedPost: Sendable {
    /// Its number.
    public var number: PostNumber
    /// Its GUID.
    public var guid: GUID
    /// The tags it had.
    public var tags: [TagNumber]
    /// Whom it mentioned.
    public var mentions: [PersonNumber]
}

/// What a post is.
public struct PostFlags: OptionSet, Sendable, Hashable {
    /// The bits; from the ninth on a language's number.
    public let rawValue: UInt16
    /// Wraps bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Everybody may see it.
    public static let isPublic = PostFlags(rawValue: 1)
    /// It passes on another post.
    public static let reshare = PostFlags(rawValue: 2)
    /// Its author calls it not safe for work.
    public static let nsfw = PostFlags(rawValue: 4)
    /// It has photos.
    public static let photos = PostFlags(rawValue: 8)
    /// It has a poll.
    public static let poll = PostFlags(rawValue: 16)
    /// It says where it was written.
    public static let location = PostFlags(rawValue: 32)
    /// Its text has an address.
    public static let link = PostFlags(rawValue: 64)
    /// Its text has the address of a video.
    public static let video = PostFlags(rawValue: 128)

    /// The bits of the language's number.
    public static let languageBits: UInt16 = 0xFF00

    /// The language of its text; nil for one that cannot be told, and for a reshare.
    public var language: Language? { Language(number: rawValue >> 8) }

    /// What a text alone tells.
    public init(text: String) {
        let links = LinkFacts(text)
        var flags = PostFlags(rawValue: (Language(of: text)?.number ?? 0) << 8)
        if links.hasLink { flags.insert(.link) }
        if links.hasVideo { flags.insert(.video) }
        self = flags
    }
}
