extension String {
    /// Whether two texts are the same bytes; `==` also equates canonically equivalent spellings.
    @inlinable package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let (mine, theirs) = (utf8.span, other.utf8.span)
        for index in mine.indices where mine[index] != theirs[index] { return false }
        return true
    }
}

extension String {
    /// The text of some scalars.
    @inlinable package init(scalars: some Sequence<Unicode.Scalar>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.underestimatedCount)
        for scalar in scalars {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        self = String(decoding: bytes, as: UTF8.self)
    }
}
