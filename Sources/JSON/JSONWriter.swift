/// Appends JSON to bytes, without white space.
///
/// Only what JSON must escape is escaped: quotes, backslashes and control
/// characters; `/`, U+2028 and U+2029 stay as they are.
public enum JSONWriter {
    /// Appends a value.
    public static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: append(literal: "null", to: &bytes)
        case .bool(let flag): append(flag, to: &bytes)
        case .integer(let number): append(number, to: &bytes)
        case .number(let number): append(number, to: &bytes)
        case .string(let text): append(text, to: &bytes)
        case .array(let elements): append(elements, to: &bytes)
        case .object(let object): append(object, to: &bytes)
        }
    }

    /// A value as bytes.
    public static func bytes(_ value: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    /// Appends text that is JSON already.
    public static func append(literal: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: literal.utf8)
    }

    /// Appends `true` or `false`.
    public static func append(_ flag: Bool, to bytes: inout [UInt8]) {
        append(literal: flag ? "true" : "false", to: &bytes)
    }

    /// Appends a double in the fewest digits that read back as the same one; `null` if it is not finite.
    public static func append(_ number: Double, to bytes: inout [UInt8]) {
        guard number.isFinite else { return append(literal: "null", to: &bytes) }
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Appends an array.
    public static func append(_ elements: [JSONValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(element, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends an object.
    public static func append(_ object: JSONObject, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in object.members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(member.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            append(member.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
