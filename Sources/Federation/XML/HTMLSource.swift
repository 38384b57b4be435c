/// The bytes of an HTML document as libxml2 may see them: UTF-8, and nothing in them that costs it much more than linear time.
struct HTMLSource {
    /// UTF-8 without byte order mark and NUL.
    let bytes: ArraySlice<UInt8>

    /// The most words in one document: libxml2 compares each attribute of an element with all before it.
    ///
    /// Where a tag begins and ends in broken HTML only its parser knows, so
    /// every word that could be an attribute's name is counted. So many in
    /// one tag keep it busy for about a tenth of a second.
    static let mostWords = 4_096

    /// Refuses what is too long, has too many words, or is not UTF-8, the only encoding that is read.
    init(_ input: [UInt8], limits: FederationLimits) throws(FederationError) {
        guard input.count <= limits.discoveryBytes else { throw .tooLarge(limit: limits.discoveryBytes) }
        // libxml2 takes a NUL for the end.
        guard !input.contains(0), String(validating: input, as: UTF8.self) != nil else { throw .notHTML }
        bytes = input.starts(with: [0xEF, 0xBB, 0xBF]) ? input[3...] : input[...]
        var words = 0
        var isBefore = false
        for byte in bytes {
            let isSeparator = byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            if isBefore && !isSeparator { words += 1 }
            isBefore = isSeparator
        }
        guard words <= Self.mostWords else { throw .tooManyAttributes(limit: Self.mostWords) }
    }
}
