/// What a person tells about itself (protocol §8 `profile`).
///
/// Nil is cleared.
public struct Profile: Sendable, Hashable {
    /// Who.
    public var author: DiasporaID
    /// When it was edited.
    public var editedAt: Timestamp?
    /// At most 70 code points; ignored, first and last name count.
    public var fullName: String?
    /// At most 32 code points, no `;`.
    public var firstName: String?
    /// At most 32 code points, no `;`.
    public var lastName: String?
    /// Large avatar.
    public var imageURL: String?
    /// Medium avatar.
    public var imageURLMedium: String?
    /// Small avatar.
    public var imageURLSmall: String?
    /// At most 65,535 code points.
    public var bio: String?
    /// `yyyy-mm-dd`.
    public var birthday: String?
    /// At most 255 code points.
    public var gender: String?
    /// At most 255 code points.
    public var location: String?
    /// Whether strangers may find this person; nil if unreadable.
    public var isSearchable: Bool?
    /// Whether the details are for everybody; nil if unreadable.
    public var isPublic: Bool?
    /// Whether this person's posts are shielded; nil if unreadable.
    public var isNSFW: Bool?
    /// Up to five tags, `#a #b`; nil leaves the tags as they are.
    public var tagString: String?

    /// Says it in full.
    public init(
        author: DiasporaID,
        editedAt: Timestamp? = nil,
        fullName: String? = nil,
        firstName: String? = nil,
        lastName: String? = nil,
        imageURL: String? = nil,
        imageURLMedium: String? = nil,
        imageURLSmall: String? = nil,
        bio: String? = nil,
        birthday: String? = nil,
        gender: String? = nil,
        location: String? = nil,
        isSearchable: Bool? = true,
        isPublic: Bool? = false,
        isNSFW: Bool? = false,
        tagString: String? = nil
    ) {
        self.author = author
        self.editedAt = editedAt
        self.fullName = fullName
        self.firstName = firstName
        self.lastName = lastName
        self.imageURL = imageURL
        self.imageURLMedium = imageURLMedium
        self.imageURLSmall = imageURLSmall
        self.bio = bio
        self.birthday = birthday
        self.gender = gender
        self.location = location
        self.isSearchable = isSearchable
        self.isPublic = isPublic
        self.isNSFW = isNSFW
        self.tagString = tagString
    }
}
