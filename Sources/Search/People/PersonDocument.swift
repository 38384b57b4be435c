public import SocialModel

/// What the people index knows of a person.
public struct PersonDocument: Hashable, Sendable {
    /// The person.
    public var number: PersonNumber
    /// The diaspora* ID.
    public var id: DiasporaID
    /// First and last name, as given.
    public var firstName: String
    /// The last name, as given.
    public var lastName: String
    /// What the person says of her- or himself.
    public var bio: String
    /// The tags of the profile.
    public var tags: [String]
    /// Whether strangers may find this person.
    public var isSearchable: Bool

    /// Describes a person.
    public init(
        number: PersonNumber,
        id: DiasporaID,
        firstName: String = "",
        lastName: String = "",
        bio: String = "",
        tags: [String] = [],
        isSearchable: Bool = true
    ) {
        self.number = number
        self.id = id
        self.firstName = firstName
        self.lastName = lastName
        self.bio = bio
        self.tags = tags
        self.isSearchable = isSearchable
    }
}
