import SocialModel

extension QueryParser {
    /// Reads what stands between two breaks: a tag, a person, a field or a word.
    mutating func term(_ range: Range<Int>) throws(QueryFault) -> Node? {
        let text = text(range)
        switch scalars[range.lowerBound] {
        case "#": return try tag(text, at: range.lowerBound)
        case "@": return .mentions(try person(text.dropFirst(), at: range.lowerBound))
        default: break
        }
        if let colon = scalars[range].firstIndex(of: ":"), let name = fieldName(range.lowerBound..<colon) {
            let value = self.text(colon + 1..<range.upperBound)
            if let field = QueryField(rawValue: name) {
                return try self.field(field, value, at: (range.lowerBound, colon + 1))
            }
            if !value.isEmpty, let meant = QueryField.allCases.first(where: { name.isMisspelling(of: $0.rawValue) }) {
                let suggestion = "\(meant.rawValue):\(value)"
                throw QueryFault(.unknownField(name), at: range.lowerBound, suggestion: suggestion)
            }
        }
        let isPrefix = scalars[range.upperBound - 1] == "*"
        return try phrase(range.lowerBound..<range.upperBound - (isPrefix ? 1 : 0), isPrefix: isPrefix)
    }

    /// Reads `from:"Alice Smith"`, if that stands between `start` and a quotation mark at the position.
    mutating func quotedValue(_ start: Int) throws(QueryFault) -> Node? {
        guard position < scalars.count, scalars[position] == "\"", scalars[position - 1] == ":",
            let name = fieldName(start..<position - 1), let field = QueryField(rawValue: name)
        else { return nil }
        let open = position
        guard let end = scalars[(open + 1)...].firstIndex(of: "\"") else {
            throw QueryFault(.unclosedQuote, at: open, suggestion: text(start..<scalars.count) + "\"")
        }
        position = end + 1
        return try self.field(field, text(open + 1..<end), at: (start, open + 1))
    }

    private mutating func tag(_ text: String, at offset: Int) throws(QueryFault) -> Node {
        let name = TagGrammar.normalise(text)
        guard text.utf8.last != UInt8(ascii: "*") else {
            throw QueryFault(.prefixNotAllowed, at: offset, suggestion: "#" + name)
        }
        guard !name.isEmpty, name.unicodeScalars.count <= TagGrammar.longestName else {
            throw QueryFault(.invalidTag, at: offset)
        }
        try count(1, at: offset)
        return .tag(name)
    }

    private mutating func field(
        _ field: QueryField,
        _ value: String,
        at offsets: (term: Int, value: Int)
    ) throws(QueryFault) -> Node {
        let node: Node?
        switch field {
        case .from: return .from(try person(value[...], at: offsets.term))
        case .mentions: return .mentions(try person(value[...], at: offsets.term))
        case .aspect: node = value.isEmpty ? nil : .aspect(value)
        case .has: node = value == "comments" ? Self.hasComments : Attachment(rawValue: value).map { .has($0) }
        case .is: node = QueryFlag(rawValue: value).map { .flag($0) }
        case .before: node = QueryTime.Moment(value).map { .written(QueryTime(.before, $0)) }
        case .after: node = QueryTime.Moment(value).map { .written(QueryTime(.after, $0)) }
        case .on: node = QueryTime.Moment(value).map { .written(QueryTime(.on, $0)) }
        case .lang: node = Language(rawValue: value.lowercased()).map { .language($0) }
        case .likes: node = CountRange.read(value).map { .count(.likes, $0) }
        case .comments: node = CountRange.read(value).map { .count(.comments, $0) }
        case .reshares: node = CountRange.read(value).map { .count(.reshares, $0) }
        }
        guard let node else {
            throw QueryFault(
                .unknownValue(field: field.rawValue, value: value),
                at: offsets.value,
                suggestion: field.suggestion(for: value).map { "\(field.rawValue):\($0)" }
            )
        }
        try count(1, at: offsets.term)
        return node
    }

    private static var hasComments: Node { .count(.comments, 1...QueryLimits.greatestCount) }

    /// IDs are in lower case; one typed otherwise is taken for what was meant.
    private mutating func person(_ text: Substring, at offset: Int) throws(QueryFault) -> PersonName {
        let name = text.first == "@" ? text.dropFirst() : text
        let isName =
            !name.contains("@") && name.unicodeScalars.count <= 70
            && name.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        let person: PersonName
        if let id = DiasporaID(name) ?? DiasporaID(name.lowercased()) {
            person = .id(id)
        } else if isName {
            person = name == "me" ? .me : .name(String(name))
        } else {
            throw QueryFault(.invalidPerson(String(name)), at: offset)
        }
        try count(1, at: offset)
        return person
    }

    /// A name before a colon that could be a field's: ASCII letters.
    private func fieldName(_ range: Range<Int>) -> String? {
        guard (2...10).contains(range.count), scalars[range].allSatisfy({ $0.isASCII && $0.properties.isAlphabetic })
        else { return nil }
        return text(range).lowercased()
    }
}
