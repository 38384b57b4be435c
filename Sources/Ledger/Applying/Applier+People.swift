import GRDB
import SocialModel

extension Applier {
    // MARK: - Looking up

    /// Somebody the pod told of, or whom that person is by now.
    struct KnownPerson {
        let number: PersonNumber
        let flags: StoredPersonFlags

        /// From a row of a number and flags.
        init(_ row: ScanRow) {
            number = PersonNumber(row.number(0))
            flags = StoredPersonFlags(rawValue: row.number(1))
        }
    }

    /// A person the pod told of; nil for one that it did not.
    ///
    /// Who has moved is who he or she is now.
    func known(_ id: DiasporaID) throws -> KnownPerson? {
        let found = try first("SELECT number, flags, moved_to FROM people WHERE id = ?", [id]) {
            (person: KnownPerson($0), movedTo: $0.optionalNumber(2))
        }
        guard let found else { return nil }
        let current = try found.movedTo.flatMap { moved in
            try first("SELECT number, flags FROM people WHERE number = ?", [moved]) { KnownPerson($0) }
        }
        let person = current ?? found.person
        return person.flags.contains(.known) ? person : nil
    }

    /// A person the pod told of; waits for one that it did not.
    func person(_ id: DiasporaID) throws -> PersonNumber {
        guard let found = try known(id) else { throw Unmet(need: .person(id)) }
        return found.number
    }

    /// A person who may still post: what closed accounts are said to do is refused, so that order does not matter.
    func openAccount(_ id: DiasporaID) throws -> PersonNumber {
        guard let found = try known(id) else { throw Unmet(need: .person(id)) }
        guard !found.flags.contains(.closed) else { throw Refusal.accountClosed(id) }
        return found.number
    }

    /// Who somebody is by now, for comparing with who wrote something.
    func current(_ id: DiasporaID) throws -> DiasporaID {
        guard let moved = try number("SELECT moved_to FROM people WHERE id = ? AND moved_to IS NOT NULL", [id]) else {
            return id
        }
        return try self.id(of: PersonNumber(moved))
    }

