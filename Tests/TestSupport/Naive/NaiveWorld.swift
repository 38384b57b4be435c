public import SocialModel

/// The oracle: everything in arrays, every stream a filter over all posts and a sort.
///
/// It shares no code with the engine but the value types and the two text
/// grammars, and is meant to be read beside diaspora-behaviour §2 and §4–§7.
/// It is good for some thousands of entities.
public struct NaiveWorld {
    var people: [NaivePerson] = []
    var posts: [NaivePost] = []
    var comments: [NaiveComment] = []
    var likes: [NaiveLike] = []
    var photos: [NaivePhoto] = []
    var participations: [NaiveParticipation] = []
    var aspects: [NaiveAspect] = []
    var contacts: [NaiveContact] = []
    var blocks: [NaiveBlock] = []
    var hidden: [NaiveUserPost] = []
    var shareVisibilities: [NaiveUserPost] = []
    var aspectVisibilities: [NaiveAspectVisibility] = []
    var hiddenVisibilities: [NaiveUserPost] = []
    var visibilitiesToCome: [Change] = []
    var tagFollowings: [NaiveTagFollowing] = []
    var tombstones: [NaiveTombstone] = []
    var parked: [NaiveDelivery] = []
    var earlyRetractions: [NaiveRetraction] = []
    var postsEverApplied = 0

    /// A world in which nothing has happened.
    public init() {}

    /// What the pod says (`pod.apply`); it is believed.
    @discardableResult
    public mutating func apply(_ change: Change, at now: Timestamp) -> NaiveOutcome {
        // What is said of a user who has moved here is the account's that the user has now.
        let change = change.user.map { change.of(current($0)) } ?? change
        // What a user does whose account is gone waits for an account that does not come back.
        if let user = change.user, person(user) != nil, !isLocal(user) { return .parked }
        switch change {
        case .podPut: break
        case .personPut(let put):
            addPerson(put.id)
            self.change(put.id) { $0.isNSFW = put.isNSFW.applied(to: $0.isNSFW) ?? false }
        case .personClose(let person): closeAccount(person)
        case .personMigrate(let old, let new): return migrate(old, to: new) ? .accepted : .refused
        case .userPut(let put): putUser(put)
        case .userDelete(let user): deleteUser(user)
        case .aspectPut(let user, let name, _):
            if !aspects.contains(NaiveAspect(user: user, name: name)) {
                aspects.append(NaiveAspect(user: user, name: name))
            }
        case .aspectDelete(let user, let name): deleteAspect(NaiveAspect(user: user, name: name))
        case .contactPut(let put):
            var put = put
            put.person = current(put.person)
            guard put.user != put.person, put.aspects.allSatisfy({ has(put.user, $0) }),
                person(put.person)?.isClosed == false || !(put.isSharing || put.isReceiving)
            else { return .refused }
            putContact(put)
        case .contactDelete(let user, let person):
            let person = current(person)
            contacts.removeAll { $0.user == user && $0.person == person }
        case .blockPut(let user, let person):
            let person = current(person)
            blocks.removeAll { $0 == NaiveBlock(user: user, person: person) }
            blocks.append(NaiveBlock(user: user, person: person))
        case .blockDelete(let user, let person):
            let person = current(person)
            blocks.removeAll { $0 == NaiveBlock(user: user, person: person) }
        case .hidePut(let user, let post):
            hidden.removeAll { $0 == NaiveUserPost(user: user, post: post) }
            hidden.append(NaiveUserPost(user: user, post: post))
        case .hideDelete(let user, let post): hidden.removeAll { $0 == NaiveUserPost(user: user, post: post) }
        case .tagFollowingPut(let user, let tag):
            let following = NaiveTagFollowing(user: user, tag: TagGrammar.normalise(tag))
            if !tagFollowings.contains(following) { tagFollowings.append(following) }
        case .tagFollowingDelete(let user, let tag):
            tagFollowings.removeAll { $0 == NaiveTagFollowing(user: user, tag: TagGrammar.normalise(tag)) }
        case .visibilityPut(_, .post, let guid, _), .visibilityDelete(_, .post, let guid):
            guard post(guid) != nil else {
                visibilitiesToCome.append(change)
                return .parked
            }
            changeVisibility(change)
        // None of these changes what stands in a stream.
        case .visibilityPut, .visibilityDelete, .previewPut, .rowIDPut, .savedStreamPut, .savedStreamDelete: break
        case .participationPut(let id, let guid, let count):
            guard post(guid) != nil, person(id) != nil else { return .parked }
            if count > 0, person(current(id))?.isClosed == true { return .refused }
            setParticipation(current(id), guid, count)
        case .participationDelete(let id, let guid):
            guard post(guid) != nil, person(id) != nil else { return .parked }
            setParticipation(current(id), guid, 0)
        case .spotlightPut(let person): setSpotlight(current(person), true)
        case .spotlightDelete(let person): setSpotlight(current(person), false)
        case .entity(let put):
            return deliver(NaiveDelivery(put: put, sender: nil, received: put.receivedAt ?? now))
        }
        applyWhatWaited()
        return .accepted
    }

