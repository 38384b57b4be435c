import CICU

/// The part of tokenizing that is ICU's: word boundaries and folding.
@safe final class WordBreaker {
    private let handle: OpaquePointer
    private var folded = [UInt8](repeating: 0, count: Tokenizer.longestWord)
    private var ends: [Int32] = []

    init() throws(SearchError) {
        guard let handle = unsafe cicu_words_open() else { throw .unicode }
        unsafe self.handle = handle
    }

    deinit { unsafe cicu_words_close(handle) }

    /// The version of ICU that runs.
    static let version: String = {
        var text = [CChar](repeating: 0, count: 20)
        unsafe text.withUnsafeMutableBufferPointer { unsafe cicu_version($0.baseAddress) }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    /// Folds one word; nil if nothing is left of it.
    func fold(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
        let values = scalars.map { Int32(bitPattern: $0.value) }
        let length = unsafe values.withUnsafeBufferPointer { values in
            unsafe folded.withUnsafeMutableBufferPointer { folded in
                unsafe cicu_fold(values.baseAddress, Int32(values.count), folded.baseAddress, Int32(folded.count))
            }
        }
        return length > 0 ? String(decoding: folded[..<Int(length)], as: UTF8.self) : nil
    }

    /// Calls `body` with each segment of UAX #29, as a range of `scalars`.
    func forEachSegment(of scalars: ArraySlice<Unicode.Scalar>, _ body: (Range<Int>) -> Void) {
        var text: [UInt16] = []
        text.reserveCapacity(scalars.count)
        // Where each unit's scalar ends; segments end where scalars do.
        var scalarEnds: [Int] = []
        scalarEnds.reserveCapacity(scalars.count)
        for index in scalars.indices {
            text.append(contentsOf: UTF16.encode(scalars[index]) ?? UTF16.encodedReplacementCharacter)
            while scalarEnds.count < text.count { scalarEnds.append(index + 1) }
        }
        if ends.count < text.count { ends = [Int32](repeating: 0, count: text.count) }
        let count = unsafe text.withUnsafeBufferPointer { text in
            unsafe ends.withUnsafeMutableBufferPointer { ends in
                unsafe cicu_words_ends(handle, text.baseAddress, Int32(text.count), ends.baseAddress)
            }
        }
        var start = scalars.startIndex
        for end in ends.prefix(Int(max(count, 0))) {
            let end = scalarEnds[Int(end) - 1]
            if end > start { body(start..<end) }
            start = max(start, end)
        }
        if start < scalars.endIndex { body(start..<scalars.endIndex) }
    }
}
