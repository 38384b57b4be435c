/// A person who has an account here (`user.put`).
public struct UserPut: Sendable, Hashable {
    /// Who.
    public var id: DiasporaID
    /// PEM, to open private envelopes with.
    public var privateKey: Field<String>
    /// Whether the community spotlight shows in this user's home stream.
    public var communitySpotlight: Field<Bool>

    /// Says it in full.
    public init(id: DiasporaID, privateKey: Field<String> = .unchanged, communitySpotlight: Field<Bool> = .unchanged) {
        self.id = id
        self.privateKey = privateKey
        self.communitySpotlight = communitySpotlight
    }
}
