/// Reads JSON strictly (RFC 8259): UTF-8 only, no byte order mark, limits on what is built.
public enum JSONParser {
    /// What becomes of an object in which a name stands twice, which RFC 8259 leaves open.
    public enum RepeatedNames: Sendable {
        /// It is refused.
        case refused
        /// The last member of the name counts, as most readers have it.
        case lastCounts
    }

    /// The value that is all of `bytes`, white space aside.
    public static func parse(
        _ bytes: Span<UInt8>,
        limits: JSONLimits = .standard,
        repeatedNames: RepeatedNames = .refused
    ) throws(JSONError) -> JSONValue {
        var scanner = JSONScanner(limits: limits, repeatedNames: repeatedNames)
        let value = try scanner.value(bytes)
        try scanner.end(bytes)
        return value
    }

    /// The value that is all of `bytes`, white space aside.
    public static func parse(
        _ bytes: [UInt8],
        limits: JSONLimits = .standard,
        repeatedNames: RepeatedNames = .refused
    ) throws(JSONError) -> JSONValue {
        try parse(bytes.span, limits: limits, repeatedNames: repeatedNames)
    }

    /// The value that is all of `text`, white space aside.
    public static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try parse(text.utf8.span, limits: limits)
    }
}
