public import SocialModel

/// A piece of a text that can be searched for, and where it stands.
public struct Token: Hashable, Sendable {
    /// What a token is.
    public enum Kind: Hashable, Sendable {
        /// A word, an emoji, or two neighbouring characters of a CJK text. Words stand in order, for phrases.
        case word
        /// A single CJK character; it stands in no phrase.
        case character
        /// A hashtag; its text is the tag's normalised name.
        case tag
        /// A mention; its text is the ID.
        case mention(DiasporaID)
    }

    /// What it is.
    public let kind: Kind
    /// The folded text, never empty; ASCII letters, digits, and anything beyond ASCII in words and characters.
    public let text: String
    /// Where it stands, in code points of the original text.
    public let range: Range<Int>
}
