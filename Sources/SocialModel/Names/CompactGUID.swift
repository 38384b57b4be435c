/// A GUID in little room: most are 128 bits, and need no text of their own.
public enum CompactGUID: Sendable, Hashable {
    /// 32 lower-case hexadecimal digits.
    case digits(high: UInt64, low: UInt64)
    /// Any other.
    case text(GUID)

    /// Packs a GUID.
    public init(_ guid: GUID) { self = guid.digits.map { CompactGUID(digits: $0) } ?? .text(guid) }

    /// Packs 128 bits.
    public init(digits: UInt128) {
        self = .digits(high: UInt64(truncatingIfNeeded: digits >> 64), low: UInt64(truncatingIfNeeded: digits))
    }

    /// The GUID.
    public var guid: GUID {
        switch self {
        case .digits(let high, let low): GUID(high: high, low: low)
        case .text(let guid): guid
        }
    }
}
