import GRDB
import SocialModel
import Wire

/// Applies changes to the state, one after the other, within a transaction.
///
/// Deterministic: the time of receipt comes with the change, and numbers count
/// up from those in the ledger. Decisions (known already, refused, waiting) are
/// taken here and nowhere else.
final class Applier {
    let db: Database
    let limits: LedgerLimits
    /// Where the numbers stand; whoever rolls back a savepoint puts the old ones back.
    var numbers: Numbers
    /// When the change at hand was received.
    var receivedAt: Timestamp
    /// What the applied changes mean for the views.
    var deltas: [Delta] = []
    /// What arrived by the changes applied so far, so that what waits for it can follow.
    var arrivals: [String] = []

    init(_ db: Database, numbers: Numbers, receivedAt: Timestamp, limits: LedgerLimits) {
        self.db = db
        self.numbers = numbers
        self.receivedAt = receivedAt
        self.limits = limits
    }

    /// Applies a change.
    ///
    /// - Throws: ``Refusal`` if it breaks a rule, ``Unmet`` if it has to wait; either way the caller rolls back.
    /// - Returns: whether anything is different now.
    func apply(_ change: Change, from origin: Origin) throws -> Bool {
        let changed =
            switch change {
            case .podPut(let put): try putPod(put)
            case .personPut(let put): try putPerson(put)
            case .userPut(let put): try putUser(put)
            case .aspectPut(let user, let aspect, let name): try putAspect(user, aspect, name: name)
            case .aspectDelete(let user, let aspect): try deleteAspect(user, aspect)
            case .contactPut(let put): try putContact(put)
            case .contactDelete(let user, let person):
                try putContact(
                    ContactPut(user: user, person: person, isSharing: false, isReceiving: false, aspects: [])
                )
            case .blockPut(let user, let person): try setBlock(user, person, true)
            case .blockDelete(let user, let person): try setBlock(user, person, false)
            case .hidePut(let user, let post): try setHide(user, post, true)
            case .hideDelete(let user, let post): try setHide(user, post, false)
            case .tagFollowingPut(let user, let tag): try setTagFollowing(user, tag, true)
            case .tagFollowingDelete(let user, let tag): try setTagFollowing(user, tag, false)
            case .spotlightPut(let person): try setSpotlight(person, true)
            case .spotlightDelete(let person): try setSpotlight(person, false)
            case .entity(let put): try putEntity(put, from: origin)
            }
        // What erases (a retraction) writes its own entries of the log.
        if changed, !change.isRetraction { try log(change) }
        return changed
    }

    private func putEntity(_ put: EntityPut, from origin: Origin) throws -> Bool {
        switch put.entity {
        case .statusMessage(let post): try putStatusMessage(post, put, from: origin)
        case .reshare(let reshare): try putReshare(reshare, put, from: origin)
        case .photo(let photo): try putPhoto(photo, put)
        case .comment(let comment): try putComment(comment, put, from: origin)
        case .like(let like): try putLike(like, put, from: origin)
        case .profile(let profile): try putProfile(profile)
        case .retraction(let retraction): try retract(retraction, from: origin)
        case .pollParticipation, .participation, .contact, .conversation, .message, .accountDeletion,
            .accountMigration:
            throw Refusal(
                "unsupported_entity",
                "This version does not take in entities of type \(put.entity.type.rawValue)."
            )
        }
    }
}

/// By which way a change came.
enum Origin {
    /// From the pod, which is trusted.
    case pod
    /// In an envelope whose signature was verified.
    case federation(IncomingEnvelope)
}

/// A change has to wait for something.
struct Unmet: Error {
    let need: Need
}

extension Change {
    var isRetraction: Bool {
        if case .entity(let put) = self, case .retraction = put.entity { return true }
        return false
    }
}
