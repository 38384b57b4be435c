/// What a search looks through for words.
package enum CandidatePlan: Sendable, Hashable {
    /// What the words find, and beside it what meets all else that is asked for, where that is less.
    case cheaper
    /// What the words find.
    case words
}
