public import Federation
public import SocialModel

/// A call that writes: it is applied whole or not at all, except where the caller allows otherwise.
public enum WriteCall: Sendable {
    /// What the pod says happened; with the token of a sync, what it has; with a number, not after what has a higher one.
    case apply([Change], skipRefused: Bool, backfill: String? = nil, telling: UInt64? = nil)
    /// The pod is about to tell all that it has.
    case beginSync(Set<SyncScope>)
    /// The pod has told it all; goes on from `progress`, if there was a call before.
    case endSync(String, SyncProgress?)
    /// What another pod sent.
    case receive(IncomingEnvelope)
    /// What a person's pod tells of that person.
    case discover(DiscoveredPerson)
    /// What happens to accounts on other networks, and to posts on their way there.
    case outbox(OutboxWrite)
    /// What happens to photos' files.
    case photoFiles(PhotoFilesWrite)
    /// What happens to the previews of addresses.
    case link(LinkWrite)
}

/// What became of a call.
public struct WriteReceipt: Sendable, Hashable {
    /// The ledger's sequence number after it; on disk.
    public var seq: UInt64
    /// What became of an envelope, or of a person.
    public var status = EnvelopeStatus.accepted
    /// The changes that wait, by their index, each with what it waits for.
    public var parked: [Parked] = []
    /// The changes that were skipped, by their index.
    public var refused: [Refusal] = []
    /// All that something began to wait for by this call, what had waited before for something else included.
    public var needs: [Need] = []
    /// The token of a sync that began.
    public var syncToken: String?
    /// How far the end of a sync has come.
    public var syncProgress: SyncProgress?
    /// What had waited, came from another pod, and took effect by this call.
    public var resumed: [Entity] = []

    /// A change that waits.
    public struct Parked: Sendable, Hashable {
        /// Its place in the call.
        public var index: Int
        /// What it waits for.
        public var need: Need
    }
}

/// What became of an envelope that was not refused.
public enum EnvelopeStatus: String, Sendable, Hashable {
    /// It took effect.
    case accepted
    /// It was known already, and nothing changed.
    case duplicate
    /// It waits for something.
    case parked
}
