public import SocialModel

/// What a user did to posts.
public struct UserActs: Sendable {
    /// Posts that the user likes.
    public var likes: [PostNumber: ViewerOverlay.Act] = [:]
    /// Posts that the user passed on.
    public var reshares: [PostNumber: ViewerOverlay.Act] = [:]
    /// Posts that the user commented on.
    public var commented: Set<PostNumber> = []
    /// Posts that the user is subscribed to.
    public var participating: Set<PostNumber> = []
    /// The comments that the user likes, by their posts.
    public var commentLikes: [PostNumber: [GUID: ViewerOverlay.Act]] = [:]
    /// What the user voted for in polls of posts.
    public var votes: [PostNumber: GUID] = [:]
}
