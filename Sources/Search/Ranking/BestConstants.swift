import Glibc

/// The numbers of the order `best`, all of them.
///
///     score     = relevance + freshness + affinity
///
///     relevance = Σ over the words and phrases asked for: idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / usual))
///                 + half of idf for each word that is a hashtag of the post
///                 + half of both idf for each two words that stand side by side as they were typed,
///                 all divided by Σ idf, so that it is about 0 … 3 for any query
///     idf       = ln(1 + (posts - found + ½) / (found + ½)), of all posts that search holds
///     freshness = -0.3 · log2(1 + age of the post / 30 days)
///     affinity  = 0.2 · ln(1 + what the viewer did with the author's posts), as ranked streams have it
///
/// Nothing else goes in. What is excluded (`-word`) scores nothing; equal scores stand newest first.
public enum BestConstants {
    /// BM25's own: how soon a word's repetition counts no more, and how much a text's length counts.
    static let k1 = 1.2, b = 0.75
    /// What a hashtag counts beside its word, and two words side by side.
    static let exactTag = 0.5, sideBySide = 0.5
    /// In which time a post loses its first point, in seconds, and what a point is.
    static let freshnessUnit = 30 * 86_400.0, freshness = 0.3
    /// What affinity counts.
    public static let affinity = 0.2
    /// The newest hits that are put in order.
    public static let window = 500
    /// Hits that are counted to tell how many there are of a word; beyond, that is judged by how far they reach back.
    static let sample = 100

    /// How much newer posts are preferred.
    public static func freshness(age seconds: Double) -> Double {
        -freshness * log2(1 + max(0, seconds) / freshnessUnit)
    }
}
