/// Something is taken back (protocol §14.1 `retraction`).
public struct Retraction: Sendable, Hashable {
    /// Named by the sender, and compared with nothing: the envelope's sender counts.
    public var author: DiasporaID
    /// What is taken back.
    public var targetGUID: GUID
    /// Of which kind.
    public var targetType: RetractionTarget

    /// Says it in full.
    public init(author: DiasporaID, targetGUID: GUID, targetType: RetractionTarget) {
        self.author = author
        self.targetGUID = targetGUID
        self.targetType = targetType
    }
}

/// What can be retracted, by the names of protocol §14.1; the three names of posts are one table.
public enum RetractionTarget: String, Sendable, Hashable, CaseIterable {
    case post = "Post"
    case statusMessage = "StatusMessage"
    case reshare = "Reshare"
    case photo = "Photo"
    case comment = "Comment"
    case like = "Like"
    case pollParticipation = "PollParticipation"
    case participation = "Participation"
    case poll = "Poll"
    case conversation = "Conversation"
    case person = "Person"
}
