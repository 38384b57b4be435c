public import Ledger
import SocialModel

extension StreamIndex {
    /// Reads the whole state of a ledger into an index that is empty.
    ///
    /// `progress` hears from time to time how many posts of how many were read. Gives the sequence number.
    public func load(
        from reader: LedgerReader,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(LedgerError) -> UInt64 {
        let seq = try loadState(from: reader, progress: progress)
        apply(try reader.ownActs())
        return seq
    }

    /// The same without what users did to posts: that is ``apply(_:)``'s, and can be read by somebody else meanwhile.
    public func loadState(
        from reader: LedgerReader,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(LedgerError) -> UInt64 {
        posts.reserve(Int(try reader.highestPost()) + 1)
        isLoading = true
        let seq = try reader.scan(progress: progress) { apply($0) }
        isLoading = false
        interactions.replace(
            with: (1..<max(1, posts.count)).map { PostNumber(UInt32($0)) }.filter(posts.holds)
                .map { posts.interactionKey($0).value }
        )
        for index in byAuthor.indices { byAuthor[index].compact() }
        for index in byTag.indices { byTag[index].compact() }
        for index in byMention.indices { byMention[index].compact() }
        for state in users { state?.received.compact() }
        return seq
    }

    /// Takes in what users did to posts.
    public func apply(_ rows: OwnActRows) {
        each(rows.likes, \.user, \.post) { $0.acts.liked.set($2, $1.guid, $1.time) }
        each(rows.reshares, \.user, \.post) { $0.acts.reshared.set($2, $1.guid, $1.time) }
        each(rows.commented, \.user, \.post) { $0.acts.commented.insert($2) }
        each(rows.participating, \.user, \.post) { $0.acts.participating.insert($2) }
        each(rows.others, \.0.user, \.0.post) { $0.acts.apply($1.1, to: $2) }
        for state in users { state?.acts.compact() }
    }

    private func each<Row>(
        _ rows: [Row],
        _ user: (Row) -> UserNumber,
        _ post: (Row) -> PostNumber,
        _ take: (UserState, Row, OrderKey) -> Void
    ) {
        for row in rows {
            let post = post(row)
            guard post.value < posts.count, let state = users[safe: user(row).value] else { continue }
            take(state, row, posts.key(post))
        }
    }
}
