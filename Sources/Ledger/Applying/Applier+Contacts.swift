import Federation
import Foundation
import GRDB
import SocialModel

extension Applier {
    func putAspect(_ userID: DiasporaID, _ aspect: String, name: String?) throws -> Bool {
        let user = try user(userID)
        let old = try row("SELECT number, name FROM aspects WHERE user = ? AND aspect = ?", [user.value, aspect])
        if let old {
            guard let name, name != old["name"] as String else { return false }
            try run("UPDATE aspects SET name = ? WHERE number = ?", [name, old["number"] as UInt32])
            return true
        }
        let number = AspectNumber(try numbers.next(\.aspect))
        try run(
            "INSERT INTO aspects (number, user, aspect, name) VALUES (?, ?, ?, ?)",
            [number.value, user.value, aspect, name ?? aspect]
        )
        deltas.append(.aspect(number, user: user, name: aspect))
        return true
    }

    /// The aspect goes with its memberships; whose last one it was is not received any more (diaspora-behaviour §6).
    func deleteAspect(_ userID: DiasporaID, _ aspect: String) throws -> Bool {
        let user = try user(userID)
        guard let number = try number("SELECT number FROM aspects WHERE user = ? AND aspect = ?", [user.value, aspect])
        else { return false }
        for contact in try rows("SELECT person, flags, aspects FROM contacts WHERE user = ?", [user.value]) {
            let aspects = contact.numbers("aspects")
            guard aspects.contains(number) else { continue }
            let rest = aspects.filter { $0 != number }
            var flags = ContactFlags(rawValue: contact["flags"])
            if rest.isEmpty { flags.remove(.receiving) }
            try storeContact(user, PersonNumber(contact["person"]), flags, rest)
        }
        for post in try rows(
            "SELECT number, aspects FROM posts WHERE aspects IS NOT NULL AND author = (SELECT person FROM users WHERE number = ?)",
            [user.value]
        ) {
            let aspects = post.numbers("aspects")
            guard aspects.contains(number) else { continue }
            let rest = aspects.filter { $0 != number }
            try run("UPDATE posts SET aspects = ? WHERE number = ?", [rest.packed, post["number"] as UInt32])
        }
        try run("DELETE FROM aspects WHERE number = ?", [number])
        deltas.append(.aspectRemoved(AspectNumber(number), user: user))
        return true
    }

    func putContact(_ put: ContactPut) throws -> Bool {
        let user = try user(put.user)
        let isKept = put.isSharing || put.isReceiving
        let person = isKept ? try openAccount(put.person) : try person(put.person)
        // Somebody who has moved here may be named by either name.
        if try account(of: person) == user {
            throw Refusal("own_contact", "\(put.user) cannot be a contact of oneself.")
        }
        if put.isReceiving, put.aspects.isEmpty {
            throw Refusal("no_aspect", "A contact that receives must be in at least one aspect.")
        }
        let aspects = put.isReceiving ? try self.aspects(of: user, put.user, put.aspects) : []
        var flags: ContactFlags = []
        if put.isSharing { flags.insert(.sharing) }
        if put.isReceiving { flags.insert(.receiving) }
        return try storeContact(user, person, flags, aspects)
    }

    /// The numbers of a user's aspects, ascending.
    func aspects(of user: UserNumber, _ id: DiasporaID, _ names: [String]) throws -> [UInt32] {
        try Set(names).sorted().map { name in
            let found = try number("SELECT number FROM aspects WHERE user = ? AND aspect = ?", [user.value, name])
            guard let found else { throw Refusal("unknown_aspect", "\(id) has no aspect “\(name)”.") }
            return found
        }.sorted()
    }

    @discardableResult
    func storeContact(
        _ user: UserNumber,
        _ person: PersonNumber,
        _ flags: ContactFlags,
        _ aspects: [UInt32]
    ) throws -> Bool {
        let old = try first(
            "SELECT flags, aspects FROM contacts WHERE user = ? AND person = ?",
            [user.value, person.value]
        ) { (ContactFlags(rawValue: $0.number(0)), $0.numbers(1)) }
        let before = old ?? ([], [])
        guard before != (flags, aspects) else { return false }
        if flags.isEmpty {
            try run("DELETE FROM contacts WHERE user = ? AND person = ?", [user.value, person.value])
        } else {
            try run(
                "INSERT OR REPLACE INTO contacts (user, person, flags, aspects) VALUES (?, ?, ?, ?)",
                [user.value, person.value, flags.rawValue, aspects.packed ?? .init()]
            )
        }
        if before.1 != aspects {
            deltas.append(.contact(user: user, person: person, aspects: aspects.map { AspectNumber($0) }))
        }
        return true
    }

