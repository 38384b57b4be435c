/// What a search looks through for words.
package enum CandidatePlan: Sendable, Hashable {
    /// The viewer's own lists, where they are short and the query wants nothing else; otherwise what the words find.
    case cheaper
    /// What the words find.
    case words
}
