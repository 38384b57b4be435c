extension String {
    /// Whether two texts are the same bytes; `==` also equates canonically equivalent spellings.
    package func hasSameBytes(as other: String) -> Bool {
        let (mine, theirs) = (utf8.span, other.utf8.span)
        guard mine.count == theirs.count else { return false }
        for index in mine.indices where mine[index] != theirs[index] { return false }
        return true
    }
}
