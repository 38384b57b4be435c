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
            if let field = QueryField(rawValue: name) {
                return try self.field(field, value: colon + 1..<range.upperBound, at: range.lowerBound)
            }
            if let meant = QueryField.allCases.first(where: { name.isMisspelling(of: $0.rawValue) }) {
                let rest = self.text(colon..<range.upperBound)
                throw QueryFault(.unknownField(name), at: range.lowerBound, suggestion: meant.rawValue + rest)
            }
        }
        let isPrefix = scalars[range.upperBound - 1] == "*"
        return try phrase(range.lowerBound..<range.upperBound - (isPrefix ? 1 : 0), isPrefix: isPrefix)
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
        value range: Range<Int>,
        at offset: Int
    ) throws(QueryFault) -> Node {
        let value = text(range)
        switch field {
        case .from: return .from(try person(value[...], at: offset))
        case .mentions: return .mentions(try person(value[...], at: offset))
        case .has, .is: break
        }
        let known = QueryFact.allCases.filter { $0.field == field }
        guard let fact = known.first(where: { $0.rawValue == value }) else {
            let meant = known.first { value.isMisspelling(of: $0.rawValue) } ?? (known.count == 1 ? known[0] : nil)
            throw QueryFault(
                .unknownValue(field: field.rawValue, value: value),
                at: range.lowerBound,
                suggestion: meant.map { "\(field.rawValue):\($0.rawValue)" }
            )
        }
        try count(1, at: offset)
        return .fact(fact)
    }

    /// IDs are in lower case; one typed otherwise is taken for what was meant.
    private mutating func person(_ text: Substring, at offset: Int) throws(QueryFault) -> DiasporaID {
        let id = text.first == "@" ? text.dropFirst() : text
        guard let person = DiasporaID(id) ?? DiasporaID(id.lowercased()) else {
            throw QueryFault(.invalidPerson(String(id)), at: offset)
        }
        try count(1, at: offset)
        return person
    }

    /// A name before a colon that could be a field's: ASCII letters.
    private func fieldName(_ range: Range<Int>) -> String? {
        guard (2...10).contains(range.count), scalars[range].allSatisfy({ $0.isWordByte && $0.value > 0x39 }) else {
            return nil
        }
        return text(range).lowercased()
    }
}

extension String {
    /// Whether one letter too many, too few, another, or two exchanged make this out of a word of three or more.
    fileprivate func isMisspelling(of word: String) -> Bool {
        let (mine, theirs) = (Array(utf8), Array(word.utf8))
        guard theirs.count >= 3, mine != theirs, abs(mine.count - theirs.count) <= 1 else { return false }
        let start = zip(mine, theirs).prefix { $0 == $1 }.count
        let end = zip(mine.reversed(), theirs.reversed()).prefix { $0 == $1 }.count
        let rest = max(mine.count, theirs.count) - min(start + end, min(mine.count, theirs.count))
        if rest <= 1 { return true }
        return mine.count == theirs.count && rest == 2 && mine[start] == theirs[start + 1]
            && mine[start + 1] == theirs[start]
    }
}
