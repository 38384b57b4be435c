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
    /// Where the numbers stand; whoever rolls back a savepoint puts the old ones back, and so for what waits.
    var numbers: Numbers
    var parked: ParkedTotals
    /// The sync under way.
    var sync: ActiveSync?
    /// Whether the change at hand belongs to it.
    var isBackfill = false
    /// Whether anybody hears what changes mean for views.
    let tellsViews: Bool
    /// When the change at hand was received.
    var receivedAt: Timestamp
    /// What the applied changes mean for the views.
    var deltas: [Delta] = []
    /// Whether the entity at hand was known already, though its delivery may have added somebody who may see it.
    var wasKnown = false
    /// What is to be counted again when the call is done.
    var recounts: [Recount] = []
    /// What arrived by the changes applied so far, so that what waits for it can follow.
    var arrivals: [String] = []
    /// Whether there may be something to do for other networks.
    var touchesOutbox = false
    /// Whether photos' files are to be made.
    var touchesPhotos = false
    /// Whether previews are to be fetched.
    var touchesLinks = false
    /// Files that a photo refers to no longer; others may.
    var droppedFiles: [String] = []
    /// Whether something was retracted.
    var erases = false
    /// What something began to wait for, and what has waited no longer.
    var needs: [Need] = []
    var resumed: [Entity] = []

    init(
        _ db: Database,
        numbers: Numbers,
        parked: ParkedTotals,
        sync: ActiveSync? = nil,
        receivedAt: Timestamp,
        limits: LedgerLimits,
        tellsViews: Bool = true
    ) {
        self.db = db
        self.numbers = numbers
        self.parked = parked
        self.sync = sync
        self.tellsViews = tellsViews
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
            case .personClose(let person): try closeAccount(person)
            case .personMigrate(let old, let new): try migrate(old, to: new, photoPath: nil)
            case .userPut(let put): try putUser(put)
            case .userDelete(let user): try deleteUser(user)
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
            case .savedStreamPut(let user, let name, let query): try putSavedStream(user, name, query)
            case .savedStreamDelete(let user, let name): try deleteSavedStream(user, name)
            case .participationPut(let person, let post, let count): try putParticipation(person, post, count)
            case .participationDelete(let person, let post): try putParticipation(person, post, 0)
            case .visibilityPut(let user, let type, let guid, let isHidden):
                try putVisibility(user, type, guid, isHidden: isHidden)
            case .visibilityDelete(let user, let type, let guid): try deleteVisibility(user, type, guid)
            case .previewPut(let put): try putPreview(put)
            case .rowIDPut(let type, let guid, let rowID): try putRowID(type, guid, rowID)
            case .spotlightPut(let person): try setSpotlight(person, true)
            case .spotlightDelete(let person): try setSpotlight(person, false)
            case .entity(let put): try putEntity(put, from: origin)
            }
        // What erases (a retraction) writes its own entries of the log.
        if changed, !change.isRetraction { try log(change) }
        if sync != nil { try mark(change) }
        return changed
    }

    /// Applies a change of a sync, as far as nothing newer is known.
    func fill(_ change: Change) throws -> Bool {
        isBackfill = true
        defer { isBackfill = false }
        guard let change = try withoutWhatIsNewer(change), try makeRoom(for: change) else { return false }
        do { return try apply(change, from: .pod) } catch let refusal as Refusal where refusal.isOfSomethingGone {
            // It went after the pod had read it.
            return false
        }
    }

    private func putEntity(_ put: EntityPut, from origin: Origin) throws -> Bool {
        switch put.entity {
        case .statusMessage(let post): try putStatusMessage(post, put, from: origin)
        case .reshare(let reshare): try putReshare(reshare, put, from: origin)
        case .photo(let photo): try putPhoto(photo, put)
        case .comment(let comment): try putComment(comment, put, from: origin)
        case .like(let like): try putLike(like, put, from: origin)
        case .profile(let profile): try putProfile(profile)
        case .pollParticipation(let vote): try putVote(vote, put, from: origin)
        case .participation(let participation): try putParticipation(participation, from: origin)
        case .contact(let contact): try takeContact(contact)
        case .conversation(let conversation): try putConversation(conversation, put, from: origin)
        case .message(let message): try putMessage(message, put)
        case .retraction(let retraction): try retract(retraction, from: origin)
        case .accountDeletion(let deletion): try closeAccount(deletion.author)
        case .accountMigration(let migration): try takeMigration(migration, from: origin)
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
