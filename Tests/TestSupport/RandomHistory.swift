public import SocialModel

/// A small crowd that does everything there is to do, at random: the more they get in each other's way the better.
public struct RandomHistory {
    /// Those with an account here.
    public static let locals = ["ana", "ben", "cyd", "dan"].map { "\($0)@pod.example" }.compactMap { DiasporaID($0) }
    /// Those who have none.
    public static let remotes = ["rex@r.example", "mia@m.example", "tom@m.example"].compactMap { DiasporaID($0) }
    /// Everybody.
    public static let people = locals + remotes
    /// The aspects that everybody has.
    public static let aspects = ["Friends", "Work", "Pals"]
    /// What posts are tagged with.
    public static let tags = ["cats", "tea", "<3", "nsfw"]

    private var random: SeededGenerator
    private var posts: [(guid: GUID, author: DiasporaID)] = []
    private var comments: [GUID] = []
    private var likes: [GUID] = []
    private var photos: [GUID] = []
    private var made = 0
    /// By the history's clock, in seconds since 1970.
    public private(set) var now: Int64 = 1_700_000_000

    /// The history of a seed.
    public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// The posts that were ever made, whatever became of them.
    public var guids: [GUID] { posts.map(\.guid) }

    /// What the pod says first.
    public var beginning: [Change] {
        var changes: [Change] = []
        for person in Self.people {
            var put = PersonPut(id: person, guid: GUID("person-\(person.text.prefix(3))-0000000000"))
            put.publicKey = .unchanged
            if person == Self.remotes[1] { put.isNSFW = .set(true) }
            changes.append(.personPut(put))
        }
        for user in Self.locals {
            changes.append(.userPut(UserPut(id: user, communitySpotlight: .set(user != Self.locals[1]))))
            changes += Self.aspects.map { .aspectPut(user: user, aspect: $0, name: $0) }
        }
        return changes
    }

    /// The next thing that somebody does, and when it is received.
    public mutating func next() -> (change: Change, at: Timestamp) {
        now += random.next() % 3 == 0 ? 0 : Int64(random.next() % 50)
        return (change(), Timestamp(microseconds: now * 1_000_000 + Int64(random.next() % 1_000_000)))
    }

    private mutating func change() -> Change {
        let user = pick(Self.locals)
        let person = pick(Self.people)
        if random.next() % 24 == 0 { return rareChange(user) }
        switch random.next() % 100 {
        case 0..<34: return post()
        case 34..<42: return reshare()
        case 42..<52: return comment()
        case 52..<62: return like()
        case 62..<66: return photo()
        case 66..<75: return retraction()
        case 75..<82:
            let chosen = Self.aspects.filter { _ in random.next() % 2 == 0 }
            let sharing = random.next() % 2 == 0
            return .contactPut(
                ContactPut(
                    user: user,
                    person: person,
                    isSharing: sharing,
                    isReceiving: !chosen.isEmpty,
                    aspects: chosen
                )
            )
        case 82..<84: return .contactDelete(user: user, person: person)
        case 84..<87: return .blockPut(user: user, person: person)
        case 87..<89: return .blockDelete(user: user, person: person)
        case 89..<92: return .hidePut(user: user, post: known())
        case 92..<93: return .hideDelete(user: user, post: known())
        case 93..<95: return .tagFollowingPut(user: user, tag: "#" + pick(Self.tags))
        case 95..<96: return .tagFollowingDelete(user: user, tag: pick(Self.tags))
        case 96..<97: return .aspectDelete(user: user, aspect: pick(Self.aspects))
        case 97..<98: return .aspectPut(user: user, aspect: pick(Self.aspects), name: "x")
        case 98..<99: return .spotlightPut(person: person)
        default: return .spotlightDelete(person: person)
        }
    }

    /// What seldom happens: accounts that close or move, and single visibilities.
    private mutating func rareChange(_ user: DiasporaID) -> Change {
        switch random.next() % 24 {
        case 20, 21: .participationPut(person: user, post: known(), count: UInt32(random.next() % 3) + 1)
        case 22: .participationDelete(person: user, post: known())
        case 23: .personPut(nsfwPut())
        case 0: .personClose(person: pick(Self.people))
        case 1: .userDelete(user: user)
        case 2..<6: .personMigrate(from: pick(Self.people), to: pick(Self.people))
        case 6..<10: .visibilityDelete(user: user, .post, guid: known())
        default: .visibilityPut(user: user, .post, guid: known(), isHidden: random.next() % 3 == 0)
        }
    }

    private mutating func nsfwPut() -> PersonPut {
        var put = PersonPut(id: pick(Self.people))
        put.isNSFW = .set(random.next() % 2 == 0)
        return put
    }

    // MARK: - What they say

