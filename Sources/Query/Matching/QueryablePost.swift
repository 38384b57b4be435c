public import SocialModel

/// What a query can ask of a post, for one viewer.
///
/// Who has no texts at hand answers `says` with false and keeps to queries without words
/// (`BoundQuery.hasWords`), or reduces them first.
public protocol QueryablePost {
    /// Whether its text has these words side by side; with `prefix`, the last one as a word's beginning.
    func says(_ words: [String], prefix: Bool) -> Bool
    /// Whether it has a tag, by the normalised name.
    func isTagged(_ tag: String) -> Bool
    /// Whether it mentions one of them.
    func mentions(anyOf people: [PersonNumber]) -> Bool
    /// Whether one of them wrote it.
    func isBy(anyOf people: [PersonNumber]) -> Bool
    /// Whether its author is in one of these aspects of the viewer's.
    func isByMember(ofAnyOf aspects: [AspectNumber]) -> Bool
    /// Whether it has something attached.
    func has(_ attachment: Attachment) -> Bool
    /// Whether something is true of it; never asked for `own`.
    func has(_ flag: QueryFlag) -> Bool
    /// When it was written: the second of its order key.
    var second: Int64 { get }
    /// The language of its text, if it is told.
    var language: Language? { get }
    /// How many of something it has.
    func count(of counter: Counter) -> Int
}
