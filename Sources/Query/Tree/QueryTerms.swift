public import SocialModel

/// A person as a query names one.
public enum PersonName: Hashable, Sendable {
    /// Whoever asks.
    case me
    /// By diaspora* ID.
    case id(DiasporaID)
    /// By a name, or the part of an ID before the `@`.
    case name(String)
}

/// What a post may have attached: `has:…`.
///
/// `has:comments` is `comments:>0`.
public enum Attachment: String, CaseIterable, Hashable, Sendable {
    /// A photo.
    case photo
    /// A link to a video.
    case video
    /// A poll.
    case poll
    /// A link.
    case link
    /// A place.
    case location
}

/// What may be true of a post: `is:…`.
public enum QueryFlag: String, CaseIterable, Hashable, Sendable {
    /// Everybody may see it.
    case isPublic = "public"
    /// Some may see it.
    case isLimited = "limited"
    /// Not safe for work.
    case nsfw
    /// By the viewer; `bind` makes it `from:me`.
    case own
    /// The viewer likes it.
    case liked
    /// The viewer commented on it.
    case commented
    /// It passes on another post; never true of what search finds, which is the root.
    case reshare
}

/// What of a post is counted.
public enum Counter: String, CaseIterable, Hashable, Sendable {
    /// Likes.
    case likes
    /// Comments.
    case comments
    /// Reshares.
    case reshares
}

/// The fields of the language: what may stand before a colon.
enum QueryField: String, CaseIterable {
    case from, mentions, aspect, has, `is`, before, after, on, lang, likes, comments, reshares
}
