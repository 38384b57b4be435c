public import SocialModel

/// A stream by its name in the contract, with its parameters.
public enum NaiveStream: Hashable, Sendable {
    /// People in aspects, own posts, followed tags, mentions, spotlight.
    case home
    /// People in these aspects of the viewer; none named means all.
    case aspects([String])
    /// Posts with a tag that the viewer follows.
    case followedTags
    /// Posts that mention the viewer.
    case mentions
    /// Posts with this tag.
    case tag(String)
    /// Everything public.
    case `public`
    /// Everything public by people with an account here.
    case localPublic
    /// A person's posts.
    case person(DiasporaID)
    /// What the viewer likes.
    case liked
    /// What the viewer has commented on.
    case commented
}

/// One page of a stream.
public struct NaivePage: Hashable, Sendable {
    /// The posts, newest first.
    public var posts: [GUID]
    /// Where the next page begins; nil if there is none.
    public var next: NaivePosition?
}

/// A place in a stream: below a post.
public struct NaivePosition: Hashable, Sendable {
    let second: UInt32
    let order: Int
}
