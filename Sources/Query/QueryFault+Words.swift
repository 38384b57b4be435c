extension QueryFault: CustomStringConvertible {
    /// One sentence for who typed the query.
    ///
    /// `Unknown field "form" at 3; did you mean from:a@b?`
    public var description: String {
        let guess = suggestion.map { "; did you mean \($0)?" } ?? ""
        return "\(reason.words) at \(offset)\(guess)"
    }
}

extension QueryFault.Reason {
    fileprivate var words: String {
        switch self {
        case .empty: "Nothing to search for"
        case .tooLong(let limit): "More than \(limit) bytes"
        case .tooManyTerms(let limit): "More than \(limit) terms"
        case .tooDeep(let limit): "Nested deeper than \(limit) levels"
        case .prefixTooShort(let limit): "A prefix of less than \(limit) characters"
        case .tooManyPrefixes(let limit): "More than \(limit) prefixes"
        case .prefixNotAllowed: "A tag has no prefixes"
        case .unclosedQuote: "A quotation mark without its partner"
        case .unclosedParenthesis: "A parenthesis that is not closed"
        case .unopenedParenthesis: "A parenthesis that was not opened"
        case .missingOperand(let name): "Nothing that \(name) could work on"
        case .invalidTag: "A # without a tag"
        case .invalidPerson(let text): "\"\(text)\" is no diaspora* ID or name"
        case .unknownField(let name): "Unknown field \"\(name)\""
        case .unknownValue(let field, let value): "Unknown value \"\(value)\" of \"\(field)\""
        case .tooBroad: "Too broad: what one search may look at did not fill a page"
        }
    }
}
