import GRDB
import SocialModel

extension Applier {
    /// Tells the views all that somebody has done who has an account here only now, or who has become somebody else.
    func noteActs(of person: PersonNumber, _ user: UserNumber) throws {
        guard tellsViews else { return }
        func each(_ sql: String, _ act: (Row) -> OwnAct?) throws {
            for row in try rows(sql, [person.value]) {
                if let act = act(row) { deltas.append(.own(user: user, post: PostNumber(row[0]), act)) }
            }
        }
        try each("SELECT target, guid, created_at FROM likes WHERE author = ? AND target_kind = 0 AND positive") {
            Self.act($0).map { .like($0) }
        }
        try each(
            """
            SELECT comments.post, likes.guid, likes.created_at, comments.guid FROM likes
              JOIN comments ON comments.number = target WHERE likes.author = ? AND target_kind = 1 AND positive
            """
        ) { row in
            guard let comment = row[3] as GUID?, let act = Self.act(row) else { return nil }
            return .commentLike(comment, act)
        }
        try each(
            "SELECT root, guid, created_at FROM posts JOIN post_bodies USING (number) WHERE author = ? AND root IS NOT NULL"
        ) { Self.act($0).map { .reshare($0) } }
        try each("SELECT DISTINCT post FROM comments WHERE author = ?") { _ in .commented(true) }
        try each(
            """
            SELECT polls.post, poll_answers.guid FROM votes JOIN polls ON polls.number = votes.poll
              JOIN poll_answers ON poll_answers.poll = votes.poll AND poll_answers.position = votes.position
              WHERE votes.author = ?
            """
        ) { row in (row[1] as GUID?).map { .voted($0) } }
        try each("SELECT post FROM participations WHERE person = ?") { _ in .participates(true) }
    }

    private static func act(_ row: Row) -> ViewerOverlay.Act? {
        (row[1] as GUID?).map { ViewerOverlay.Act(guid: $0, createdAt: row[2]) }
    }
}
