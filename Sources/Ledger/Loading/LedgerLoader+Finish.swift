import GRDB
import SocialModel

/// What a load does when everything has arrived.
public enum LoadStep: Sendable {
    /// Counters are written.
    case counting
    /// Indexes are made.
    case indexing
    /// What was retracted is erased.
    case erasing
    /// Everything is brought to the disk.
    case syncing
}

extension LedgerLoader {
    func finish(_ indexes: [String], _ step: (LoadStep) -> Void) throws {
        step(.counting)
        try writeCounters()
        try writeParticipations()
        step(.indexing)
        for sql in indexes { try applier.db.execute(sql: sql) }
        try applier.db.execute(sql: AttachedPhotos.adding)
        let queued = applier.receivedAt
        try applier.run(PhotoQueue.inserting, [queued, queued])
        step(.erasing)
        try catchUp()
        try applier.db.execute(sql: "DELETE FROM changes")
        try applier.run(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('log.horizon', ?), ('log.horizon_post', ?)",
            [Int64(clamping: applier.numbers.seq), applier.numbers.post]
        )
        try applier.numbers.save(applier.db, since: Numbers(applier.db))
    }

    /// By number, as the rows lie, and only where there is something to say.
    private func writeCounters() throws {
        let db = applier.db
        let counts = try BulkStatement(
            db,
            "UPDATE posts SET comments = ?, likes = ?, reshares = ?, interacted = ? WHERE number = ?"
        )
        let times = try BulkStatement(db, "UPDATE post_bodies SET interacted_at = ? WHERE number = ?")
        for number in 0...posts.count {
            let (count, time) = (posts.counts[number], Timestamp(microseconds: posts.interactedAt[number]))
            if count != PostCounts() {
                try counts.run { row in
                    for value in [count.comments, count.likes, count.reshares, time.orderSecond] { row.add(value) }
                    row.add(Int64(number))
                }
            }
            guard posts.isMoved[number] else { continue }
            try times.run { row in
                row.add(time)
                row.add(Int64(number))
            }
        }
        let likes = try BulkStatement(db, "UPDATE comments SET likes = ? WHERE number = ?")
        for (comment, count) in commentLikes.sorted(by: { $0.key < $1.key }) {
            try likes.run { row in
                row.add(count)
                row.add(comment)
            }
        }
    }

    private func writeParticipations() throws {
        let participation = try BulkStatement(
            applier.db,
            """
            INSERT INTO participations (post, person, count) VALUES (?, ?, ?)
              ON CONFLICT DO UPDATE SET count = count + excluded.count
            """
        )
        for (pair, count) in participations.sorted(by: { $0.key < $1.key }) {
            try participation.run { row in
                row.add(UInt32(truncatingIfNeeded: pair >> 32))
                row.add(UInt32(truncatingIfNeeded: pair))
                row.add(count)
            }
        }
    }

    /// Retractions and second deliveries, in the order of their arrival; then what still waits is parked.
    private func catchUp() throws {
        for arrival in deferred {
            applier.receivedAt = arrival.receivedAt
            do { _ = try applier.inSavepoint { try applier.apply(arrival.change, from: .pod) } } catch is Refusal {
                continue
            } catch let unmet as Unmet {
                try applier.park(.change(arrival.change), need: unmet.need)
            }
            applier.deltas.removeAll(keepingCapacity: true)
            applier.arrivals.removeAll(keepingCapacity: true)
        }
        try applier.recount()
        for (need, arrivals) in waiting.sorted(by: { $0.key < $1.key }) {
            for arrival in arrivals {
                applier.receivedAt = arrival.receivedAt
                try applier.park(.change(arrival.change), needKey: need)
            }
        }
    }
}