    private mutating func post() -> Change {
        // Now and then somebody sends a known post again, perhaps to more people, or steals its GUID.
        let again = random.next() % 8 == 0 ? posts.randomElement(using: &random) : nil
        let author = again.map { random.next() % 10 == 0 ? pick(Self.people) : $0.author } ?? pick(Self.people)
        let guid = again?.guid ?? newGUID("post")
        if again == nil { posts.append((guid, author)) }
        let isPublic = random.next() % 2 == 0
        var words = [
            pick(["word", "the cat is on the table", "die Katze ist auf dem Tisch", "le chat est sur la table"])
        ]
        if random.next() % 3 == 0 { words.append("#" + pick(Self.tags)) }
        if random.next() % 4 == 0 { words.append("@{\(pick(Self.people))}") }
        let hasPhoto = random.next() % 6 == 0
        let photoGUID = newGUID("foto")
        if hasPhoto { photos.append(photoGUID) }
        let message = StatusMessage(
            author: author,
            guid: guid,
            createdAt: created(),
            isPublic: isPublic,
            text: hasPhoto && random.next() % 2 == 0 ? nil : words.joined(separator: " "),
            photos: hasPhoto ? [Self.photo(photoGUID, author)] : []
        )
        let isLocal = Self.locals.contains(author)
        return .entity(
            EntityPut(
                .statusMessage(message),
                recipients: Self.locals.filter { $0 != author && random.next() % 2 == 0 },
                aspects: isLocal && !isPublic ? Self.aspects.filter { _ in random.next() % 2 == 0 } : []
            )
        )
    }

    /// Up to a day late, now and then from the future, and often in the same second as others.
    private mutating func created() -> Timestamp {
        switch random.next() % 10 {
        case 0: Timestamp(seconds: now - Int64(random.next() % 86_400))
        case 1: Timestamp(seconds: now + Int64(random.next() % 86_400))
        default: Timestamp(seconds: now)
        }
    }

    private mutating func reshare() -> Change {
        let root = posts.randomElement(using: &random) ?? (newGUID("none"), pick(Self.people))
        let author = pick(Self.people)
        let guid = newGUID("rshr")
        posts.append((guid, author))
        let reshare = Reshare(
            author: author,
            guid: guid,
            createdAt: created(),
            root: Reshare.Root(author: root.author, guid: root.guid)
        )
        return .entity(EntityPut(.reshare(reshare)))
    }

    private mutating func comment() -> Change {
        let guid = newGUID("comm")
        comments.append(guid)
        let comment = Comment(author: pick(Self.people), guid: guid, parentGUID: known(), text: "so it is")
        return .entity(EntityPut(.comment(comment)))
    }

    private mutating func like() -> Change {
        let guid = newGUID("like")
        likes.append(guid)
        let isOnComment = random.next() % 4 == 0 && !comments.isEmpty
        let like = Like(
            author: pick(Self.people),
            guid: guid,
            parentGUID: isOnComment ? pick(comments) : known(),
            parentType: isOnComment ? .comment : .post,
            isPositive: random.next() % 10 != 0
        )
        return .entity(EntityPut(.like(like)))
    }

    private mutating func photo() -> Change {
        let post = posts.randomElement(using: &random)
        let author = post?.author ?? pick(Self.people)
        let guid = photos.isEmpty || random.next() % 3 != 0 ? newGUID("foto") : pick(photos)
        var photo = Self.photo(guid, author)
        photo.statusMessageGUID = post?.guid
        return .entity(EntityPut(.photo(photo)))
    }

    private mutating func retraction() -> Change {
        let (type, guid): (RetractionTarget, GUID) =
            switch random.next() % 4 {
            case 0 where !comments.isEmpty: (.comment, pick(comments))
            case 1 where !likes.isEmpty: (.like, pick(likes))
            case 2 where !photos.isEmpty: (.photo, pick(photos))
            default: (.post, known())
            }
        return .entity(
            EntityPut(.retraction(Retraction(author: pick(Self.people), targetGUID: guid, targetType: type)))
        )
    }

    private static func photo(_ guid: GUID, _ author: DiasporaID) -> Photo {
        Photo(guid: guid, author: author, isPublic: true, remotePath: "https://pod.example/", remoteName: "a.jpg")
    }

    /// A post that is there, was there, or comes only later.
    private mutating func known() -> GUID {
        if random.next() % 12 == 0 { return guid("post", made + Int(random.next() % 4)) }
        return posts.randomElement(using: &random)?.guid ?? newGUID("none")
    }

    private mutating func newGUID(_ kind: String) -> GUID {
        defer { made += 1 }
        return guid(kind, made)
    }

    private func guid(_ kind: String, _ number: Int) -> GUID {
        let digits = String(number)
        let text = kind + String(repeating: "0", count: 16 - digits.count) + digits
        guard let guid = GUID(text) else { preconditionFailure("\(text) is no GUID") }
        return guid
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(random.next() % UInt64(elements.count))]
    }
}
