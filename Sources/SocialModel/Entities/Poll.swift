/// A question with at least two answers (protocol §8 `poll`).
public struct Poll: Sendable, Hashable {
    /// Its identifier.
    public var guid: GUID
    /// 1 to 255 code points.
    public var question: String
    /// In the order received.
    public var answers: [PollAnswer]

    /// Says it in full.
    public init(guid: GUID, question: String, answers: [PollAnswer]) {
        self.guid = guid
        self.question = question
        self.answers = answers
    }
}
