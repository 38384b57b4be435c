public import SocialModel

/// One thing that reaches the engine.
public struct WorldEvent: Sendable, Hashable {
    /// When.
    public var arrival: Timestamp
    /// What.
    public var content: Content

    /// What reaches the engine, and by which way.
    public enum Content: Sendable, Hashable {
        /// The pod says what its own users did and what came to them privately (`pod.apply`).
        case apply([Change])
        /// Another pod sends something to everybody (`federation.receive`), signed by the sender.
        ///
        /// Comments and likes by somebody else than the sender need their own
        /// author's signature too; there is none yet.
        case envelope(sender: DiasporaID, Entity)
    }

    /// Says it in full.
    public init(arrival: Timestamp, content: Content) {
        self.arrival = arrival
        self.content = content
    }
}
