/// The bytes of a document as libxml2 may see them: UTF-8, and nothing in them that costs it more than linear time.
struct XMLSource {
    /// UTF-8 without byte order mark.
    let bytes: ArraySlice<UInt8>

    /// Converts UTF-16 and Latin-1, and refuses what is too long, has a document type or too many attributes.
    ///
    /// UTF-8 and UTF-16 are read, the two that every XML processor must know,
    /// and ISO 8859-1 where it is declared; a declaration of another encoding
    /// is ignored. One reading of the bytes is what makes the scan below sure
    /// of what libxml2 will see.
    init(_ input: [UInt8], limits: FederationLimits) throws(FederationError) {
        guard input.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        switch (input.first, input.dropFirst().first) {
        case (0xFF, 0xFE): bytes = try Self.utf8(ofUTF16: input, high: 1)[...]
        case (0xFE, 0xFF): bytes = try Self.utf8(ofUTF16: input, high: 0)[...]
        case (0xEF, 0xBB) where input.dropFirst(2).first == 0xBF: bytes = input[3...]
        default: bytes = Self.isLatin1(input) ? Self.utf8(ofLatin1: input)[...] : input[...]
        }
        // A document begins with white space and `<`; by other first bytes libxml2 would guess another encoding.
        guard let start = bytes.firstIndex(where: { !Self.isSpace($0) }), bytes[start] == UInt8(ascii: "<"),
            bytes[start...].dropFirst().first != 0
        else { throw .notXML }
        try Self.scanTags(bytes.span, limits: limits)
    }

    private static func utf8(ofUTF16 input: [UInt8], high: Int) throws(FederationError) -> [UInt8] {
        let units = stride(from: 2, to: input.count - 1, by: 2)
            .map { UInt16(input[$0 + high]) << 8 | UInt16(input[$0 + 1 - high]) }
        guard input.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw .notXML
        }
        return Array(text.utf8)
    }

    private static func utf8(ofLatin1 input: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(input.count + input.count / 4)
        for byte in input {
            if byte < 0x80 {
                bytes.append(byte)
            } else {
                bytes.append(0xC0 | byte >> 6)
                bytes.append(0x80 | byte & 0x3F)
            }
        }
        return bytes
    }

    /// Whether a declaration names ISO 8859-1, and that makes a difference.
    private static func isLatin1(_ input: [UInt8]) -> Bool {
        let longest = 256
        let head = input.prefix(longest)
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")),
            input.contains(where: { $0 >= 0x80 })
        else { return false }
        let separators = Array("= \t\r\n\"'".utf8)
        let parts = head[..<end].split(whereSeparator: separators.contains).map { String(decoding: $0, as: UTF8.self) }
        guard let key = parts.firstIndex(of: "encoding"), key + 1 < parts.endIndex else { return false }
        return ["iso-8859-1", "iso-latin-1", "latin1"].contains(parts[key + 1].lowercased())
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Counts the `=` outside quotes in each start tag.
    ///
    /// libxml2 2.9 compares each attribute with all before it, before it tells
    /// anybody of the element: a mebibyte of them would keep it busy for seconds.
    private static func scanTags(_ bytes: borrowing Span<UInt8>, limits: FederationLimits) throws(FederationError) {
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            index += 1
            if follows("!--", bytes, index) {
                index = after("-->", bytes, index + 3)
            } else if follows("![CDATA[", bytes, index) {
                index = after("]]>", bytes, index + 8)
            } else if follows("?", bytes, index) {
                index = after("?>", bytes, index + 1)
            } else if follows("!", bytes, index) {
                // Nothing but a comment, CDATA or a document type starts so.
                throw .doctypeRefused
            } else {
                index = try afterTag(bytes, index, limits: limits)
            }
        }
    }

    private static func afterTag(
        _ bytes: borrowing Span<UInt8>,
        _ start: Int,
        limits: FederationLimits
    ) throws(FederationError) -> Int {
        var index = start
        var attributes = 0
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index
            } else if byte == UInt8(ascii: "=") {
                attributes += 1
                guard attributes <= limits.attributes else { throw .tooManyAttributes(limit: limits.attributes) }
            }
        }
        return index
    }

    private static func follows(_ text: StaticString, _ bytes: borrowing Span<UInt8>, _ index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            for offset in 0..<count where unsafe bytes[index + offset] != wanted[offset] { return false }
            return true
        }
    }

    /// Where the first `text` at or after an index ends; the end of the bytes if there is none.
    private static func after(_ text: StaticString, _ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count {
            if follows(text, bytes, index) { return index + text.utf8CodeUnitCount }
            index += 1
        }
        return bytes.count
    }
}
