/// One answer that can be voted for (protocol §8 `poll_answer`).
public struct PollAnswer: Sendable, Hashable {
    /// Its identifier.
    public var guid: GUID
    /// 1 to 255 code points.
    public var answer: String

    /// Says it in full.
    public init(guid: GUID, answer: String) {
        self.guid = guid
        self.answer = answer
    }
}
