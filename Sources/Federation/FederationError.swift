public import SocialModel

/// Why bytes, an envelope or an entity of another pod are refused, or why ours cannot be made.
public enum FederationError: Error, Sendable, Hashable {
    // MARK: Bytes

    /// The bytes are no well-formed XML in UTF-8 or UTF-16.
    case notXML
    /// The XML has a document type, which federation never needs.
    case doctypeRefused
    /// The bytes are no JSON in UTF-8.
    case notJSON
    /// The bytes are no HTML in UTF-8.
    case notHTML
    /// There are more bytes than the limit.
    case tooLarge(limit: Int)
    /// Elements stand deeper within each other than the limit.
    case tooDeep(limit: Int)
    /// There are more elements than the limit.
    case tooManyElements(limit: Int)
    /// An element has more attributes than the limit.
    case tooManyAttributes(limit: Int)
    /// A list has more items than the limit.
    case tooManyItems(name: String, limit: Int)

    // MARK: Envelope

    /// The XML is no Magic Envelope.
    case invalidEnvelope(EnvelopeFault)
    /// The data is something else than `application/xml`; nil if nothing is said.
    case invalidDataType(String?)
    /// The encoding is not `base64url`; nil if nothing is said.
    case invalidEncoding(String?)
    /// The algorithm is not `RSA-SHA256`; nil if nothing is said.
    case invalidAlgorithm(String?)
    /// The text of `me:data`, `me:sig` or `key_id` is not strict base64url.
    case invalidBase64(name: String)
    /// The envelope's signature is not the sender's over this payload.
    case invalidSignature(sender: DiasporaID)

    /// A private payload cannot be decrypted, for whatever reason: none is given, so that nobody learns from it.
    case decryptionFailed

    // MARK: Discovery

    /// A JRD is about somebody else than was asked for.
    case subjectMismatch(asked: DiasporaID, found: String)

    // MARK: Keys

    /// A key cannot be used.
    case keyUnusable(KeyFault)
    /// The cryptographic library failed to do what it was asked.
    case cryptographyFailed(operation: String)

    // MARK: Entity

    /// The root's name cannot be an entity's.
    case invalidEntityName(String)
    /// The root, or a type that the entity names, is none that can be received.
    case unknownEntity(String)
    /// Required elements are missing.
    case missingProperties(entity: String, names: [String])
    /// Elements break their rules.
    case invalidProperties(entity: String, names: [String])
    /// Elements contradict each other.
    case inconsistentProperties(entity: String, Inconsistency)

    // MARK: Rules of receiving

    /// A relayable has no author signature though its author is not the root's.
    case missingAuthorSignature(author: DiasporaID)
    /// The author's signature is not over this entity.
    case invalidAuthorSignature(author: DiasporaID)
    /// The sender may not send this entity.
    case invalidSender(DiasporaID)
    /// A contact names somebody else than the user it came to.
    case recipientMismatch(recipient: DiasporaID)
    /// An entity that is not public came to the public endpoint.
    case notPublic(EntityType)
    /// The root of a reshare is not by whom the reshare says.
    case rootAuthorMismatch(claimed: DiasporaID)
    /// A participation refers to a post that is not local.
    case parentNotLocal
}

/// What an envelope lacks.
public enum EnvelopeFault: Sendable, Hashable {
    /// The root has another name.
    case root(String)
    /// An element or attribute is missing.
    case missing(String)
    /// An element is empty.
    case empty(String)
    /// An element is there more than once, so that it is unclear which one counts.
    case repeated(String)
    /// `key_id` names nobody.
    case senderNotAnID
}

/// Why a key cannot be used.
public enum KeyFault: Sendable, Hashable {
    /// The text holds no PEM of a wanted kind.
    case notPEM
    /// What the PEM holds is no RSA key.
    case notRSA
    /// The key has fewer than 1,024 or more than 8,192 bits.
    case bits(Int)
}

/// How the properties of an entity contradict each other.
public enum Inconsistency: String, Sendable, Hashable {
    /// A nested photo, event or message is by somebody else.
    case nestedAuthor = "something nested has another author"
    /// A nested message belongs to another conversation.
    case foreignMessage = "a message belongs to another conversation"
    /// The author is not among the participants.
    case authorNotParticipating = "the author is not among the participants"
    /// An embed has both, or neither, of `url` and `nothing`.
    case urlOrNothing = "either url or nothing must be set"
    /// Somebody is blocked and shared with at the same time.
    case blockedYetShared = "blocking excludes following and sharing"
    /// Only one of `root_author` and `root_guid` is there.
    case halfRoot = "only one of root_author and root_guid is set"
    /// The new identity speaks and does not name the old one.
    case noOldIdentity = "old_identity is missing"
    /// The old and the new identity are the same.
    case migrationToItself = "an account cannot migrate to itself"
}
