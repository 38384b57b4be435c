/// How much of another pod's bytes is read before they are refused (protocol §18).
public struct FederationLimits: Sendable, Hashable {
    /// Bytes of an envelope and of a payload.
    ///
    /// 65,535 characters written as references are 640 KiB, and base64 makes 853 KiB of them.
    public var bytes: Int
    /// Elements, or values of JSON, within each other, the root included.
    public var depth: Int
    /// Elements of a document, or values of JSON.
    public var elements: Int
    /// Attributes and namespace declarations of one element; libxml2 compares each with all before it.
    public var attributes: Int
    /// Photos of a post, answers of a poll, messages and participants of a conversation.
    public var listItems: Int
    /// Bytes of a JRD or an hCard; diaspora* writes three KiB.
    public var discoveryBytes: Int

    /// Bytes of a private payload: half as many again as of an envelope, for base64 and its line breaks.
    public var privateBytes: Int { bytes / 2 * 3 + 4_096 }

    /// Says all of them.
    public init(
        bytes: Int = 1 << 20,
        depth: Int = 32,
        elements: Int = 1_000,
        attributes: Int = 64,
        listItems: Int = 256,
        discoveryBytes: Int = 1 << 18
    ) {
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
        self.attributes = attributes
        self.listItems = listItems
        self.discoveryBytes = discoveryBytes
    }

    /// 1 MiB, 32 levels, 1,000 elements, 64 attributes an element, 256 items a list, 256 KiB of discovery.
    public static let standard = FederationLimits()
}
