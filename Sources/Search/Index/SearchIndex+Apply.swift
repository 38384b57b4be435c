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
        var last: [OrderKey: SearchChange] = [:]
        for change in batch { last[change.key] = change }
        let changes = last.values.map { change -> (key: OrderKey, tokens: DocumentTokens?) in
            switch change {
            case .put(let document): (change.key, DocumentTokens(document, with: tokenizer))
            case .remove: (change.key, nil)
            }
        }
        try write(changes, seq: seq, build: build, keeps: true)
    }

    /// Puts posts, or removes those without tokens, each once.
    func write(
        _ changes: [(key: OrderKey, tokens: DocumentTokens?)],
        seq: UInt64,
        build: IndexBuild?,
        keeps: Bool
    ) throws(SearchError) {
        // FTS5 keeps a batch in memory as long as row ids rise.
        let changes = changes.sorted { $0.key < $1.key }
        suspendCursors()
        let count = rows.count
        var writer = IndexWriter(self, isBuilding: self.build != nil, keeps: keeps)
        do throws(SearchError) {
            try storage {
                try queue.inTransaction(.immediate) { db in
                    for change in changes {
                        if let tokens = change.tokens {
                            try writer.put(tokens, db)
                        } else {
                            try writer.remove(change.key, db)
                        }
                    }
                    if build != self.build {
                        try Schema.setBuilt(build, db)
                        if build == nil { writer.endBuild() }
                    }
                    try writer.finish(seq: seq, db)
                    return .commit
                }
            }
        } catch {
            rows.revert(to: count)
            throw error
        }
        partitions = writer.partitions
        for change in writer.changed { listCheck?.note(change.row, in: change.partition) }
        appliedSeq = seq
        self.build = build
    }
}
