/// A person leaves (protocol §14.3 `account_deletion`).
public struct AccountDeletion: Sendable, Hashable {
    /// Who.
    public var author: DiasporaID

    /// Says it in full.
    public init(author: DiasporaID) {
        self.author = author
    }
}
