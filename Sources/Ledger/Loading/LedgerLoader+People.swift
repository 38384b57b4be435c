import GRDB
import SocialModel

extension LedgerLoader {
    // MARK: - Looking up

    func person(_ id: DiasporaID) throws -> UInt32 {
        if let known = people[id] { return known }
        let found = try applier.person(id).value
        people[id] = found
        return found
    }

    func user(_ id: DiasporaID) throws -> UInt32 {
        if let known = users[id] { return known }
        let found = try applier.user(id).value
        users[id] = found
        return found
    }

    /// The numbers of tags whose lengths were checked.
    func tags(_ names: [String]) throws -> [UInt32] {
        try names.map { name in
            if let known = tags[name] { return known }
            let found = try applier.tag(name).value
            tags[name] = found
            return found
        }
    }

    /// Whoever is not known yet gets a row that keeps the number, and is looked up again next time.
    func mentioned(_ ids: [DiasporaID]) throws -> [UInt32] {
        try ids.map { id in
            if let known = people[id] { return known }
            return try applier.mentioned([id])[0].value
        }
    }

    /// The numbers of a user's aspects, ascending.
    func aspects(of id: DiasporaID, _ names: [String]) throws -> [UInt32] {
        let known = aspects[id] ?? [:]
        let found = names.compactMap { known[$0] }
        if found.count == names.count { return Set(found).sorted() }
        let numbers = try applier.aspects(of: UserNumber(try user(id)), id, names)
        for name in names {
            aspects[id, default: [:]][name] = try applier.aspects(of: UserNumber(try user(id)), id, [name]).first
        }
        return numbers
    }

    // MARK: - Applying

    func putContact(_ put: ContactPut) throws -> Bool {
        let user = try user(put.user)
        let person = try person(put.person)
        guard put.user != put.person, put.isSharing || put.isReceiving, !put.isReceiving || !put.aspects.isEmpty else {
            throw Refusal("unsupported_in_load", "A contact that a load takes in is somebody else, and shares.")
        }
        var flags: ContactFlags = []
        if put.isSharing { flags.insert(.sharing) }
        if put.isReceiving { flags.insert(.receiving) }
        let aspects = put.isReceiving ? try aspects(of: put.user, put.aspects) : []
        try statements.contact.run { row in
            row.add(user)
            row.add(person)
            row.add(flags.rawValue)
            row.add(packed: aspects, orEmpty: true)
        }
        return true
    }

    func putHide(_ user: DiasporaID, _ guid: GUID) throws -> Bool {
        let user = try self.user(user)
        let post = try post(guid, author: nil)
        try applier.run("INSERT OR IGNORE INTO hides (user, post) VALUES (?, ?)", [user, post])
        return applier.touched > 0
    }
}
