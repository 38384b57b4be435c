/// Reads the small JSON documents of federation (private wrappers and JRDs) as RFC 8259 has them.
///
/// In UTF-8, without byte order mark, comments or anything after the value.
struct JSONReader {
    private let bytes: [UInt8]
    private let limits: FederationLimits
    private var index = 0
    private var count = 0

    /// Reads a document; the caller has limited its length.
    ///
    /// Throws ``FederationError/notJSON``, or the limit of depth or elements that was hit.
    static func read(_ bytes: [UInt8], limits: FederationLimits) throws(FederationError) -> JSONNode {
        var reader = JSONReader(bytes: bytes, limits: limits)
        let node = try reader.value(depth: 1)
        guard reader.next() == nil else { throw .notJSON }
        return node
    }

    private init(bytes: [UInt8], limits: FederationLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    // MARK: - Values

    private mutating func value(depth: Int) throws(FederationError) -> JSONNode {
        count += 1
        guard count <= limits.elements else { throw .tooManyElements(limit: limits.elements) }
        guard depth <= limits.depth else { throw .tooDeep(limit: limits.depth) }
        switch next() {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .scalar)
        case UInt8(ascii: "f"): return try word("false", .scalar)
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func members(depth: Int) throws(FederationError) -> [String: JSONNode] {
        index += 1
        var members: [String: JSONNode] = [:]
        if take("}") { return members }
        repeat {
            guard next() == UInt8(ascii: "\"") else { throw .notJSON }
            let name = try string()
            guard take(":") else { throw .notJSON }
            members[name] = try value(depth: depth + 1)
        } while take(",")
        guard take("}") else { throw .notJSON }
        return members
    }

    private mutating func items(depth: Int) throws(FederationError) -> [JSONNode] {
        index += 1
        var items: [JSONNode] = []
        if take("]") { return items }
        repeat { items.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw .notJSON }
        return items
    }

    private mutating func word(_ word: String, _ node: JSONNode) throws(FederationError) -> JSONNode {
        guard bytes[index...].starts(with: word.utf8) else { throw .notJSON }
        index += word.utf8.count
        return node
    }

    private mutating func number() throws(FederationError) -> JSONNode {
        if peek == UInt8(ascii: "-") { index += 1 }
        if peek == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        return .scalar
    }

    private mutating func digits() throws(FederationError) {
        let start = index
        while let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) { index += 1 }
        guard index > start else { throw .notJSON }
    }

    // MARK: - Strings

    private mutating func string() throws(FederationError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw .notJSON }
                return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw .notJSON
            default: text.append(byte)
            }
        }
        throw .notJSON
    }

    private mutating func escape(into text: inout [UInt8]) throws(FederationError) {
        guard let byte = peek else { throw .notJSON }
        index += 1
        switch Unicode.Scalar(byte) {
        case "\"", "\\", "/": text.append(byte)
        case "b": text.append(0x08)
        case "f": text.append(0x0C)
        case "n": text.append(0x0A)
        case "r": text.append(0x0D)
        case "t": text.append(0x09)
        case "u": text.append(contentsOf: String(try scalar()).utf8)
        default: throw .notJSON
        }
    }

    /// What `\u` stands for, with the second half of a surrogate pair; a half on its own is refused.
    private mutating func scalar() throws(FederationError) -> Unicode.Scalar {
        var value = try unit()
        if (0xD800...0xDBFF).contains(value) {
            guard bytes[index...].starts(with: "\\u".utf8) else { throw .notJSON }
            index += 2
            let low = try unit()
            guard (0xDC00...0xDFFF).contains(low) else { throw .notJSON }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw .notJSON }
        return scalar
    }

    private mutating func unit() throws(FederationError) -> UInt32 {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.first != UInt8(ascii: "+"),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .notJSON }
        index += 4
        return value
    }

    // MARK: - Bytes

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The next byte that is no white space.
    private mutating func next() -> UInt8? {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
        return peek
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard next() == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }
}
