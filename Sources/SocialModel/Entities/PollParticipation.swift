/// A vote; relayable (protocol §8 `poll_participation`).
public struct PollParticipation: Sendable, Hashable {
    /// Who votes.
    public var author: DiasporaID
    /// Its identifier.
    public var guid: GUID
    /// The poll.
    public var parentGUID: GUID
    /// The answer (`poll_answer_guid`).
    public var answerGUID: GUID
    /// What a relay must pass on unchanged; nil if the author is the root's.
    public var relay: RelayData?

    /// Says it in full.
    public init(
        author: DiasporaID,
        guid: GUID,
        parentGUID: GUID,
        answerGUID: GUID,
        relay: RelayData? = nil
    ) {
        self.author = author
        self.guid = guid
        self.parentGUID = parentGUID
        self.answerGUID = answerGUID
        self.relay = relay
    }
}
