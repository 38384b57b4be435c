/// An entity that the pod itself has accepted or made (`entity`), with what only the pod can know of it.
public struct EntityPut: Sendable, Hashable {
    /// What was said.
    public var entity: Entity
    /// Local people who may see a limited post or photo.
    ///
    /// They are added, never removed.
    public var recipients: [DiasporaID]
    /// The aspects that a local author chose.
    public var aspects: [String]
    /// The pod's own row.
    public var rowID: Int64?
    /// For types that have no time of their own.
    public var createdAt: Timestamp?
    /// When the pod received it; now if nil.
    public var receivedAt: Timestamp?
    /// When somebody last interacted with it.
    public var interactedAt: Timestamp?
    /// Whom it mentions, instead of those that its text names.
    public var mentions: [DiasporaID]?
    /// The pod's own rows of nested photos, polls and poll answers, by their GUIDs.
    public var partRowIDs: [GUID: Int64]
    /// The author's accounts on other networks that a new post is copied to, by their names.
    public var services: [String]
    /// Whether it is copied though it is limited.
    public var thoughLimited: Bool

    /// An entity with nothing to add.
    public init(
        _ entity: Entity,
        recipients: [DiasporaID] = [],
        aspects: [String] = [],
        rowID: Int64? = nil,
        createdAt: Timestamp? = nil,
        receivedAt: Timestamp? = nil,
        interactedAt: Timestamp? = nil,
        mentions: [DiasporaID]? = nil,
        partRowIDs: [GUID: Int64] = [:],
        services: [String] = [],
        thoughLimited: Bool = false
    ) {
        self.entity = entity
        self.recipients = recipients
        self.aspects = aspects
        self.rowID = rowID
        self.createdAt = createdAt
        self.receivedAt = receivedAt
        self.interactedAt = interactedAt
        self.mentions = mentions
        self.partRowIDs = partRowIDs
        self.services = services
        self.thoughLimited = thoughLimited
    }
}
