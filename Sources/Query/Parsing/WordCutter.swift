/// Cuts a stretch of a query into words, just as the posts' texts are cut.
public protocol WordCutter {
    /// The folded words of a text, in order.
    func cut(_ text: String) -> WordCut
}

/// The words of a stretch of a query.
public struct WordCut: Hashable, Sendable {
    /// The folded words, in order.
    public var words: [String]
    /// Whether the last one ends where the text does, and words can begin with it: a CJK character is found anywhere.
    public var canGoOn: Bool

    /// Joins both.
    public init(words: [String], canGoOn: Bool) {
        self.words = words
        self.canGoOn = canGoOn
    }
}
