public import SocialModel

/// A stream that somebody wants to read, all names resolved to numbers.
public enum Stream: Sendable, Hashable {
    /// People in the viewer's aspects, own posts, followed tags, mentions and the spotlight.
    case home
    /// People in these of the viewer's aspects; empty means all of them. Names of others' aspects are ignored.
    case aspects([String])
    /// Posts with a tag that the viewer follows.
    case followedTags
    /// Posts that mention the viewer.
    case mentions
    /// Posts that the viewer likes.
    case liked
    /// Posts that the viewer has commented on.
    case commented
    /// The viewer's own posts, and those that the viewer is subscribed to.
    case activity
    /// Posts with a tag; nil is a tag that no post ever had.
    case tag(TagNumber?)
    /// Everybody's public posts.
    case everyone
    /// Public posts of people who have an account here.
    case local
    /// A person's posts.
    case person(PersonNumber)
    /// All that the viewer may see and that matches.
    case saved(IndexQuery)

    /// Whether it is different for each viewer, and hence nothing without one.
    public var needsViewer: Bool {
        switch self {
        case .home, .aspects, .followedTags, .mentions, .liked, .commented, .activity: true
        case .tag, .everyone, .local, .person, .saved: false
        }
    }
}
