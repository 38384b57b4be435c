import SocialModel

/// A place in a JSON text.
///
/// The bytes come with each call, so that the scanner itself borrows nothing.
package struct JSONScanner {
    private let limits: JSONLimits
    private let repeatedNames: JSONParser.RepeatedNames
    package private(set) var offset = 0
    private var depth = 0
    private var elements = 0

    package init(limits: JSONLimits, repeatedNames: JSONParser.RepeatedNames = .refused) {
        self.limits = limits
        self.repeatedNames = repeatedNames
    }

    // MARK: - Tokens

    /// The next byte that is not white space, without passing it.
    package mutating func next(_ bytes: Span<UInt8>) throws(JSONError) -> UInt8 {
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return byte
            }
        }
        throw .unexpectedEnd(at: offset)
    }

    /// Passes the byte that `next` showed.
    package mutating func pass() { offset += 1 }

    /// Passes white space and one given byte.
    package mutating func pass(_ wanted: Unicode.Scalar, _ bytes: Span<UInt8>) throws(JSONError) {
        let byte = try next(bytes)
        guard byte == UInt8(ascii: wanted) else { throw .unexpectedByte(byte, at: offset) }
        offset += 1
    }

    /// Fails unless only white space is left.
    package mutating func end(_ bytes: Span<UInt8>) throws(JSONError) {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: throw .trailingBytes(at: offset)
            }
        }
    }

    /// After an element: true at a comma, false at the closing bracket; passes either.
    package mutating func hasMore(until close: Unicode.Scalar, _ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        let byte = try next(bytes)
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: close) else { throw .unexpectedByte(byte, at: offset) }
        offset += 1
        return byte == UInt8(ascii: ",")
    }

    /// Passes the opening bracket and, if there is nothing inside, the closing one; returns whether there is something.
    package mutating func open(until close: Unicode.Scalar, _ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        guard depth < limits.depth else { throw .tooDeep(at: offset) }
        offset += 1
        guard try next(bytes) != UInt8(ascii: close) else {
            offset += 1
            return false
        }
        depth += 1
        return true
    }

    /// Leaves the level that `open` entered.
    package mutating func leave() { depth -= 1 }

    // MARK: - Values

    package mutating func value(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        let byte = try next(bytes)
        elements += 1
        guard elements <= limits.elements else { throw .tooManyElements(at: offset) }
        switch byte {
        case UInt8(ascii: "\""): return .string(try string(bytes))
        case UInt8(ascii: "{"): return .object(try object(bytes))
        case UInt8(ascii: "["): return .array(try array(bytes))
        case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
        case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
        case UInt8(ascii: "n"): return try word("null", .null, bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes)
        default: throw .unexpectedByte(byte, at: offset)
        }
    }

    /// A member's name with its colon.
    package mutating func name(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        let byte = try next(bytes)
        guard byte == UInt8(ascii: "\"") else { throw .unexpectedByte(byte, at: offset) }
        let name = try string(bytes)
        try pass(":", bytes)
        return name
    }

    private mutating func object(_ bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
        guard try open(until: "}", bytes) else { return JSONObject() }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(4)
        var seen = NameSet()
        repeat {
            _ = try next(bytes)
            let start = offset
            let name = try name(bytes)
            let isRepeated = !seen.insert(name, after: members)
            guard !isRepeated || repeatedNames == .lastCounts else { throw .duplicateName(name, at: start) }
            let member = JSONObject.Member(name: name, value: try value(bytes))
            if isRepeated, let first = members.firstIndex(where: { $0.name.hasSameBytes(as: name) }) {
                members[first] = member
            } else {
                members.append(member)
            }
        } while try hasMore(until: "}", bytes)
        leave()
        return JSONObject(distinct: members)
    }

    private mutating func array(_ bytes: Span<UInt8>) throws(JSONError) -> [JSONValue] {
        guard try open(until: "]", bytes) else { return [] }
        var values: [JSONValue] = []
        repeat { values.append(try value(bytes)) } while try hasMore(until: "]", bytes)
        leave()
        return values
    }

    private mutating func word(
        _ word: String,
        _ value: JSONValue,
        _ bytes: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        for letter in word.utf8 {
            guard offset < bytes.count else { throw .unexpectedEnd(at: offset) }
            guard bytes[offset] == letter else { throw .unexpectedByte(bytes[offset], at: offset) }
            offset += 1
        }
        return value
    }
}

/// Finds a name that stands twice in an object: by walking the few members of an ordinary one, by hashing those of a large one.
private struct NameSet {
    private static let walked = 16
    private var hashed: Set<[UInt8]> = []

    package mutating func insert(_ name: String, after members: [JSONObject.Member]) -> Bool {
        if members.count < Self.walked {
            for member in members where member.name.hasSameBytes(as: name) { return false }
            return true
        }
        if hashed.isEmpty {
            for member in members { hashed.insert(Array(member.name.utf8)) }
        }
        return hashed.insert(Array(name.utf8)).inserted
    }
}
