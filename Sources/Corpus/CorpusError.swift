public import Federation

/// Why there is no world, or no key or envelope for it.
public enum CorpusError: Error, Sendable, Hashable {
    /// A size that no world can have.
    case outOfRange(field: String, value: Int, allowed: ClosedRange<Int>)
    /// A name of a word list that makes no diaspora* ID.
    case invalidName(String)
    /// A file of the key ring that holds no key.
    case unreadableKey(path: String)
    /// A file or folder of the key ring that could not be read or written.
    case file(path: String, reason: String)
    /// A key could not be made, or an entity not be signed.
    case federation(FederationError)
}
