import Foundation

/// How a network counts, in units of its own; a piece counts by itself, so that sums are what the whole counts.
public enum TextMeasure: Sendable, Hashable {
    /// Twitter's weights: addresses 23, most of Latin, Greek, Cyrillic, Arabic and Hebrew 1, all else and emoji 2.
    case tweet
    /// What a reader takes for one character, with 23 for an address (Mastodon).
    case graphemesWithShortLinks
    /// What a reader takes for one character (Bluesky).
    case graphemes
    /// UTF-16, which is never less than what a browser counts (Facebook).
    case utf16
    /// Code points (Tumblr).
    case codePoints

    /// What an address counts where addresses count alike.
    static let shortLink = 23

    /// What a piece counts.
    public func count(_ piece: Piece) -> Int {
        switch (self, piece) {
        case (.tweet, _): TweetWeight.of(piece)
        case (.graphemesWithShortLinks, .link(let url)): Self.isPlain(url) ? Self.shortLink : Self.shortLink + url.count
        case (.graphemesWithShortLinks, _), (.graphemes, _): piece.text.count
        case (.utf16, _): piece.text.utf16.count
        case (.codePoints, _): piece.text.unicodeScalars.count
        }
    }

    /// What several count.
    public func count(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + count($1) } }

    /// Whether all networks agree where an address ends.
    static func isPlain(_ url: String) -> Bool { url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
