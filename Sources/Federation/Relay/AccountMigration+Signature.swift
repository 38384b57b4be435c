public import SocialModel

extension AccountMigration {
    /// Who moves away (protocol §14.2).
    public var oldID: DiasporaID { author == profile.author ? oldIdentity ?? author : author }

    /// Who it will be.
    public var newID: DiasporaID { profile.author }

    /// Whose signature is needed: the identity that is not the author, so that both consent.
    public var signer: DiasporaID { author == newID ? oldID : newID }

    /// Whether the identity that is not the author has signed; `key` is the key of ``signer``.
    public func isSigned(key: PublicKey) -> Bool {
        signature.map { key.verifies(Base64.decode($0.utf8), of: signatureBase) } ?? false
    }

    /// The migration signed by the identity that is not the author.
    public func signed(key: PrivateKey) throws(FederationError) -> AccountMigration {
        var migration = self
        migration.signature = Base64.encode(try key.sign(signatureBase))
        return migration
    }

    private var signatureBase: [UInt8] { Array("AccountMigration:\(oldID):\(newID)".utf8) }
}
