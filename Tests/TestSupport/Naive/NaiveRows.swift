import SocialModel

/// A person, as far as streams depend on one.
struct NaivePerson {
    let id: DiasporaID
    var isUser = false
    var showsSpotlight = false
    var isInSpotlight = false
    var isClosed = false
    /// Whether the profile says that what this person posts is not safe for work.
    var isNSFW = false
    /// Who this person is by now.
    var movedTo: DiasporaID?
}

/// A status message or a reshare.
struct NaivePost {
    let guid: GUID
    var author: DiasporaID
    let isPublic: Bool
    let isReshare: Bool
    /// Whether there is a text; a post without one lives as long as it has photos.
    let hasText: Bool
    let tags: [String]
    /// The words of the text, in order.
    let words: [String]
    /// The language of the text, if it can be told.
    let language: Language?
    /// Whether the text says that it is not safe for work.
    let isNSFW: Bool
    var mentions: [DiasporaID]
    /// What it passes on; nil once that is gone.
    var root: GUID?
    /// The second it sorts by: `min(created, received)`.
    let second: UInt32
    /// The second in which it was received, or last commented on.
    var interacted: UInt32
    /// How many posts were applied before it.
    let order: Int
}

struct NaiveComment {
    let guid: GUID
    var author: DiasporaID
    let post: GUID
}

struct NaiveLike {
    let guid: GUID
    var author: DiasporaID
    /// A post or a comment.
    let target: GUID
    let isPositive: Bool
}

/// Somebody is subscribed to a post, so many times over.
struct NaiveParticipation {
    var person: DiasporaID
    let post: GUID
    var count: UInt32
}

struct NaivePhoto {
    let guid: GUID
    var author: DiasporaID
    var post: GUID?
}

struct NaiveAspect: Equatable {
    let user: DiasporaID
    let name: String
}

struct NaiveContact {
    var user: DiasporaID
    var person: DiasporaID
    var isSharing: Bool
    var isReceiving: Bool
    var aspects: [String]
}

/// A user and a person: a block.
struct NaiveBlock: Equatable {
    let user: DiasporaID
    let person: DiasporaID
}

/// A user and a post: a share visibility, or a hidden post.
struct NaiveUserPost: Equatable {
    let user: DiasporaID
    let post: GUID
}

/// A limited post of a local author went to this aspect.
struct NaiveAspectVisibility: Equatable {
    var aspect: NaiveAspect
    let post: GUID
}

struct NaiveTagFollowing: Equatable {
    let user: DiasporaID
    let tag: String
}

/// What GUIDs are unique within: all posts are one table.
public enum NaiveTable: Hashable {
    /// Status messages and reshares.
    case post
    /// Comments.
    case comment
    /// Likes.
    case like
    /// Photos.
    case photo
}

struct NaiveTombstone: Equatable {
    let table: NaiveTable
    let guid: GUID
    var author: DiasporaID
}

/// An entity on its way in.
struct NaiveDelivery {
    let put: EntityPut
    /// Who signed the envelope; nil if the pod itself says it and is believed.
    let sender: DiasporaID?
    let received: Timestamp
}

/// A retraction that came before what it takes back.
struct NaiveRetraction {
    let table: NaiveTable
    let guid: GUID
    let sender: DiasporaID?
}

/// What became of something that was applied.
public enum NaiveOutcome: Hashable {
    /// It took effect.
    case accepted
    /// It was known already.
    case duplicate
    /// It waits for a person, a parent or a target.
    case parked
    /// It breaks a rule and changed nothing.
    case refused
}
