/// Writes elements as diaspora*'s own library does: two spaces a level, ASCII only (protocol §5).
struct XMLWriter {
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    /// An element with text; without any it is closed in itself.
    mutating func element(_ name: String, _ text: String) {
        indent()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        if text.isEmpty {
            bytes.append(contentsOf: "/>\n".utf8)
        } else {
            bytes.append(UInt8(ascii: ">"))
            escape(text)
            close(name)
        }
    }

    /// An element with elements in it.
    mutating func element(_ name: String, _ content: (inout XMLWriter) -> Void) {
        indent()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ">\n".utf8)
        depth += 1
        content(&self)
        depth -= 1
        indent()
        close(name)
    }

    private mutating func indent() { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2)) }

    private mutating func close(_ name: String) {
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ">\n".utf8)
    }

    private mutating func escape(_ text: String) { Self.escape(text, to: &bytes) }

    /// Appends a text as it may stand in an element or between quotation marks.
    static func escape(_ text: String, to bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": bytes.append(contentsOf: "&lt;".utf8)
            case ">": bytes.append(contentsOf: "&gt;".utf8)
            case "&": bytes.append(contentsOf: "&amp;".utf8)
            // Unescaped, a carriage return would be read as a line feed, and signatures over it would break.
            case "\r": bytes.append(contentsOf: "&#xD;".utf8)
            default:
                let scalar = XMLCharacters.allows(scalar) ? scalar : "\u{FFFD}"
                if scalar.isASCII {
                    bytes.append(UInt8(truncatingIfNeeded: scalar.value))
                } else {
                    bytes.append(contentsOf: "&#x\(String(scalar.value, radix: 16, uppercase: true));".utf8)
                }
            }
        }
    }
}
