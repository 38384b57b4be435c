public import JSON

/// What a request is named by, and its response with it.
public enum RequestID: Sendable, Hashable {
    /// `null`: allowed by JSON-RPC, and answered.
    case null
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A text of at most ``longest`` bytes.
    case string(String)

    /// Bytes that a text may have, since it is kept until the answer.
    public static let longest = 256

    /// Takes a string, a number or null; nil for anything else.
    public init?(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let text) where text.utf8.count <= Self.longest: self = .string(text)
        default: return nil
        }
    }

    /// As JSON.
    public var json: JSONValue {
        switch self {
        case .null: .null
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        }
    }

    /// Appends it as JSON.
    public func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: JSONWriter.append(literal: "null", to: &bytes)
        case .integer(let number): JSONWriter.append(number, to: &bytes)
        case .number(let number): JSONWriter.append(number, to: &bytes)
        case .string(let text): JSONWriter.append(text, to: &bytes)
        }
    }
}