    // MARK: - What other people say of it

    /// A person begins or ends to share with a user; what else the entity says is ignored (protocol §15, `contact`).
    func takeContact(_ contact: Contact) throws -> Bool {
        let person = try openAccount(contact.author)
        let user = try user(contact.recipient)
        guard try account(of: person) != user else {
            throw Refusal("own_contact", "\(contact.author) cannot be a contact of oneself.")
        }
        return try setSharing(user, person, contact.sharing)
    }

    /// The old way to say that one shares no more: a retraction of oneself, to the user whom it concerns (§14.1).
    func endSharing(_ retraction: Retraction, from origin: Origin) throws -> Bool {
        guard case .federation(let incoming) = origin, let recipient = incoming.recipient else {
            throw Refusal("recipient_required", "Sharing is ended towards a user: through the private endpoint.")
        }
        let sender = incoming.envelope.sender
        guard let guid = try row("SELECT guid FROM people WHERE id = ?", [sender]),
            guid[0] as GUID? == retraction.targetGUID
        else { throw Refusal(FederationError.invalidSender(sender)) }
        let change = Contact(author: sender, recipient: recipient, following: false, sharing: false)
        guard try takeContact(change) else { return false }
        try log(.entity(EntityPut(.contact(change))))
        return true
    }

    private func setSharing(_ user: UserNumber, _ person: PersonNumber, _ isSharing: Bool) throws -> Bool {
        let old = try row(
            "SELECT flags, aspects FROM contacts WHERE user = ? AND person = ?",
            [user.value, person.value]
        )
        var flags = ContactFlags(rawValue: old?["flags"] ?? 0)
        if isSharing { flags.insert(.sharing) } else { flags.remove(.sharing) }
        return try storeContact(user, person, flags, old?.numbers("aspects") ?? [])
    }

    // MARK: - Blocks, hidden posts, tags

    func setBlock(_ userID: DiasporaID, _ id: DiasporaID, _ set: Bool) throws -> Bool {
        let user = try user(userID)
        let person = try person(id)
        try run(
            set
                ? "INSERT OR IGNORE INTO blocks (user, person) VALUES (?, ?)"
                : "DELETE FROM blocks WHERE user = ? AND person = ?",
            [user.value, person.value]
        )
        guard touched > 0 else { return false }
        deltas.append(.block(user: user, person: person, set: set))
        return true
    }

    func setHide(_ userID: DiasporaID, _ guid: GUID, _ set: Bool) throws -> Bool {
        let user = try user(userID)
        let post = try post(guid)
        try run(
            set
                ? "INSERT OR IGNORE INTO hides (user, post) VALUES (?, ?)"
                : "DELETE FROM hides WHERE user = ? AND post = ?",
            [user.value, post.number.value]
        )
        guard touched > 0 else { return false }
        deltas.append(.hide(user: user, post: post.number, set: set))
        return true
    }

    func setTagFollowing(_ userID: DiasporaID, _ name: String, _ set: Bool) throws -> Bool {
        let user = try user(userID)
        let normal = TagGrammar.normalise(name)
        if normal.isEmpty { throw Refusal("no_tag", "“\(name)” holds no character that a tag can have.") }
        let tag = try tag(normal)
        try run(
            set
                ? "INSERT OR IGNORE INTO tag_followings (user, tag) VALUES (?, ?)"
                : "DELETE FROM tag_followings WHERE user = ? AND tag = ?",
            [user.value, tag.value]
        )
        guard touched > 0 else { return false }
        deltas.append(.tagFollowing(user: user, tag: tag, set: set))
        return true
    }

    /// The number of a tag, given at first use.
    func tag(_ name: String) throws -> TagNumber {
        guard name.unicodeScalars.count <= TagGrammar.longestName else {
            throw Refusal("tag_too_long", "A tag has more than \(TagGrammar.longestName) characters.")
        }
        if let known = try number("SELECT number FROM tags WHERE name = ?", [name]) { return TagNumber(known) }
        let new = TagNumber(try numbers.next(\.tag))
        try run("INSERT INTO tags (number, name) VALUES (?, ?)", [new.value, name])
        return new
    }
}

/// The bits of `contacts.flags`.
struct ContactFlags: OptionSet, Equatable {
    let rawValue: UInt32
    /// The person shares with the user.
    static let sharing = ContactFlags(rawValue: 1)
    /// The user shares with the person.
    static let receiving = ContactFlags(rawValue: 2)
}
