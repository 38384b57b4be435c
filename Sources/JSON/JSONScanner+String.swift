extension JSONScanner {
    /// A string, of which the opening quote is next.
    package mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        pass()
        let start = offset
        try passPlain(bytes)
        if bytes[offset] == UInt8(ascii: "\"") {
            let text = try Self.text(bytes, start..<offset, at: start)
            pass()
            return text
        }
        return try escapedString(bytes, from: start)
    }

    /// Goes to the next quote or backslash.
    private mutating func passPlain(_ bytes: Span<UInt8>) throws(JSONError) {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            guard byte >= 0x20 else { throw .unexpectedByte(byte, at: offset) }
            pass()
        }
        throw .unexpectedEnd(at: offset)
    }

    /// The rest of a string that has an escape at `offset`.
    private mutating func escapedString(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> String {
        var text = try Self.text(bytes, start..<offset, at: start)
        while bytes[offset] == UInt8(ascii: "\\") {
            text.unicodeScalars.append(try escape(bytes))
            let run = offset
            try passPlain(bytes)
            if run < offset { text.append(try Self.text(bytes, run..<offset, at: run)) }
        }
        pass()
        return text
    }

    /// An escape, of which the backslash is next; a pair of surrogates is one.
    private mutating func escape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let start = offset
        pass()
        guard offset < bytes.count else { throw .unexpectedEnd(at: offset) }
        let byte = bytes[offset]
        pass()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw .invalidEscape(at: start)
        }
        let first = try fourHexDigits(bytes, start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw .loneSurrogate(at: start) }
        pass()
        pass()
        let second = try fourHexDigits(bytes, start)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw .loneSurrogate(at: start) }
        return scalar
    }

    private mutating func fourHexDigits(_ bytes: Span<UInt8>, _ start: Int) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard offset < bytes.count else { throw .unexpectedEnd(at: offset) }
            let byte = bytes[offset]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw .invalidEscape(at: start)
            }
            value = value << 4 | UInt32(digit)
            pass()
        }
        return value
    }

    /// A run of bytes as text, if it is UTF-8.
    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>, at start: Int) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw .invalidUTF8(at: start + error.byteOffsets.lowerBound)
        }
    }
}
