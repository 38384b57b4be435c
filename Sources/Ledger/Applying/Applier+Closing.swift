import GRDB
import SocialModel

extension Applier {
    /// A person leaves: what only that person put here goes, what was said on others' posts stays (diaspora-behaviour §6).
    ///
    /// Who is mentioned stays in the rows, and is left out where they are read.
    func closeAccount(_ id: DiasporaID) throws -> Bool {
        guard var person = try PersonRow(row("SELECT * FROM people WHERE id = ?", [id])), person.flags.contains(.known)
        else { throw Unmet(need: .person(id)) }
        if person.flags.contains(.closed) { return false }
        let number = PersonNumber(person.number)
        for post in try rows("SELECT number FROM posts WHERE author = ?", [number.value]) {
            try erasePost(PostNumber(post[0]))
        }
        for photo in try rows("SELECT guid FROM photos WHERE author = ?", [number.value]) {
            if let guid = photo[0] as GUID? { try erasePhoto(guid, number) }
        }
        try eraseParticipations(of: number)
        try run("DELETE FROM conversation_visibilities WHERE person = ?", [number.value])
        for contact in try rows("SELECT user FROM contacts WHERE person = ?", [number.value]) {
            try storeContact(UserNumber(contact[0]), number, [], [])
        }
        for block in try rows("SELECT user FROM blocks WHERE person = ?", [number.value]) {
            deltas.append(.block(user: UserNumber(block[0]), person: number, set: false))
        }
        try run("DELETE FROM blocks WHERE person = ?", [number.value])
        if let user = try account(of: number) {
            try eraseAccount(user, of: number)
            person.set(.left, true)
            person.set(.local, false)
        }
        person.clearProfile()
        try person.save(db)
        deltas.append(.person(number, person.flags.forViews))
        return true
    }

    /// The account is gone; the person stays, as one without an account here.
    func deleteUser(_ id: DiasporaID) throws -> Bool {
        // Of that very name: who has moved away has no account under it, and keeps the one elsewhere.
        guard let row = try row("SELECT number, flags FROM people WHERE id = ?", [id]),
            StoredPersonFlags(rawValue: row[1]).contains(.known)
        else { throw Unmet(need: .person(id)) }
        let person = PersonNumber(row[0])
        guard let user = try account(of: person) else { return false }
        try eraseAccount(user, of: person)
        return true
    }

    /// All that only a user had: aspects, contacts, blocks, hidden posts, followed tags.
    ///
    /// What the user received stays written on the posts, under a number that is never given again.
    func eraseAccount(_ user: UserNumber, of person: PersonNumber) throws {
        for table in [
            "aspects", "contacts", "blocks", "hides", "tag_followings", "hidden_visibilities", "saved_streams",
        ] {
            try run("DELETE FROM \(table) WHERE user = ?", [user.value])
        }
        try forgetChosenAspects(of: person)
        try endServices(of: user)
        try run("DELETE FROM users WHERE number = ?", [user.value])
        deltas.append(.userRemoved(user, person: person))
        try setFlag(.left, of: person, true)
        try setFlag(.local, of: person, false)
    }

    /// Which aspects posts went to is nobody's any more, also when their author has an account again.
    func forgetChosenAspects(of person: PersonNumber) throws {
        try run("UPDATE posts SET aspects = NULL WHERE author = ? AND aspects IS NOT NULL", [person.value])
    }
}
