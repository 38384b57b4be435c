import GRDB
import SocialModel

extension SearchIndex {
    /// Applies changes in one transaction, together with the sequence number that they lead to.
    ///
    /// Of several changes of a post the last one counts.
    ///
    /// Throws `SearchError.outOfOrder` for a sequence number below `appliedSeq`, and `.storage`; nothing has changed
    /// then.
    public func apply(_ batch: [SearchChange], seq: UInt64) throws(SearchError) {
        guard seq >= appliedSeq else { throw .outOfOrder(applied: appliedSeq, given: seq) }
        try write(batch, seq: seq, build: build)
    }

    func write(_ batch: [SearchChange], seq: UInt64, build: IndexBuild?) throws(SearchError) {
        var last: [OrderKey: SearchChange] = [:]
        for change in batch { last[change.key] = change }
        // FTS5 keeps a batch in memory as long as row ids rise.
        let changes = last.values.sorted { $0.key < $1.key }

        suspendCursors()
        var writer = IndexWriter(partitions, keys, partitionSize: partitionSize, tokenizer: tokenizer)
        do throws(SearchError) {
            try storage {
                try queue.inTransaction(.immediate) { db in
                    for change in changes { try writer.apply(change, db) }
                    try writer.finish(seq: seq, db)
                    if build != self.build { try Schema.setBuilt(build, db) }
                    return .commit
                }
            }
        } catch {
            try storage { try queue.inDatabase { try keys.revert($0) } }
            throw error
        }
        partitions = writer.partitions
        appliedSeq = seq
        self.build = build
    }
}
