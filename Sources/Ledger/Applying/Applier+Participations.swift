import Federation
import GRDB
import SocialModel

/// Who is subscribed to which post (diaspora-behaviour §8, protocol §14.4).
///
/// Users are by what they do there, so often as they do it; people elsewhere are because they ask for it.
extension Applier {
    /// A person elsewhere subscribes to a local post.
    func putParticipation(_ participation: Participation, from origin: Origin) throws -> Bool {
        let person = try openAccount(participation.author)
        if let known = try number("SELECT person FROM participations WHERE guid = ?", [participation.guid]) {
            guard known == person.value else { throw Refusal.guidTaken(participation.guid) }
            wasKnown = true
            return false
        }
        if try isRetracted(.participation, participation.guid, by: person) { return false }
        let post = try subscribedPost(participation, from: origin)
        // One a post and person: another one says nothing new.
        guard try self.participation(person, post.number) == nil else { return false }
        _ = try storeParticipation(person, post.number, count: 1, guid: participation.guid)
        note(.participation, participation.guid)
        return true
    }

    /// The post must be here and local; only the pod itself may say so before it is.
    private func subscribedPost(_ participation: Participation, from origin: Origin) throws -> StoredPost {
        guard case .federation = origin else { return try post(participation.parentGUID) }
        var root: ReceiveRules.Root?
        var found: StoredPost?
        do {
            let post = try post(participation.parentGUID)
            root = try self.root(of: post)
            found = post
        } catch is Unmet {}
        try Refusal.of { () throws(FederationError) in try ReceiveRules.checkParticipation(parent: root) }
        guard let found else { throw Unmet(need: .entity(type: .post, guid: participation.parentGUID, author: nil)) }
        return found
    }

    /// The absolute state, as the pod has it.
    func putParticipation(_ id: DiasporaID, _ guid: GUID, _ count: UInt32) throws -> Bool {
        let person = count > 0 ? try openAccount(id) : try person(id)
        return try storeParticipation(person, post(guid).number, count: count)
    }

    /// A user does something with somebody else's post, and is subscribed to it once more.
    func participate(_ person: PersonNumber, in post: StoredPost) throws {
        // A sync that compares subscriptions tells of each.
        if isBackfill, let sync, sync.scopes.contains(.participations) { return }
        guard person != post.author, try account(of: person) != nil else { return }
        let old = try participation(person, post.number) ?? 0
        _ = try storeParticipation(person, post.number, count: old &+ 1)
        try markSubscription(person, post.number)
    }

    /// A user takes back a comment or a like, and is subscribed once less.
    func leave(_ person: PersonNumber, _ post: PostNumber) throws {
        guard try account(of: person) != nil, let old = try participation(person, post), old > 0 else { return }
        _ = try storeParticipation(person, post, count: old - 1)
    }

    private func participation(_ person: PersonNumber, _ post: PostNumber) throws -> UInt32? {
        try number("SELECT count FROM participations WHERE post = ? AND person = ?", [post.value, person.value])
    }

    func storeParticipation(
        _ person: PersonNumber,
        _ post: PostNumber,
        count: UInt32,
        guid: GUID? = nil
    ) throws -> Bool {
        let old = try participation(person, post) ?? 0
        guard old != count else { return false }
        if count == 0 {
            try run("DELETE FROM participations WHERE post = ? AND person = ?", [post.value, person.value])
        } else {
            try run(
                """
                INSERT INTO participations (post, person, count, guid) VALUES (?, ?, ?, ?)
                  ON CONFLICT DO UPDATE SET count = excluded.count
                """,
                [post.value, person.value, count, guid]
            )
        }
        if (old == 0) != (count == 0), let user = try account(of: person) {
            deltas.append(.own(user: user, post: post, .participates(count > 0)))
        }
        return true
    }

    func eraseParticipations(in post: PostNumber) throws {
        try run("DELETE FROM participations WHERE post = ?", [post.value])
    }

    func eraseParticipations(of person: PersonNumber) throws {
        if let user = try account(of: person) {
            for row in try rows("SELECT post FROM participations WHERE person = ?", [person.value]) {
                deltas.append(.own(user: user, post: PostNumber(row[0]), .participates(false)))
            }
        }
        try run("DELETE FROM participations WHERE person = ?", [person.value])
    }
}
