import Foundation
import GRDB
import SocialModel

extension LedgerReader {
    /// Tells who there is, in the words of later changes: people, users and their aspects.
    public func scanPeople(_ tell: (Delta) -> Void) throws(LedgerError) {
        try scan(tell) { scan in
            try scan.people()
            try scan.users()
        }
    }

    /// Tells what users are to people, posts and tags, in the words of later changes.
    public func scanRelations(_ tell: (Delta) -> Void) throws(LedgerError) { try scan(tell) { try $0.relations() } }

    private func scan(_ tell: (Delta) -> Void, _ body: (Scan) throws -> Void) throws(LedgerError) {
        try read { db in
            try withoutActuallyEscaping(tell) { tell in try body(Scan(db: db, tell: tell)) }
        }
    }
}

extension LedgerReader {
    /// The highest number that a post has had.
    public func highestPost() throws(LedgerError) -> UInt32 { try read { try Numbers($0).post } }
}

private struct Scan {
    let db: Database
    let tell: (Delta) -> Void

    private func each(_ sql: String, _ body: (ScanRow) -> Void) throws { try ScanStatement(db, sql).each(body) }

    func people() throws {
        try each("SELECT number, flags FROM people ORDER BY number") { row in
            tell(.person(PersonNumber(row.number(0)), StoredPersonFlags(rawValue: row.number(1)).forViews))
        }
    }

    func users() throws {
        try each("SELECT users.number, id, person, spotlight FROM users JOIN people ON people.number = person") { row in
            guard let id = DiasporaID(row.text(1)) else { return }
            tell(
                .user(
                    UserNumber(row.number(0)),
                    id: id,
                    person: PersonNumber(row.number(2)),
                    spotlight: row[3] != 0
                )
            )
        }
        try each("SELECT number, user, aspect FROM aspects") { row in
            tell(.aspect(AspectNumber(row.number(0)), user: UserNumber(row.number(1)), name: row.text(2)))
        }
    }

    func relations() throws {
        try each("SELECT user, person, aspects FROM contacts ORDER BY user, person") { row in
            let aspects = row.numbers(2).map { AspectNumber($0) }
            tell(.contact(user: UserNumber(row.number(0)), person: PersonNumber(row.number(1)), aspects: aspects))
        }
        try each("SELECT user, person FROM blocks") { row in
            tell(.block(user: UserNumber(row.number(0)), person: PersonNumber(row.number(1)), set: true))
        }
        try each("SELECT user, post FROM hides") { row in
            tell(.hide(user: UserNumber(row.number(0)), post: PostNumber(row.number(1)), set: true))
        }
        try each("SELECT user, tag FROM tag_followings") { row in
            tell(.tagFollowing(user: UserNumber(row.number(0)), tag: TagNumber(row.number(1)), set: true))
        }
        try each("SELECT user, post FROM hidden_visibilities") { row in
            tell(.hiddenVisibility(user: UserNumber(row.number(0)), post: PostNumber(row.number(1)), set: true))
        }
    }
}

extension LedgerReader {
    /// Who has moved, and to whom.
    static func movedPeople(_ db: Database) throws -> [UInt32: PersonNumber] {
        var moved: [UInt32: PersonNumber] = [:]
        try ScanStatement(db, "SELECT number, moved_to FROM people WHERE moved_to IS NOT NULL").each { row in
            moved[row.number(0)] = PersonNumber(row.number(1))
        }
        return moved
    }
}
