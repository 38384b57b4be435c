/// The network-wide identifier of an entity or a person (federation protocol §7).
///
/// 16 to 255 ASCII characters of `0-9A-Za-z-_@.:`, the last one a letter or digit.
public struct GUID: Hashable, Sendable, CustomStringConvertible {
    /// The identifier as pods write it.
    public let text: String

    /// Takes a text that follows the rule, else gives nil.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        let bytes = text.utf8
        guard (16...255).contains(bytes.count), let last = bytes.last, last.isASCIIAlphanumeric,
            bytes.allSatisfy(Self.allows)
        else { return nil }
        self.text = text
    }

    /// The identifier itself.
    public var description: String { text }

    /// Whether a byte may stand in a GUID.
    public static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: byte.isASCIIAlphanumeric
        }
    }
}

extension UInt8 {
    /// Whether this is `0-9`, `A-Z` or `a-z`.
    var isASCIIAlphanumeric: Bool {
        isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    /// Whether this is `0-9`.
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
