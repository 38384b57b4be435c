import SocialModel

/// Why bytes are not the JSON that is accepted here, and at which byte.
public enum JSONError: Error, Sendable, Hashable {
    /// The text ends too early.
    case unexpectedEnd(at: Int)
    /// A byte that cannot stand here.
    case unexpectedByte(UInt8, at: Int)
    /// Something follows the value.
    case trailingBytes(at: Int)
    /// Bytes of a string that are not UTF-8.
    case invalidUTF8(at: Int)
    /// An escape that JSON does not have.
    case invalidEscape(at: Int)
    /// Half of a surrogate pair.
    case loneSurrogate(at: Int)
    /// A number that JSON cannot write, as `01` or `1.`.
    case invalidNumber(at: Int)
    /// A number that is infinite as a double.
    case numberOutOfRange(at: Int)
    /// A name that its object has already.
    case duplicateName(String, at: Int)
    /// More levels than ``JSONLimits/depth``.
    case tooDeep(at: Int)
    /// More values than ``JSONLimits/elements``.
    case tooManyElements(at: Int)

    /// The byte where it was noticed, from 0.
    public var offset: Int {
        switch self {
        case .unexpectedEnd(let at), .unexpectedByte(_, let at), .trailingBytes(let at), .invalidUTF8(let at),
            .invalidEscape(let at), .loneSurrogate(let at), .invalidNumber(let at), .numberOutOfRange(let at),
            .duplicateName(_, let at), .tooDeep(let at), .tooManyElements(let at):
            at
        }
    }
}

extension JSONError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        let cause =
            switch self {
            case .unexpectedEnd: "the text ends too early"
            case .unexpectedByte(let byte, _): "the byte 0x\(String(byte, radix: 16)) cannot stand here"
            case .trailingBytes: "something follows the value"
            case .invalidUTF8: "not UTF-8"
            case .invalidEscape: "no such escape"
            case .loneSurrogate: "half of a surrogate pair"
            case .invalidNumber: "not a number as JSON writes one"
            case .numberOutOfRange: "a number too large for a double"
            case .duplicateName(let name, _): "a second member \(name.quoted)"
            case .tooDeep: "too many levels"
            case .tooManyElements: "too many values"
            }
        return "Byte \(offset): \(cause)."
    }
}
