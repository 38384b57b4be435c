extension String {
    /// Whether two texts are the same bytes; `==` also equates canonically equivalent spellings.
    @inlinable package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let (mine, theirs) = (utf8.span, other.utf8.span)
        for index in mine.indices where mine[index] != theirs[index] { return false }
        return true
    }
}
