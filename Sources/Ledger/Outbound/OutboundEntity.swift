public import SocialModel

/// What the pod is about to send: something that one of its users says, or a relayable that came and goes on.
public enum OutboundEntity: Sendable {
    /// In its own words.
    case entity(Entity)
    /// A comment, like or vote on a local post, as it was received.
    case stored(LikeOrComment, GUID)

    /// The kinds of things that are relayed.
    public enum LikeOrComment: String, Sendable, CaseIterable {
        case comment
        case like
        case pollParticipation = "poll_participation"
    }
}

/// An envelope that is ready to be sent.
public struct SealedEntity: Sendable {
    /// Who sends it.
    public var sender: DiasporaID
    /// The envelope's document.
    public var envelope: [UInt8]
    /// The same, encrypted for each recipient.
    public var payloads: [Payload]

    /// What goes to one person.
    public struct Payload: Sendable {
        /// Who.
        public var recipient: DiasporaID
        /// The body for `/receive/users/:guid`.
        public var json: [UInt8]
    }
}

/// To whom something has to be sent (protocol §13).
public struct Deliveries: Sendable {
    /// Whether it goes to pods, as it is, or to people, encrypted for each.
    public var isPublic: Bool
    /// People elsewhere whom it concerns.
    public var people: [Recipient]

    /// Somebody who lives elsewhere.
    public struct Recipient: Sendable, Hashable {
        /// Who.
        public var id: DiasporaID
        /// The person's GUID, if known.
        public var guid: GUID?
        /// The pod.
        public var pod: String
    }
}
