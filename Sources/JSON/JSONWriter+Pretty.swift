extension JSONWriter {
    /// A value for a person to read: one member or element a line, indented by two spaces, no newline at the end.
    public static func pretty(_ value: JSONValue) -> String {
        var bytes: [UInt8] = []
        appendPretty(value, level: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func appendPretty(_ value: JSONValue, level: Int, to bytes: inout [UInt8]) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                appendLine(isFirst: index == 0, level: level + 1, to: &bytes)
                appendPretty(element, level: level + 1, to: &bytes)
            }
            appendLine(isFirst: true, level: level, to: &bytes)
            bytes.append(UInt8(ascii: "]"))
        case .object(let object) where !object.isEmpty:
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                appendLine(isFirst: index == 0, level: level + 1, to: &bytes)
                append(member.name, to: &bytes)
                append(literal: ": ", to: &bytes)
                appendPretty(member.value, level: level + 1, to: &bytes)
            }
            appendLine(isFirst: true, level: level, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        default:
            append(value, to: &bytes)
        }
    }

    private static func appendLine(isFirst: Bool, level: Int, to bytes: inout [UInt8]) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
}
