/// A person, or more of what is known of one (`person.put`).
///
/// It writes the same row as a `profile` entity; the last one wins.
public struct PersonPut: Sendable, Hashable {
    /// Whom it is about.
    public var id: DiasporaID
    /// The person's GUID; a known one is replaced only with ``replaceKey``.
    public var guid: GUID?
    /// The person's pod or page.
    public var url: Field<String>
    /// First name.
    public var firstName: Field<String>
    /// Last name.
    public var lastName: Field<String>
    /// Small avatar.
    public var imageURLSmall: Field<String>
    /// Medium avatar.
    public var imageURLMedium: Field<String>
    /// Large avatar.
    public var imageURL: Field<String>
    /// About the person.
    public var bio: Field<String>
    /// Where the person lives.
    public var location: Field<String>
    /// Whether strangers may find this person.
    public var isSearchable: Field<Bool>
    /// Whether this person's posts are shielded.
    public var isNSFW: Field<Bool>
    /// The profile's tags, normalised by who applies them.
    public var tags: Field<[String]>
    /// PEM; cleared means known to be unusable.
    ///
    /// A known one is replaced only with ``replaceKey``.
    public var publicKey: Field<String>
    /// The pod's own row.
    public var rowID: Int64?
    /// Whether a known key or GUID may be replaced.
    public var replaceKey: Bool

    /// A person of whom nothing but the ID is said yet.
    public init(id: DiasporaID, guid: GUID? = nil) {
        self.id = id
        self.guid = guid
        url = .unchanged
        firstName = .unchanged
        lastName = .unchanged
        imageURLSmall = .unchanged
        imageURLMedium = .unchanged
        imageURL = .unchanged
        bio = .unchanged
        location = .unchanged
        isSearchable = .unchanged
        isNSFW = .unchanged
        tags = .unchanged
        publicKey = .unchanged
        replaceKey = false
    }
}
