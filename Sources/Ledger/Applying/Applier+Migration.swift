import Federation
import GRDB
import SocialModel

/// An account moves: everything that was one person's is another's from now on (protocol §14.2, diaspora-behaviour §6).
///
/// Rows are given to the new person, so that whatever reads them need not know. Only mentions stay as they were
/// written, in packed lists, and are understood where they are read; so is what the old identity's pod still sends.
extension Applier {
    func takeMigration(_ migration: AccountMigration, from origin: Origin) throws -> Bool {
        if case .federation = origin {
            let key = try readyKey(try keyText(of: migration.signer), of: migration.signer)
            try Refusal.of { () throws(FederationError) in try ReceiveRules.checkMigration(migration, key: key) }
        }
        guard try known(migration.newID) != nil else { throw Unmet(need: .person(migration.newID)) }
        guard try migrate(migration.oldID, to: migration.newID, photoPath: migration.remotePhotoPath) else {
            return false
        }
        // One that moves on has nothing to tell about itself any more.
        do { _ = try putProfile(migration.profile) } catch let refusal as Refusal
            where refusal.reason == "account_closed"
        {}
        return true
    }

    func migrate(_ oldID: DiasporaID, to newID: DiasporaID, photoPath: String?) throws -> Bool {
        guard oldID != newID else { throw Refusal("own_migration", "\(oldID) cannot move to the same account.") }
        guard var old = try PersonRow(row("SELECT * FROM people WHERE id = ?", [oldID])), old.flags.contains(.known)
        else { throw Unmet(need: .person(oldID)) }
        guard let named = try number("SELECT number FROM people WHERE id = ?", [newID]), let new = try known(newID)
        else {
            throw Unmet(need: .person(newID))
        }
        if old.migratedTo == named { return false }
        guard old.migratedTo == nil else {
            throw Refusal("already_migrated", "\(oldID) has moved to another account before.")
        }
        guard !old.flags.contains(.closed) else { throw Refusal.accountClosed(oldID) }
        guard new.number.value != old.number else {
            throw Refusal("migration_in_circles", "\(newID) has moved to \(oldID) before.")
        }
        guard !new.flags.contains(.closed) else { throw Refusal.accountClosed(newID) }

        let move = Move(old: PersonNumber(old.number), new: new.number)
        let wasUser = try account(of: move.old) != nil
        try moveWhatWasSaid(move, photoPath: photoPath)
        try moveRelations(move)
        // The views move posts while they still know the old one's account.
        deltas.append(.migrated(from: move.old, to: move.new))
        try moveAccount(move)
        if old.flags.contains(.spotlight) { try setFlag(.spotlight, of: move.new, true) }

        old.clearProfile()
        if wasUser {
            old.set(.local, false)
            old.set(.left, true)
        }
        old.migratedTo = named
        old.movedTo = move.new.value
        try old.save(db)
        // Who moved to the old one before is the new one too.
        try run("UPDATE people SET moved_to = ? WHERE moved_to = ?", [move.new.value, move.old.value])
        deltas.append(.person(move.old, old.flags.forViews))
        if let user = try account(of: move.new) { try noteActs(of: move.new, user) }
        return true
    }

    private struct Move {
        let old: PersonNumber
        let new: PersonNumber
        /// The new one's number, then the old one's.
        var arguments: [(any StatementValue)?] { [new.value, old.value] }
    }

    // MARK: - What was said

    private func moveWhatWasSaid(_ move: Move, photoPath: String?) throws {
        // Nobody reshares a post twice, or likes it, or votes: what the old one did again goes.
        for post in try rows(
            "SELECT number FROM posts AS mine WHERE author = ?2 AND root IS NOT NULL AND EXISTS (SELECT 1 FROM posts WHERE root = mine.root AND author = ?1)",
            [move.new.value, move.old.value]
        ) { try erasePost(PostNumber(post[0])) }
        try run("UPDATE posts SET author = ? WHERE author = ?", move.arguments)
        try run("UPDATE comments SET author = ? WHERE author = ?", move.arguments)
        try moveLikes(move)
        try run("UPDATE OR IGNORE votes SET author = ? WHERE author = ?", move.arguments)
        for vote in try rows(
            "SELECT votes.guid, polls.post FROM votes JOIN polls ON polls.number = poll WHERE author = ?",
            [move.old.value]
        ) { if let guid = vote[0] as GUID? { try eraseVote(guid, move.old, of: PostNumber(vote[1])) } }
        if let photoPath {
            try run("UPDATE photos SET path = ? WHERE author = ?", [photoPath, move.old.value])
        }
        try run("UPDATE photos SET author = ? WHERE author = ?", move.arguments)
        try run("UPDATE conversations SET author = ? WHERE author = ?", move.arguments)
        try run("UPDATE messages SET author = ? WHERE author = ?", move.arguments)
    }

    private func moveLikes(_ move: Move) throws {
        try run("UPDATE OR IGNORE likes SET author = ? WHERE author = ?", move.arguments)
        for like in try rows("SELECT guid, target_kind, target FROM likes WHERE author = ?", [move.old.value]) {
            let kind = LikeTargetKind(rawValue: like[1]) ?? .post
            let target = like[2] as UInt32
            try run("DELETE FROM relays WHERE guid = ?", [like[0] as GUID?])
            try run(
                "DELETE FROM likes WHERE target_kind = ? AND target = ? AND author = ?",
                [kind.rawValue, target, move.old.value]
            )
            let post = kind == .post ? target : try number("SELECT post FROM comments WHERE number = ?", [target])
            if let post {
                recount(kind == .post ? .likes(PostNumber(post)) : .commentLikes(comment: target, PostNumber(post)))
            }
        }
    }

