/// Reads JSON strictly (RFC 8259): UTF-8 only, no byte order mark, no name twice in an object, limits on what is built.
public enum JSONParser {
    /// The value that is all of `bytes`, white space aside.
    public static func parse(_ bytes: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        var scanner = JSONScanner(limits: limits)
        let value = try scanner.value(bytes)
        try scanner.end(bytes)
        return value
    }

    /// The value that is all of `bytes`, white space aside.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try parse(bytes.span, limits: limits)
    }

    /// The value that is all of `text`, white space aside.
    public static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try parse(text.utf8.span, limits: limits)
    }
}
