/// The whole new state of what a user and a person are to each other (`contact.put`).
///
/// Both flags false is a delete.
public struct ContactPut: Sendable, Hashable {
    /// Whose contact it is.
    public var user: DiasporaID
    /// Who it is.
    public var person: DiasporaID
    /// Whether the person shares with the user.
    public var isSharing: Bool
    /// Whether the user shares with, and so follows, the person.
    public var isReceiving: Bool
    /// The user's aspects the person is in.
    public var aspects: [String]

    /// Says it in full.
    public init(user: DiasporaID, person: DiasporaID, isSharing: Bool, isReceiving: Bool, aspects: [String]) {
        self.user = user
        self.person = person
        self.isSharing = isSharing
        self.isReceiving = isReceiving
        self.aspects = aspects
    }
}
