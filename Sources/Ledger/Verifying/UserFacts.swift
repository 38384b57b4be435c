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
