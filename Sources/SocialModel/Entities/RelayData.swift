/// What a relay of a comment, like or vote passes on exactly as its author signed it (protocol §9.4).
public struct RelayData: Sendable, Hashable {
    /// Standard base64, as received; nil if there was none.
    public var authorSignature: String?
    /// The names of the signed elements in the order received, without any that contains `signature`.
    public var order: [String]
    /// Elements that this software does not know, with their text.
    public var additionalData: [String: String]

    /// Says it in full.
    public init(authorSignature: String?, order: [String], additionalData: [String: String] = [:]) {
        self.authorSignature = authorSignature
        self.order = order
        self.additionalData = additionalData
    }
}
