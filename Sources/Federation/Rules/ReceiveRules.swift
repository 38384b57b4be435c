public import SocialModel

/// Who may send what to whom (protocol §9, §10, §14): rules over facts that the caller has looked up.
public enum ReceiveRules {
    /// The root of a relayable, or the target's: the post at the top.
    public struct Root: Sendable, Hashable {
        /// Who wrote it.
        public let author: DiasporaID
        /// Whether that is one of our users.
        public let isLocal: Bool

        /// Says both.
        public init(author: DiasporaID, isLocal: Bool) {
            self.author = author
            self.isLocal = isLocal
        }
    }

    // MARK: - Endpoint

    /// Throws ``FederationError/notPublic(_:)`` for what must not come to the public endpoint (§10).
    ///
    /// A profile that is not public may, if it has none of the private details.
    /// Contacts, conversations and messages may not (§19).
    public static func checkPublicEndpoint(_ received: ReceivedEntity) throws(FederationError) {
        switch received.entity {
        case .contact, .conversation, .message: throw .notPublic(received.entity.type)
        case .profile(let profile) where !profile.hasPrivateDetails: return
        default: guard received.publicFlag ?? true else { throw .notPublic(received.entity.type) }
        }
    }

    // MARK: - Sender

    /// Throws ``FederationError/invalidSender(_:)`` unless the sender is the author, byte for byte (§10).
    ///
    /// For all entities but comments, likes, votes and retractions.
    public static func checkSender(_ sender: DiasporaID, author: DiasporaID) throws(FederationError) {
        guard sender == author else { throw .invalidSender(sender) }
    }

    /// Throws ``FederationError/invalidSender(_:)`` unless the root's author sends, or the author to a local root (§9.2).
    public static func checkRelay(
        sender: DiasporaID,
        author: DiasporaID,
        root: Root
    ) throws(FederationError) {
        guard sender == root.author || (sender == author && root.isLocal) else { throw .invalidSender(sender) }
    }

    /// Throws ``FederationError/invalidSender(_:)`` unless the sender may take the target back (§14.1).
    ///
    /// `rootAuthor` is the author of the post that the target hangs on, and
    /// counts only for comments, likes and votes. The retraction's own `author`
    /// counts for nothing.
    public static func checkRetraction(
        of type: RetractionTarget,
        sender: DiasporaID,
        targetAuthor: DiasporaID,
        rootAuthor: DiasporaID?
    ) throws(FederationError) {
        if sender == targetAuthor { return }
        switch type {
        case .comment, .like, .pollParticipation:
            guard sender == rootAuthor else { throw .invalidSender(sender) }
        default: throw .invalidSender(sender)
        }
    }

    /// Throws ``FederationError/recipientMismatch(recipient:)`` unless a contact names the user it came to (§14.5).
    public static func checkRecipient(_ contact: Contact, is user: DiasporaID) throws(FederationError) {
        guard contact.recipient == user else { throw .recipientMismatch(recipient: contact.recipient) }
    }

    // MARK: - Author's signature

    /// Whether a relayable needs its author's signature: not if the author is the root's (§9.1).
    public static func needsAuthorSignature(author: DiasporaID, root: Root) -> Bool { author != root.author }

    /// Throws unless a relayable that needs its author's signature has it; `key` is the author's.
    ///
    /// ``FederationError/missingAuthorSignature(author:)`` or ``FederationError/invalidAuthorSignature(author:)``.
    public static func checkAuthorSignature(
        _ received: ReceivedEntity,
        root: Root,
        key: PublicKey
    ) throws(FederationError) {
        let author = received.entity.author
        guard let proof = received.proof, needsAuthorSignature(author: author, root: root) else { return }
        guard proof.signature != nil else { throw .missingAuthorSignature(author: author) }
        guard proof.isValid(key: key) else { throw .invalidAuthorSignature(author: author) }
    }

    /// Throws unless the other identity of a migration has signed it; `key` is that identity's (§14.2).
    public static func checkMigration(_ migration: AccountMigration, key: PublicKey) throws(FederationError) {
        guard migration.signature != nil else { throw .missingAuthorSignature(author: migration.signer) }
        guard migration.isSigned(key: key) else { throw .invalidAuthorSignature(author: migration.signer) }
    }

    // MARK: - What is referred to

    /// Throws ``FederationError/rootAuthorMismatch(claimed:)`` if a reshared post is by somebody else (§11.3).
    public static func checkReshare(_ root: Reshare.Root, author: DiasporaID) throws(FederationError) {
        guard root.author == author else { throw .rootAuthorMismatch(claimed: root.author) }
    }

    /// Throws ``FederationError/parentNotLocal`` unless a participation's post is here and local (§14.4).
    public static func checkParticipation(parent: Root?) throws(FederationError) {
        guard let parent, parent.isLocal else { throw .parentNotLocal }
    }
}

extension Profile {
    /// Whether there is anything that only a public profile may show to everybody.
    fileprivate var hasPrivateDetails: Bool { bio != nil || birthday != nil || gender != nil || location != nil }
}
