/// Why an account on another network cannot be used.
public enum ServicesError: Error, Sendable, Hashable {
    /// Credentials are missing, or of another kind than the network's.
    case credentials(String)
    /// A setting that the network does not have.
    case settings(String)
    /// An address that cannot be asked.
    case endpoint(String)
    /// The key that credentials are encrypted with is missing or none.
    case key(String)
    /// Credentials cannot be encrypted or decrypted.
    case vault(String)
}

extension ServicesError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .credentials(let detail), .settings(let detail), .endpoint(let detail), .key(let detail): detail
        case .vault(let detail): "The account's credentials cannot be read: \(detail). Connect it again."
        }
    }
}
