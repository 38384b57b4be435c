/// What a sync compares: rows of one kind.
///
/// In the order in which a sync removes what the pod does not have: what hangs on something goes before it.
public enum SyncScope: String, Sendable, Hashable, CaseIterable {
    /// Likes of posts and comments.
    case likes
    /// Votes in polls.
    case pollParticipations = "poll_participations"
    /// Subscriptions to posts.
    case participations
    /// Comments.
    case comments
    /// Posts that users hide.
    case hides
    /// Which users may see limited posts, and limited photos without a post.
    case visibilities
    /// Photos.
    case photos
    /// Status messages and reshares.
    case posts
    /// Saved streams.
    case savedStreams = "saved_streams"
    /// Tags that users follow.
    case tagFollowings = "tag_followings"
    /// Whom users ignore.
    case blocks
    /// Contacts.
    case contacts
    /// Aspects.
    case aspects
    /// Who is presented to everybody.
    case spotlight
    /// Accounts.
    case users
    /// People; one that the pod does not have is closed.
    case people

    /// What marks hold of it; a number that was released is never given to another.
    var number: Int64 {
        switch self {
        case .likes: 1
        case .pollParticipations: 2
        case .participations: 3
        case .comments: 4
        case .hides: 5
        case .visibilities: 6
        case .photos: 7
        case .posts: 8
        case .savedStreams: 9
        case .tagFollowings: 10
        case .blocks: 11
        case .contacts: 12
        case .aspects: 13
        case .spotlight: 14
        case .users: 15
        case .people: 16
        }
    }
}