    /// The diaspora* ID of a person who has a row.
    func id(of person: PersonNumber) throws -> DiasporaID {
        let id = try DiasporaID.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM people WHERE number = ?"),
            arguments: [person.value]
        )
        guard let id else { throw LedgerError.storage(detail: "the person \(person.value) has no row") }
        return id
    }

    /// A user's account, under an earlier name too; waits for one that is not there yet.
    func user(_ id: DiasporaID) throws -> UserNumber {
        let found = try number(
            "SELECT users.number FROM users JOIN people ON people.number = person WHERE id = ?",
            [id]
        )
        if let found { return UserNumber(found) }
        if let person = try known(id), let current = try account(of: person.number) { return current }
        // There will be no account of that name any more.
        throw try isClosed(id) ? Refusal.accountClosed(id) as any Error : Unmet(need: .user(id))
    }

    /// Users who received something, ascending; one whose account is gone receives nothing, and holds nobody up.
    func recipients(_ ids: [DiasporaID]) throws -> [UInt32] {
        var users: Set<UInt32> = []
        for id in ids {
            if let person = try known(id), let user = try account(of: person.number) {
                users.insert(user.value)
            } else if try !hasLeft(id) {
                throw Unmet(need: .user(id))
            }
        }
        return users.sorted()
    }

    /// Whether there was an account of that name, which is gone or moved away.
    func hasLeft(_ id: DiasporaID) throws -> Bool { !(try flags(of: id)).isDisjoint(with: [.left, .closed]) }

    private func isClosed(_ id: DiasporaID) throws -> Bool { try flags(of: id).contains(.closed) }

    private func flags(of id: DiasporaID) throws -> StoredPersonFlags {
        try number("SELECT flags FROM people WHERE id = ?", [id]).map(StoredPersonFlags.init(rawValue:)) ?? []
    }

    /// The account of a person, if there is one.
    func account(of person: PersonNumber) throws -> UserNumber? {
        try number("SELECT number FROM users WHERE person = ?", [person.value]).map { UserNumber($0) }
    }

    /// The numbers of people who are mentioned; of those not known yet a row is kept until they are.
    func mentioned(_ ids: [DiasporaID]) throws -> [PersonNumber] {
        try ids.map { id in
            let known = try number("SELECT ifnull(moved_to, number) FROM people WHERE id = ?", [id])
            if let known { return PersonNumber(known) }
            let new = PersonNumber(try numbers.next(\.person))
            try run("INSERT INTO people (number, id) VALUES (?, ?)", [new.value, id])
            return new
        }
    }

    // MARK: - Changing

    func putPod(_ put: PodPut) throws -> Bool {
        let values = [
            put.url, put.defaultAvatar.small, put.defaultAvatar.medium, put.defaultAvatar.large, put.blankTitle,
            put.photosURL,
        ]
        var changed = false
        for (key, value) in zip(PodRow.keys, values) {
            let old = try String.fetchOne(
                db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"),
                arguments: [key]
            )
            if old == value { continue }
            try run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [key, value])
            changed = true
        }
        if changed { deltas.append(.pod(put)) }
        return changed
    }

    func putPerson(_ put: PersonPut) throws -> Bool {
        let old = try row("SELECT * FROM people WHERE id = ?", [put.id])
        var person = try PersonRow(old) ?? PersonRow(number: numbers.next(\.person), id: put.id)
        let before = person
        if let guid = put.guid, guid != person.guid {
            if person.guid != nil, !put.replaceKey {
                throw Refusal("guid_differs", "\(put.id) has another GUID; say replace_key to replace it.")
            }
            let holder = try String.fetchOne(db, sql: "SELECT id FROM people WHERE guid = ?", arguments: [guid])
            if let holder { throw Refusal("guid_taken", "The GUID \(guid) belongs to \(holder).") }
            person.guid = guid
        }
        try person.take(key: put.publicKey, replace: put.replaceKey)
        person.url = put.url.applied(to: person.url)
        person.firstName = put.firstName.applied(to: person.firstName)
        person.lastName = put.lastName.applied(to: person.lastName)
        person.imageSmall = put.imageURLSmall.applied(to: person.imageSmall)
        person.imageMedium = put.imageURLMedium.applied(to: person.imageMedium)
        person.imageLarge = put.imageURL.applied(to: person.imageLarge)
        person.bio = put.bio.applied(to: person.bio)
        person.location = put.location.applied(to: person.location)
        if case .set(let tags) = put.tags {
            person.tags = tags.map { TagGrammar.normalise($0) }.filter { !$0.isEmpty }
        } else {
            person.tags = put.tags.applied(to: person.tags) ?? []
        }
        person.rowID = put.rowID ?? person.rowID
        person.set(.unsearchable, put.isSearchable.applied(to: !person.flags.contains(.unsearchable)) == false)
        person.set(.nsfw, put.isNSFW.applied(to: person.flags.contains(.nsfw)) == true)
        return try store(person, before: before, isNew: old == nil)
    }

    /// Overwrites what a person tells about itself, nothing left out (protocol §15, `profile`).
    func putProfile(_ profile: Profile) throws -> Bool {
        guard let old = try PersonRow(row("SELECT * FROM people WHERE id = ?", [profile.author])),
            old.flags.contains(.known)
        else { throw Unmet(need: .person(profile.author)) }
        guard !old.flags.contains(.closed) else { throw Refusal.accountClosed(profile.author) }
        // One that was overtaken, or is replayed, does not bring back what it says.
        if let edited = profile.editedAt, let last = old.editedAt, edited < last { return false }
        let pod = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [PodRow.url])
        var person = old
        person.firstName = profile.firstName
        person.lastName = profile.lastName
        person.imageSmall = Self.imageURL(profile.imageURLSmall, pod: pod)
        person.imageMedium = Self.imageURL(profile.imageURLMedium, pod: pod)
        person.imageLarge = Self.imageURL(profile.imageURL, pod: pod)
        person.bio = profile.bio
        person.location = profile.location
        person.gender = profile.gender
        person.birthday = profile.birthday
        person.editedAt = profile.editedAt ?? person.editedAt
        if let tags = profile.tagString {
            person.tags = TagGrammar.tags(
                in: tags.split(whereSeparator: \.isWhitespace).prefix(5).joined(separator: " ")
            )
        }
        person.set(.unsearchable, profile.isSearchable == false)
        person.set(.nsfw, profile.isNSFW == true)
        return try store(person, before: old, isNew: false)
    }

    func putUser(_ put: UserPut) throws -> Bool {
        let person = try person(put.id)
        // Somebody who has moved away has no account of that name any more, whatever the new one is.
        let flags = try number("SELECT flags FROM people WHERE id = ?", [put.id]).map(StoredPersonFlags.init(rawValue:))
        guard flags?.contains(.closed) == false else { throw Refusal.accountClosed(put.id) }
        let old = try row("SELECT number, private_key, spotlight FROM users WHERE person = ?", [person.value])
        let key = put.privateKey.applied(to: old?["private_key"])
        let spotlight = put.communitySpotlight.applied(to: old?["spotlight"]) ?? false
        let user: UserNumber
        if let old {
            guard old["private_key"] as String? != key || old["spotlight"] as Bool != spotlight else { return false }
            user = UserNumber(old["number"])
            try run("UPDATE users SET private_key = ?, spotlight = ? WHERE number = ?", [key, spotlight, user.value])
        } else {
            user = UserNumber(try numbers.next(\.user))
            try run(
                "INSERT INTO users (number, person, private_key, spotlight) VALUES (?, ?, ?, ?)",
                [user.value, person.value, key, spotlight]
            )
            try setFlag(.local, of: person, true)
            try setFlag(.left, of: person, false)
            arrivals.append(Need.user(put.id).key)
        }
        deltas.append(.user(user, id: put.id, person: person, spotlight: spotlight))
        if old == nil {
            try noteActs(of: person, user)
            try queueFiles(ofPhotosBy: person)
        }
        return true
    }

    func setSpotlight(_ id: DiasporaID, _ set: Bool) throws -> Bool { try setFlag(.spotlight, of: person(id), set) }

    @discardableResult
    func setFlag(_ flag: StoredPersonFlags, of person: PersonNumber, _ set: Bool) throws -> Bool {
        let old = StoredPersonFlags(
            rawValue: try number("SELECT flags FROM people WHERE number = ?", [person.value]) ?? 0
        )
        var new = old
        if set { new.insert(flag) } else { new.remove(flag) }
        if new == old { return false }
        try run("UPDATE people SET flags = ? WHERE number = ?", [new.rawValue, person.value])
        deltas.append(.person(person, new.forViews))
        return true
    }

    private func store(_ person: PersonRow, before: PersonRow, isNew: Bool) throws -> Bool {
        var person = person
        let becomesKnown = !before.flags.contains(.known)
        person.flags.insert(.known)
        if person == before, !isNew { return false }
        try person.save(db)
        deltas.append(.person(PersonNumber(person.number), person.flags.forViews))
        // A key that came late is what envelopes of this person wait for.
        if becomesKnown || person.keyState != before.keyState { arrivals.append(Need.person(person.id).key) }
        return true
    }

    /// The URL of an avatar as diaspora* keeps it: none for its own default pictures, and never a relative one.
    private static func imageURL(_ text: String?, pod: String?) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace), !text.contains("user/default") else { return nil }
        guard text.hasPrefix("/"), let pod else { return text }
        return (pod.hasSuffix("/") ? String(pod.dropLast()) : pod) + text
    }
}

extension Refusal {
    static func accountClosed(_ id: DiasporaID) -> Refusal {
        Refusal("account_closed", "The account \(id) is closed.")
    }
}