    /// What another pod sends to everybody (`federation.receive`), its envelope verified already.
    @discardableResult
    public mutating func receive(_ entity: Entity, from sender: DiasporaID, at now: Timestamp) -> NaiveOutcome {
        deliver(NaiveDelivery(put: EntityPut(entity), sender: sender, received: now))
    }

    private mutating func deliver(_ delivery: NaiveDelivery) -> NaiveOutcome {
        let outcome = take(delivery)
        if outcome == .parked, waits(delivery) { parked.append(delivery) }
        if outcome == .accepted { applyWhatWaited() }
        return outcome
    }

    /// Tries everything that waits again, in order, until nothing more takes effect.
    private mutating func applyWhatWaited() {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for delivery in parked where !waits(delivery) {
                parked.removeFirst { $0.put.entity == delivery.put.entity && $0.sender == delivery.sender }
                if take(delivery) == .accepted { hasChanged = true }
            }
        }
    }

    // MARK: - People

    mutating func addPerson(_ id: DiasporaID) {
        if !people.contains(where: { $0.id == id }) { people.append(NaivePerson(id: id)) }
    }

    func person(_ id: DiasporaID) -> NaivePerson? { people.first { $0.id == id } }

    func isLocal(_ id: DiasporaID) -> Bool { person(id)?.isUser == true }

    mutating func change(_ id: DiasporaID, _ change: (inout NaivePerson) -> Void) {
        for index in people.indices where people[index].id == id { change(&people[index]) }
    }

    private mutating func putUser(_ put: UserPut) {
        addPerson(put.id)
        change(put.id) {
            $0.isUser = true
            $0.showsSpotlight = put.communitySpotlight.applied(to: $0.showsSpotlight) ?? false
        }
    }

    private mutating func setSpotlight(_ id: DiasporaID, _ isInSpotlight: Bool) {
        addPerson(id)
        change(id) { $0.isInSpotlight = isInSpotlight }
    }

    // MARK: - Contacts and aspects

    func has(_ user: DiasporaID, _ aspect: String) -> Bool { aspects.contains(NaiveAspect(user: user, name: aspect)) }

    private mutating func putContact(_ put: ContactPut) {
        contacts.removeAll { $0.user == put.user && $0.person == put.person }
        guard put.isSharing || put.isReceiving else { return }
        contacts.append(
            NaiveContact(
                user: put.user,
                person: put.person,
                isSharing: put.isSharing,
                isReceiving: put.isReceiving,
                aspects: put.aspects
            )
        )
    }

    /// Memberships go; a contact whose last aspect it was is no longer received (§6).
    private mutating func deleteAspect(_ aspect: NaiveAspect) {
        aspects.removeAll { $0 == aspect }
        aspectVisibilities.removeAll { $0.aspect == aspect }
        for index in contacts.indices where contacts[index].user == aspect.user {
            guard contacts[index].aspects.contains(aspect.name) else { continue }
            contacts[index].aspects.removeAll { $0 == aspect.name }
            if contacts[index].aspects.isEmpty { contacts[index].isReceiving = false }
        }
        contacts.removeAll { !$0.isSharing && !$0.isReceiving }
    }
}

extension Array {
    mutating func removeFirst(where matches: (Element) -> Bool) {
        if let index = firstIndex(where: matches) { remove(at: index) }
    }
}
