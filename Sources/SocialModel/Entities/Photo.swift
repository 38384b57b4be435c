/// A picture that lies at a URL (protocol §8 `photo`).
public struct Photo: Sendable, Hashable {
    /// Its identifier.
    public var guid: GUID
    /// Whose it is.
    public var author: DiasporaID
    /// Whether everybody may see it.
    public var isPublic: Bool
    /// When it was taken in at its origin.
    public var createdAt: Timestamp?
    /// When it was edited.
    public var editedAt: Timestamp?
    /// URL of the folder, ending in `/` (`remote_photo_path`).
    public var remotePath: String
    /// File name (`remote_photo_name`): the URL of a version is path + `version_` + name.
    public var remoteName: String
    /// Caption.
    public var text: String?
    /// The post it belongs to.
    public var statusMessageGUID: GUID?
    /// Pixels.
    public var height: Int?
    /// Pixels.
    public var width: Int?

    /// Says it in full.
    public init(
        guid: GUID,
        author: DiasporaID,
        isPublic: Bool = false,
        createdAt: Timestamp? = nil,
        editedAt: Timestamp? = nil,
        remotePath: String,
        remoteName: String,
        text: String? = nil,
        statusMessageGUID: GUID? = nil,
        height: Int? = nil,
        width: Int? = nil
    ) {
        self.guid = guid
        self.author = author
        self.isPublic = isPublic
        self.createdAt = createdAt
        self.editedAt = editedAt
        self.remotePath = remotePath
        self.remoteName = remoteName
        self.text = text
        self.statusMessageGUID = statusMessageGUID
        self.height = height
        self.width = width
    }
}
