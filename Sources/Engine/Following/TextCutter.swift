import Isolation
import Ledger
import Search
import SocialModel

/// Reads texts and cuts them, on a thread of its own, while others are written to an index that is being built.
actor TextCutter {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let reader: LedgerReader
    private let tokenizer: Tokenizer

    init(_ reader: LedgerReader) throws(SearchError) {
        self.reader = reader
        tokenizer = try Tokenizer()
    }

    /// What the index is to hold of these posts, without those that are gone.
    func cut(_ posts: [PostNumber]) throws(LedgerError) -> [DocumentTokens] {
        try reader.texts(of: posts).map { DocumentTokens(SearchDocument($0), with: tokenizer) }
    }
}

/// Posts that are being cut.
struct CutBatch: Sendable {
    /// The last one's place in time.
    let last: OrderKey
    /// How many are to come after them.
    let left: Int
    let posts: Task<[DocumentTokens], any Error>
}
