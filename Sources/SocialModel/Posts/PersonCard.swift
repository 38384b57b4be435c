/// A person as items show one.
public struct PersonCard: Sendable, Hashable {
    /// The ledger's number.
    public var number: PersonNumber
    /// The diaspora* ID.
    public var id: DiasporaID
    /// The person's GUID, if the pod told it.
    public var guid: GUID?
    /// The pod's own row.
    public var rowID: Int64?
    /// First and last name, else the ID.
    public var name: String
    /// The avatar, the pod's default where the person has none.
    public var avatar: Avatar
    /// Whether the medium avatar is the person's own.
    public var hasAvatar: Bool

    /// Says it in full.
    public init(
        number: PersonNumber,
        id: DiasporaID,
        guid: GUID?,
        rowID: Int64?,
        name: String,
        avatar: Avatar,
        hasAvatar: Bool
    ) {
        self.number = number
        self.id = id
        self.guid = guid
        self.rowID = rowID
        self.name = name
        self.avatar = avatar
        self.hasAvatar = hasAvatar
    }
}
