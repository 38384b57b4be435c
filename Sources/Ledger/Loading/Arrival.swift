public import SocialModel

/// A change, when it was received, and by which way.
public struct Arrival: Sendable {
    /// What happened.
    public let change: Change
    /// When it reached the pod.
    public let receivedAt: Timestamp
    /// Whether another pod sent it, so that the rule on ignored people holds; its signatures count as checked.
    public let isFederated: Bool
    let text: TextFacts

    /// Says it in full, and reads what its text says: that is better done where no ledger waits.
    public init(_ change: Change, receivedAt: Timestamp, isFederated: Bool = false) {
        self.change = change
        self.receivedAt = receivedAt
        self.isFederated = isFederated
        text =
            switch change {
            case .entity(let put):
                switch put.entity {
                case .statusMessage(let post): TextFacts(post.text, flags: post.flags)
                case .comment(let comment): TextFacts(comment.text, flags: [])
                default: TextFacts(nil, flags: [])
                }
            default: TextFacts(nil, flags: [])
            }
    }
}

/// What follows from a text alone.
struct TextFacts: Sendable {
    var tags: [String] = []
    var mentions: [DiasporaID] = []
    var flags: PostFlags

    init(_ text: String?, flags: PostFlags) {
        self.flags = flags
        guard let text else { return }
        tags = TagGrammar.tags(in: text)
        mentions = MentionGrammar.people(in: text)
    }
}
