/// A person moves to another ID (protocol §14.2 `account_migration`).
public struct AccountMigration: Sendable, Hashable {
    /// The old or the new identity.
    public var author: DiasporaID
    /// The new identity's profile.
    public var profile: Profile
    /// Standard base64, by the identity that is not the author.
    public var signature: String?
    /// The old identity, if the author is the new one.
    public var oldIdentity: DiasporaID?
    /// The new folder of all photos.
    public var remotePhotoPath: String?

    /// Says it in full.
    public init(
        author: DiasporaID,
        profile: Profile,
        signature: String? = nil,
        oldIdentity: DiasporaID? = nil,
        remotePhotoPath: String? = nil
    ) {
        self.author = author
        self.profile = profile
        self.signature = signature
        self.oldIdentity = oldIdentity
        self.remotePhotoPath = remotePhotoPath
    }
}
