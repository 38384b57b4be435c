import GRDB
import SocialModel

/// Writes a long history into a fresh ledger, some twenty times as fast as the writer applies it.
///
/// It leaves the state that the `Applier` would have left, number by number, and an empty change log: views build
/// themselves from the state. What makes it fast: people, tags and posts are looked up in memory, counters are written
/// once, indexes that are not needed meanwhile are made at the end, and so are retractions, which the `Applier` then
/// performs. Everything else that is rare is left to the `Applier` at once.
///
/// The caller is trusted, as a pod is, with one rule more: nobody likes or reshares again what they took back.
public final class LedgerLoader {
    let applier: Applier
    let statements: LoadStatements
    var posts = LoadedPosts()
    var commentLikes: [UInt32: UInt32] = [:]

    // What was looked up before
    var people: [DiasporaID: UInt32] = [:]
    var users: [DiasporaID: UInt32] = [:]
    var tags: [String: UInt32] = [:]
    var aspects: [DiasporaID: [String: UInt32]] = [:]

    // What decides
    var accounts: [UInt32: UInt32] = [:]
    var blocks: Set<UInt64> = []
    var reshares: Set<UInt64> = []
    var retractedComments: Set<GUID> = []
    var retractedPosts: Set<GUID> = []

    /// How often users are subscribed to posts, by post and person.
    private(set) var participations: [UInt64: UInt32] = [:]

    // What has to wait
    var waiting: [String: [Arrival]] = [:]
    var deferred: [Arrival] = []

    /// How many changes took effect so far.
    public var applied: Int { Int(clamping: applier.numbers.seq) }
    /// How many posts came so far.
    public var postCount: Int { posts.count }
    /// How many broke a rule and were left out.
    public private(set) var refused = 0

    init(_ db: Database, limits: LedgerLimits) throws {
        applier = Applier(
            db,
            numbers: try Numbers(db),
            parked: try ParkedTotals(db),
            receivedAt: Timestamp(microseconds: 0),
            limits: limits,
            tellsViews: false
        )
        statements = try LoadStatements(db)
    }

    /// Applies what arrived, in order.
    ///
    /// - Throws: ``LedgerError/storage(detail:)``, after which the load cannot go on.
    public func apply(_ arrivals: [Arrival]) throws(LedgerError) {
        do {
            for arrival in arrivals {
                try take(arrival)
                try settle()
            }
        } catch { throw .storage(detail: "\(error)") }
    }

    private func take(_ arrival: Arrival) throws {
        do { try effect(of: arrival) } catch let unmet as Unmet {
            waiting[unmet.need.key, default: []].append(arrival)
        } catch is Refusal {
            refused += 1
        }
    }

    /// Applies what waited for what has arrived, and what waited for that.
    private func settle() throws {
        while !applier.arrivals.isEmpty {
            guard let followers = waiting.removeValue(forKey: applier.arrivals.removeFirst()) else { continue }
            for arrival in followers { try take(arrival) }
        }
    }

    private func effect(of arrival: Arrival) throws {
        let changed: Bool
        switch arrival.change {
        case .contactPut(let put): changed = try putContact(put)
        case .hidePut(let user, let post): changed = try putHide(user, post)
        case .entity(let put):
            switch put.entity {
            case .statusMessage(let post): changed = try putStatusMessage(post, put, arrival)
            case .reshare(let reshare): changed = try putReshare(reshare, put, arrival)
            case .photo(let photo): changed = try putPhoto(photo, put, arrival)
            case .comment(let comment): changed = try putComment(comment, put, arrival)
            case .like(let like): changed = try putLike(like, put, arrival)
            case .retraction(let retraction): return retract(retraction, arrival)
            default: return try leaveToApplier(arrival)
            }
        case .podPut, .personPut, .userPut, .aspectPut, .blockPut, .tagFollowingPut, .spotlightPut:
            return try leaveToApplier(arrival)
        case .participationPut, .savedStreamPut, .visibilityPut, .previewPut, .rowIDPut:
            return try leaveToApplier(arrival)
        case .personClose, .personMigrate, .userDelete, .participationDelete, .visibilityDelete, .aspectDelete,
            .contactDelete, .blockDelete, .hideDelete, .tagFollowingDelete, .savedStreamDelete, .spotlightDelete:
            throw Refusal("unsupported_in_load", "A load adds; it does not take in \(arrival.change.name) deletions.")
        }
        if changed { applier.numbers.seq += 1 }
    }

    private func leaveToApplier(_ arrival: Arrival) throws {
        applier.receivedAt = arrival.receivedAt
        _ = try applier.inSavepoint { try applier.apply(arrival.change, from: .pod) }
        applier.deltas.removeAll(keepingCapacity: true)
        switch arrival.change {
        case .userPut(let put): accounts[try person(put.id)] = try user(put.id)
        case .blockPut(let user, let person): blocks.insert(Self.pair(try self.user(user), try self.person(person)))
        default: break
        }
    }

    /// A retraction is performed at the end, and decides from now on.
    private func retract(_ retraction: Retraction, _ arrival: Arrival) {
        switch retraction.targetType.table {
        case .post:
            if posts.remove(retraction.targetGUID) { retractedPosts.insert(retraction.targetGUID) }
        case .comment: retractedComments.insert(retraction.targetGUID)
        default: break
        }
        deferred.append(arrival)
    }

    /// A user does something with somebody else's post (diaspora-behaviour §8).
    func participate(_ person: UInt32, in post: UInt32, by author: UInt32) {
        guard person != author, accounts[person] != nil else { return }
        participations[Self.pair(post, person), default: 0] += 1
    }

    static func pair(_ one: UInt32, _ other: UInt32) -> UInt64 { UInt64(one) << 32 | UInt64(other) }

    /// Lets those follow who wait for something.
    func note(_ need: @autoclosure () -> Need) {
        if !waiting.isEmpty { applier.arrivals.append(need().key) }
    }
}
