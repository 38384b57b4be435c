/// A person begins or ends to share with another (protocol §8 `contact`).
public struct Contact: Sendable, Hashable {
    /// Who shares.
    public var author: DiasporaID
    /// With whom.
    public var recipient: DiasporaID
    /// Whether the author follows the recipient.
    public var following: Bool
    /// Whether the author shares with the recipient.
    public var sharing: Bool
    /// Whether the author ignores the recipient.
    public var blocking: Bool

    /// Says it in full.
    public init(
        author: DiasporaID,
        recipient: DiasporaID,
        following: Bool = true,
        sharing: Bool = true,
        blocking: Bool = false
    ) {
        self.author = author
        self.recipient = recipient
        self.following = following
        self.sharing = sharing
        self.blocking = blocking
    }
}
