/// The syntax of URIs and relative references (RFC 3986), as far as entities need it (protocol §7).
enum WebURI {
    /// A part that must be there and not be empty.
    enum Part: Sendable {
        case host, path
    }

    /// Whether a text is a relative reference or an http(s) URI with these parts.
    static func isWebOrRelative(_ text: String, having parts: [Part]) -> Bool {
        guard let uri = split(text), has(parts, uri) else { return false }
        guard let scheme = uri.scheme else { return true }
        let name = scheme.map { $0 | 0x20 }
        return name.elementsEqual("http".utf8) || name.elementsEqual("https".utf8)
    }

    /// Whether a text is a URI or relative reference with these parts, whatever its scheme.
    static func isValid(_ text: String, having parts: [Part]) -> Bool { split(text).map { has(parts, $0) } ?? false }

    /// Whether a valid text says its scheme.
    static func isAbsolute(_ text: String) -> Bool { split(text)?.scheme != nil }

    /// The host of an absolute http(s) URI with these parts; nil if the text is none.
    static func webHost(_ text: String, having parts: [Part]) -> String? {
        guard isWebOrRelative(text, having: parts), let uri = split(text), uri.scheme != nil, let host = uri.host
        else { return nil }
        return String(Substring(host))
    }

    private struct Parts {
        var scheme: Substring.UTF8View?
        var host: Substring.UTF8View?
        var path: Substring.UTF8View
    }

    private static func has(_ parts: [Part], _ uri: Parts) -> Bool {
        parts.allSatisfy { part in
            switch part {
            case .host: uri.host?.isEmpty == false
            // What follows a scheme without a slash, as in `mailto:x`, is opaque and no path.
            case .path: !uri.path.isEmpty && (uri.scheme == nil || uri.path.first == UInt8(ascii: "/"))
            }
        }
    }

    private static func split(_ text: String) -> Parts? {
        var rest = text[...].utf8
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard consists(rest[rest.index(after: hash)...], of: isQueryByte) else { return nil }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard consists(rest[rest.index(after: mark)...], of: isQueryByte) else { return nil }
            rest = rest[..<mark]
        }
        var scheme: Substring.UTF8View?
        if let colon = rest.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }),
            rest[colon] == UInt8(ascii: ":")
        {
            // A colon in the first segment ends a scheme; relative references have none there.
            let name = rest[..<colon]
            guard let first = name.first, isLetter(first), name.allSatisfy(isSchemeByte) else { return nil }
            scheme = name
            rest = rest[rest.index(after: colon)...]
        }
        var host: Substring.UTF8View?
        if rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2)
            let end = authority.firstIndex(of: UInt8(ascii: "/")) ?? authority.endIndex
            guard let found = hostOf(authority[..<end]) else { return nil }
            host = found
            rest = authority[end...]
        }
        guard consists(rest, of: isPathByte) else { return nil }
        return Parts(scheme: scheme, host: host, path: rest)
    }

    /// The host of `user@host:port`; nil if one of them is malformed.
    private static func hostOf(_ authority: Substring.UTF8View) -> Substring.UTF8View? {
        var rest = authority
        if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
            guard consists(rest[..<at], of: { isPathByte($0) && $0 != UInt8(ascii: "/") }) else { return nil }
            rest = rest[rest.index(after: at)...]
        }
        if rest.first == UInt8(ascii: "[") {
            guard let close = rest.firstIndex(of: UInt8(ascii: "]")),
                rest[..<close].dropFirst().allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == 0x2E }),
                isPort(rest[rest.index(after: close)...])
            else { return nil }
            return rest[...close]
        }
        let colon = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
        guard isPort(rest[colon...]), consists(rest[..<colon], of: isHostByte) else { return nil }
        return rest[..<colon]
    }

    /// Nothing, or a colon and any number of digits.
    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        text.isEmpty || text.first == UInt8(ascii: ":") && text.dropFirst().allSatisfy(isDigit)
    }

    /// Whether a part has only permitted bytes and complete `%xx`.
    private static func consists(_ part: Substring.UTF8View, of isPermitted: (UInt8) -> Bool) -> Bool {
        var rest = part
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHexadecimal(high), isHexadecimal(low)
                else { return false }
            } else if !isPermitted(byte) {
                return false
            }
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    /// Unreserved characters and sub-delimiters.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "-", ".", "_", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=": true
        default: isLetter(byte) || isDigit(byte)
        }
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        isHostByte(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/")
    }

    private static func isQueryByte(_ byte: UInt8) -> Bool { isPathByte(byte) || byte == UInt8(ascii: "?") }
}