    // MARK: - What people are to each other

    private func moveRelations(_ move: Move) throws {
        for contact in try rows("SELECT user, flags, aspects FROM contacts WHERE person = ?", [move.old.value]) {
            let user = UserNumber(contact[0])
            try storeContact(user, move.old, [], [])
            let isOneself = try account(of: move.new) == user
            let isThere = try row("SELECT 1 FROM contacts WHERE user = ? AND person = ?", [user.value, move.new.value])
            guard isThere == nil, !isOneself else { continue }
            try storeContact(user, move.new, ContactFlags(rawValue: contact[1]), contact.numbers("aspects"))
        }
        for block in try rows("SELECT user FROM blocks WHERE person = ?", [move.old.value]) {
            deltas.append(.block(user: UserNumber(block[0]), person: move.old, set: false))
            deltas.append(.block(user: UserNumber(block[0]), person: move.new, set: true))
        }
        for table in ["blocks", "participations", "conversation_visibilities"] {
            try run("UPDATE OR IGNORE \(table) SET person = ? WHERE person = ?", move.arguments)
            try run("DELETE FROM \(table) WHERE person = ?", [move.old.value])
        }
    }

    // MARK: - The account

    /// A user who moves to another account of this pod takes along what a user has; one who moves away leaves it.
    private func moveAccount(_ move: Move) throws {
        guard let old = try account(of: move.old) else { return }
        if let new = try account(of: move.new) {
            try moveAspects(from: old, to: new)
            for table in ["contacts", "blocks", "hides", "tag_followings", "hidden_visibilities", "saved_streams"] {
                try run("UPDATE OR IGNORE \(table) SET user = ? WHERE user = ?", [new.value, old.value])
            }
            try run(
                "DELETE FROM contacts WHERE user = ? AND person IN (?, ?)",
                [new.value, move.new.value, move.old.value]
            )
            try moveReceived(from: old, to: new)
            try noteRelations(of: new)
        } else {
            try forgetChosenAspects(of: move.new)
        }
        try eraseAccount(old, of: move.old)
    }

    /// Aspects of names that the new account has not go over; members of the others leave the old one's.
    private func moveAspects(from old: UserNumber, to new: UserNumber) throws {
        try run(
            """
            UPDATE aspects SET user = ?1 WHERE user = ?2 AND NOT EXISTS (
              SELECT 1 FROM aspects AS other WHERE other.user = ?1 AND (other.aspect = aspects.aspect
                OR lower(other.name) = lower(aspects.name)))
            """,
            [new.value, old.value]
        )
        let stay = Set(try rows("SELECT number FROM aspects WHERE user = ?", [old.value]).map { $0[0] as UInt32 })
        for contact in try rows("SELECT person, flags, aspects FROM contacts WHERE user = ?", [old.value]) {
            let aspects = contact.numbers("aspects").filter { !stay.contains($0) }
            var flags = ContactFlags(rawValue: contact[1])
            if aspects.isEmpty { flags.remove(.receiving) }
            try storeContact(old, PersonNumber(contact[0]), flags, aspects)
        }
        for aspect in try rows("SELECT number, aspect FROM aspects WHERE user = ?", [new.value]) {
            deltas.append(.aspect(AspectNumber(aspect[0]), user: new, name: aspect[1]))
        }
    }

    /// Limited posts and photos that the old account received; a walk over all of them, for only users can ask for it.
    private func moveReceived(from old: UserNumber, to new: UserNumber) throws {
        for table in ["posts", "photos"] {
            for row in try rows("SELECT number, recipients FROM \(table) WHERE recipients IS NOT NULL", []) {
                let recipients = row.numbers("recipients")
                guard recipients.contains(old.value) else { continue }
                let moved = Set(recipients.filter { $0 != old.value } + [new.value]).sorted()
                try run("UPDATE \(table) SET recipients = ? WHERE number = ?", [moved.packed, row[0] as UInt32])
                if table == "posts" { deltas.append(.audience(PostNumber(row[0]), recipients: [new], aspects: [])) }
            }
        }
    }

    /// Tells the views anew what a user follows, ignores and hides.
    private func noteRelations(of user: UserNumber) throws {
        for row in try rows("SELECT person, aspects FROM contacts WHERE user = ?", [user.value]) {
            let aspects = row.numbers("aspects").map { AspectNumber($0) }
            deltas.append(.contact(user: user, person: PersonNumber(row[0]), aspects: aspects))
        }
        for row in try rows("SELECT person FROM blocks WHERE user = ?", [user.value]) {
            deltas.append(.block(user: user, person: PersonNumber(row[0]), set: true))
        }
        for row in try rows("SELECT post FROM hides WHERE user = ?", [user.value]) {
            deltas.append(.hide(user: user, post: PostNumber(row[0]), set: true))
        }
        for row in try rows("SELECT tag FROM tag_followings WHERE user = ?", [user.value]) {
            deltas.append(.tagFollowing(user: user, tag: TagNumber(row[0]), set: true))
        }
        for row in try rows("SELECT post FROM hidden_visibilities WHERE user = ?", [user.value]) {
            deltas.append(.hiddenVisibility(user: user, post: PostNumber(row[0]), set: true))
        }
    }
}
