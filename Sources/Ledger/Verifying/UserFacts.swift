public import SocialModel

/// All that a view keeps of a user, as the ledger has it.
public struct UserFacts: Sendable {
    /// The account.
    public var number: UserNumber
    /// The person's diaspora* ID.
    public var id: DiasporaID
    /// The person.
    public var person: PersonNumber
    /// Whether people who are presented to everybody show in the user's home.
    public var seesSpotlight: Bool
    /// The user's aspects, by the pod's names.
    public var aspects: [String: AspectNumber] = [:]
    /// The people in each aspect.
    public var members: [AspectNumber: Set<UInt32>] = [:]
    /// Whom the user ignores.
    public var blocked: Set<UInt32> = []
    /// Posts that the user hides.
    public var hidden: Set<UInt32> = []
    /// Tags that the user follows.
    public var tags: Set<TagNumber> = []
    /// Received posts that stay out of home and aspects.
    public var hiddenReceived: Set<UInt32> = []
    /// What the user did to posts.
    public var acts = UserActs()
}

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
