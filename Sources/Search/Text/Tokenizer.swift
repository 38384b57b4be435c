public import Query

/// Cuts texts into the tokens that the index holds and queries ask for.
///
/// `"Ein Vöglein 🐦 im #Re-Wald"` has the words `ein voglein 🐦 im re wald` and the tag `re-wald`.
///
/// - Words are those of UAX #29, split further at everything but letters, marks and digits, so that `l'eau`,
///   `snake_case` and `pod.org` are found by their parts, and asked for as phrases of them.
/// - They are folded by NFKC case folding, and lose their diacritics: `é`, `É` and `e` are one, as are the Turkish
///   `I ı İ i`, `ß` and `ss`, `ς` and `σ`, and Arabic and Hebrew with and without points.
/// - Han, Hiragana, Katakana, Bopomofo and Hangul become overlapping pairs of characters, and single characters.
/// - Thai, Lao, Khmer and Burmese, which write no spaces, are cut by ICU's dictionaries: unknown names may be cut
///   otherwise in a query than in a text.
/// - A URL gives the words of its host and path.
///
/// A tokenizer is used by one thread at a time, and its results depend on nothing but the text and `version`.
public struct Tokenizer {
    /// Changes whenever the same text may give other tokens; ICU's own version is part of it.
    public static var version: String { "2-icu\(WordBreaker.version)" }

    /// The longest word, in bytes of UTF-8; what follows is cut off, in texts and queries alike.
    public static let longestWord = 96

    let breaker: WordBreaker

    /// Makes a tokenizer; throws `SearchError.unicode` if ICU lacks its data.
    public init() throws(SearchError) { breaker = try WordBreaker() }

    /// The tokens of a text, in the order of their starts, a tag or mention before its words.
    public func tokens(of text: String) -> [Token] {
        var scan = TextScan(text, breaker: breaker)
        scan.run()
        return scan.tokens
    }
}

extension Tokenizer {
    /// A text's words as the index holds them, with a space between any two.
    public func indexed(_ text: String) -> String {
        tokens(of: text).lazy.filter { $0.kind == .word }.map(\.text).joined(separator: " ")
    }
}

extension Tokenizer: WordCutter {
    /// The words of a stretch of a query.
    public func cut(_ text: String) -> WordCut {
        let tokens = tokens(of: text)
        let end = text.unicodeScalars.count
        // A single CJK character, and half of each pair, is found anywhere already.
        let lastKinds = tokens.filter { $0.range.upperBound == end }.map(\.kind)
        return WordCut(
            words: tokens.filter { $0.kind == .word }.map(\.text),
            canGoOn: lastKinds.contains(.word) && !lastKinds.contains(.character)
        )
    }
}
