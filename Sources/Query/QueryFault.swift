/// Why a query was refused, where, and what was probably meant.
public struct QueryFault: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// Nothing to look for: no words, no tags, no facts.
        case empty
        /// More bytes than `QueryLimits.bytes`; carries the limit.
        case tooLong(limit: Int)
        /// More terms than `QueryLimits.terms`; carries the limit.
        case tooManyTerms(limit: Int)
        /// Parentheses and negations nested deeper than `QueryLimits.depth`; carries the limit.
        case tooDeep(limit: Int)
        /// A prefix shorter than `QueryLimits.shortestPrefix` code points; carries the limit.
        case prefixTooShort(limit: Int)
        /// More prefixes than `QueryLimits.prefixes`; carries the limit.
        case tooManyPrefixes(limit: Int)
        /// `*` after something that has no prefixes: a tag.
        case prefixNotAllowed
        /// A quotation mark without its partner.
        case unclosedQuote
        /// `(` without `)`.
        case unclosedParenthesis
        /// `)` without `(`.
        case unopenedParenthesis
        /// An operator with nothing to work on; carries it as typed.
        case missingOperand(String)
        /// `#` without a name that a tag may have.
        case invalidTag
        /// `@`, `from:` or `mentions:` without a diaspora* ID, a name or `me`; carries what stands there.
        case invalidPerson(String)
        /// A field that looks like one of the language's, misspelt; carries its name.
        case unknownField(String)
        /// A value that the field does not know; carries both.
        case unknownValue(field: String, value: String)
        /// Too many posts to look at before a page was full.
        case tooBroad
    }

    /// What is wrong.
    public let reason: Reason
    /// Where, in code points from the start of the query.
    public let offset: Int
    /// What might have been meant, as one would type it, if there is a good guess.
    public let suggestion: String?

    /// Says what is wrong, where, and what might have been meant.
    public init(_ reason: Reason, at offset: Int, suggestion: String? = nil) {
        self.reason = reason
        self.offset = offset
        self.suggestion = suggestion
    }
}
