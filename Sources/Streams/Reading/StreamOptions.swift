public import SocialModel

/// What a reader wants a stream to leave out.
///
/// Each is applied before a page is cut.
public struct StreamOptions: Sendable, Hashable {
    /// Leaves out reshares.
    public var hidesReshares = false
    /// Of a post and its reshares in a stream shows the newest only.
    public var groupsReshares = false
    /// Leaves out the viewer's own posts.
    public var excludesOwn = false
    /// Leaves out what is not safe for work: marked by its author or in itself, or passed on from such a post.
    public var hidesNSFW = false
    /// Leaves out posts with one of these tags, and reshares of such posts.
    public var mutedTags: [TagNumber] = []
    /// Leaves out posts of these people, and reshares of their posts.
    public var mutedPeople: [PersonNumber] = []
    /// Leaves out posts that match this, and reshares of such.
    public var muted: IndexQuery?
    /// Leaves out posts in other languages than these, and reshares of such, if there are any here; those whose language
    /// cannot be told stay.
    public var languages: Set<Language> = []
    /// At most so many posts of one author on a page; what goes beyond is on no page.
    public var perAuthor: Int?
    /// Begins here in the past: nothing sorted by a later second.
    public var from: Timestamp?
    /// Only posts that were applied after this one.
    public var arrivedAfter: PostNumber?

    /// Leaves out nothing.
    public init() {}
}
