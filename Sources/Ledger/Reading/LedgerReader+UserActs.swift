import GRDB
public import SocialModel

extension LedgerReader {
    /// What the account of a person did to posts, so that items show it.
    public func acts(of person: PersonNumber) throws(LedgerError) -> UserActs {
        try read { try Self.acts(of: person, $0) }
    }

    static func acts(of person: PersonNumber, _ db: Database) throws -> UserActs {
        var acts = UserActs()
        let person = person.value
        func each(_ sql: String, _ body: (ScanRow) -> Void) throws { try ScanStatement(db, sql).each(body) }
        func act(_ row: ScanRow) -> ViewerOverlay.Act? {
            row.guid(1).map { ViewerOverlay.Act(guid: $0, createdAt: Timestamp(microseconds: row[2])) }
        }
        try each(
            "SELECT target, guid, created_at FROM likes WHERE author = \(person) AND target_kind = 0 AND positive"
        ) { acts.likes[PostNumber($0.number(0))] = act($0) }
        try each(
            """
            SELECT root, guid, created_at FROM posts JOIN post_bodies USING (number)
              WHERE author = \(person) AND root IS NOT NULL
            """
        ) { acts.reshares[PostNumber($0.number(0))] = act($0) }
        try each("SELECT DISTINCT post FROM comments WHERE author = \(person)") {
            acts.commented.insert(PostNumber($0.number(0)))
        }
        try each("SELECT post FROM participations WHERE person = \(person)") {
            acts.participating.insert(PostNumber($0.number(0)))
        }
        try each(
            """
            SELECT comments.post, likes.guid, likes.created_at, comments.guid FROM likes
              JOIN comments ON comments.number = target
              WHERE likes.author = \(person) AND target_kind = 1 AND positive
            """
        ) { row in
            if let comment = row.guid(3) {
                acts.commentLikes[PostNumber(row.number(0)), default: [:]][comment] = act(row)
            }
        }
        try each(
            """
            SELECT polls.post, poll_answers.guid FROM votes JOIN polls ON polls.number = votes.poll
              JOIN poll_answers ON poll_answers.poll = votes.poll AND poll_answers.position = votes.position
              WHERE votes.author = \(person)
            """
        ) { acts.votes[PostNumber($0.number(0))] = $0.guid(1) }
        return acts
    }
}
