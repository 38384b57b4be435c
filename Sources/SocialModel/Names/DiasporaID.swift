/// A person's diaspora* ID, `name@host[:port]` (federation protocol §7).
///
/// Two IDs are the same when their bytes are: canonically equivalent Unicode
/// spellings, which `String` calls equal, name different people.
public struct DiasporaID: Sendable, CustomStringConvertible {
    /// The ID as pods write it.
    public let text: String

    /// Takes a text that follows the rule, at most 255 code points, else gives nil.
    public init?(_ text: some StringProtocol) { self.init(String(text)) }

    /// Takes a text that follows the rule, at most 255 code points, else gives nil.
    public init?(_ text: String) {
        guard Self.isPlain(text.utf8.span) || Self.isRight(text) else { return nil }
        self.text = text
    }

    /// Whether a text is an ID as nearly all are: ASCII, a host by its name and no port.
    ///
    /// Each request names two or three.
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        var at = 0
        var count = 0
        for index in text.indices {
            count += 1
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
            case UInt8(ascii: "."): if at == count - 1 { return false }
            case UInt8(ascii: "_"): if at > 0 { return false }
            case UInt8(ascii: "@"):
                if at > 0 || count == 1 { return false }
                at = count
            default: return false
            }
        }
        return at > 0 && count > at && count <= 255
    }

    private static func isRight(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= 4 * 255 && text.unicodeScalars.count <= 255 && isWellFormed(text)
    }

    /// The ID itself.
    public var description: String { text }

    /// The host with its port: `pod.example:3000`.
    public var host: Substring {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "" }
        return text[text.utf8.index(after: at)...]
    }

    /// Whether a text has the form of an ID, whatever its length (lists of IDs are checked so).
    public static func isWellFormed(_ text: some StringProtocol) -> Bool {
        let scalars = text.unicodeScalars
        guard let at = scalars.firstIndex(of: "@"), at > scalars.startIndex,
            scalars[..<at].allSatisfy({ isNameScalar($0) || $0 == "." || $0 == "_" })
        else { return false }
        return isHost(scalars[scalars.index(after: at)...])
    }

    /// A lower-case letter, a digit or `-`: what both names and hosts are made of.
    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (scalar.value >= 0x61 && scalar.value <= 0x7A) || isDigit(scalar) || scalar == "-" }
        return scalar.properties.isLowercase
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func isHost<S: BidirectionalCollection>(_ scalars: S) -> Bool
    where S.Element == Unicode.Scalar, S.SubSequence.Element == Unicode.Scalar {
        var rest = Array(scalars)[...]
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]"), isBracketedAddress(rest[rest.startIndex + 1..<end]) else {
                return false
            }
            rest = rest[(end + 1)...]
        } else {
            // The first label is not empty; later ones may be, as in `a..b`. An IPv4 address is such a host too.
            guard let first = rest.first, isNameScalar(first) else { return false }
            rest = rest.drop { isNameScalar($0) || $0 == "." }
        }
        guard let colon = rest.first else { return true }
        return colon == ":" && rest.count > 1 && rest.dropFirst().allSatisfy(isDigit)
    }

    /// Up to 7 groups of at most four hexadecimal digits, each with its colon, and one to four digits at the end.
    private static func isBracketedAddress(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let groups = scalars.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count <= 8, let last = groups.last, !last.isEmpty else { return false }
        return groups.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.properties.isASCIIHexDigit) }
    }
}

extension DiasporaID: Hashable {
    /// Byte for byte.
    public static func == (one: DiasporaID, other: DiasporaID) -> Bool {
        one.text.hasSameBytes(as: other.text)
    }

    /// Byte for byte, as `==`.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
