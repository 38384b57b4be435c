import JSON
import SocialModel

/// The rules that the properties of entities follow (protocol §7).
extension Parameters {
    /// -32002: a rule is broken.
    func rejected(_ name: String, _ reason: FaultReason, _ detail: String) -> RPCFault {
        .rejected(reason.rawValue, detail, field: field(name))
    }

    /// -32602: something of the contract that is not kept yet.
    func unsupported(_ name: String) -> RPCFault {
        .invalid(field(name), .unsupportedParameter, "This engine does not keep \(field(name).quoted) yet.")
    }

    /// A text of at least one and at most `limit` code points.
    func text(_ name: String, limit: Int) throws(RPCFault) -> String {
        let text = try string(name, limit: limit)
        guard !text.isEmpty else { throw .invalid(field(name), .empty, "\(field(name).quoted) is empty.") }
        return text
    }

    /// A text of at most `limit` code points; an empty one is none (protocol §6).
    func optionalText(_ name: String, limit: Int = ChangeLimits.text) throws(RPCFault) -> String? {
        guard let text = try optionalString(name, limit: limit), !text.isEmpty else { return nil }
        return text
    }

    /// A name that, as protocol §7 wants, has no `;`.
    func personName(_ name: String, limit: Int) throws(RPCFault) -> String? {
        guard let text = try optionalText(name, limit: limit) else { return nil }
        guard !text.utf8.contains(UInt8(ascii: ";")) else {
            throw rejected(name, .invalidText, "\(field(name).quoted) has a semicolon.")
        }
        return text
    }

    /// A truth value that is `standard` if absent; null is none.
    func flag(_ name: String, standard: Bool) throws(RPCFault) -> Bool {
        object[name] == nil ? standard : try bool(name)
    }

    /// A truth value that is `standard` if absent, and nil if null.
    func optionalFlag(_ name: String, standard: Bool) throws(RPCFault) -> Bool? {
        object[name] == nil ? standard : try optionalBool(name)
    }

    /// An `http`, `https` or relative URL with a path.
    func optionalURL(_ name: String) throws(RPCFault) -> String? {
        guard let text = try optionalText(name, limit: ChangeLimits.url) else { return nil }
        guard URLRule.allows(text) else {
            throw rejected(name, .invalidURL, "\(field(name).quoted) is no http, https or relative URL with a path.")
        }
        return text
    }

    /// A date `yyyy-mm-dd` that exists.
    func optionalDate(_ name: String) throws(RPCFault) -> String? {
        guard let text = try optionalText(name, limit: ChangeLimits.line) else { return nil }
        guard text.utf8.count == 10, Timestamp(iso8601: text + "T00:00:00Z") != nil else {
            throw rejected(name, .invalidDate, "\(field(name).quoted) is no date yyyy-mm-dd.")
        }
        return text
    }

    /// The pod's own row, a number from 1.
    func rowID() throws(RPCFault) -> Int64? { try optionalInteger("row_id", in: 1...Int64.max) }

    /// The aspects named in a change.
    func aspects() throws(RPCFault) -> [String] {
        try optionalStrings("aspects", length: ChangeLimits.aspect, limit: ChangeLimits.aspects) ?? []
    }
}

/// What may stand where the protocol wants a URI with a path (§7, §19).
enum URLRule {
    static func allows(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        guard isSpelledRight(rest) else { return false }
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), !rest[..<colon].contains(UInt8(ascii: "/")),
            !rest[..<colon].contains(UInt8(ascii: "?")), !rest[..<colon].contains(UInt8(ascii: "#"))
        {
            let scheme = rest[..<colon].map { $0 | 0x20 }
            guard scheme.elementsEqual("http".utf8) || scheme.elementsEqual("https".utf8) else { return false }
            rest = rest[(colon + 1)...]
            guard rest.starts(with: "//".utf8) else { return false }
        }
        if rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
            guard !authority.isEmpty else { return false }
            rest = rest[authority.endIndex...]
        }
        guard let first = rest.first else { return false }
        return first != UInt8(ascii: "?") && first != UInt8(ascii: "#")
    }

    /// ASCII without spaces and the marks that RFC 3986 excludes, each `%` with two hexadecimal digits.
    private static func isSpelledRight(_ bytes: ArraySlice<UInt8>) -> Bool {
        for (index, byte) in zip(bytes.indices, bytes) {
            switch byte {
            case 0...0x20, 0x7F...: return false
            case _ where #"<>"{}|\^`"#.utf8.contains(byte): return false
            case UInt8(ascii: "%"):
                let digits = bytes[(index + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else {
                    return false
                }
            default: break
            }
        }
        return true
    }
}
