import Ledger
import SocialModel
import Testing

/// Numbers that the pod tells with, so that what comes late undoes nothing.
@Suite struct TellingTests {
    private func follow(_ desk: Desk, _ tag: String, _ telling: UInt64?) throws {
        try desk.apply([.tagFollowingPut(user: Desk.ana, tag: tag)], telling: telling)
    }

    private func followed(_ desk: Desk) throws -> [String] {
        try desk.rows("SELECT name FROM tag_followings JOIN tags ON tags.number = tag ORDER BY name")
    }

    private func expectOvertaken(_ desk: Desk, _ telling: UInt64, by newest: UInt64) {
        #expect {
            try follow(desk, "late", telling)
        } throws: { error in
            if case LedgerError.overtaken(telling, newest) = error { true } else { false }
        }
    }

    @Test func whatComesLateIsRefusedAfterAReopeningToo() throws {
        let desk = try Desk()
        try follow(desk, "five", 5)
        // Several calls of one telling, and what has no number.
        try follow(desk, "five2", 5)
        try follow(desk, "any", nil)
        expectOvertaken(desk, 4, by: 5)
        let again = try Desk(in: desk.folder)
        expectOvertaken(again, 4, by: 5)
        try follow(again, "six", 6)
        #expect(try followed(again) == ["any", "five", "five2", "six"])
    }

    @Test func whatWasRefusedOvertookNothing() throws {
        let desk = try Desk()
        try follow(desk, "five", 5)
        let changes = ["nine", "#"].map { Change.tagFollowingPut(user: Desk.ana, tag: $0) }
        #expect(throws: LedgerError.self) { try desk.apply(changes, telling: 9) }
        try follow(desk, "six", 6)
        #expect(try followed(desk) == ["five", "six"])
    }
}
