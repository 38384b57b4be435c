import SocialModel
import TestSupport
import Testing

/// Users, strangers, and limited posts of which a table says who may see them.
///
/// Whatever belongs to the limited post 123 has `limited-000123` in it: GUIDs, texts, tags, addresses, names of files.
/// So an answer is judged by its bytes, whatever method gave it.
struct LeakWorld {
    /// What all marks begin with.
    static let mark = Array("limited-".utf8)

    let users: [DiasporaID]
    let strangers: [DiasporaID]
    var people: [DiasporaID] { users + strangers }
    /// Of each limited post, the users who may see it; nobody where it was taken back.
    private(set) var audiences: [Set<Int>] = []
    /// Who could see it at any time.
    private(set) var everAudiences: [Set<Int>] = []
    private(set) var authors: [DiasporaID] = []
    /// What the pod says first.
    private(set) var beginning: [Change] = []
    private var random: SeededGenerator

    init(seed: UInt64, users: Int, strangers: Int) throws {
        random = SeededGenerator(seed: seed)
        self.users = try (0..<users).map { try #require(DiasporaID("user\($0)@pod.example")) }
        self.strangers = try (0..<strangers).map { try #require(DiasporaID("stranger\($0)@s.example")) }
        for (number, person) in people.enumerated() {
            var put = PersonPut(id: person, guid: GUID("person-of-leaks-\(number)"))
            put.tags = .set(["leaks"])
            beginning.append(.personPut(put))
        }
        for user in self.users {
            beginning.append(.userPut(UserPut(id: user, communitySpotlight: .set(true))))
            beginning.append(.aspectPut(user: user, aspect: "circle", name: "circle"))
        }
        for user in self.users {
            for person in people.shuffled(using: &random).prefix(people.count / 3) where person != user {
                let contact = ContactPut(
                    user: user,
                    person: person,
                    isSharing: true,
                    isReceiving: true,
                    aspects: ["circle"]
                )
                beginning.append(.contactPut(contact))
            }
            beginning.append(.tagFollowingPut(user: user, tag: "zebra"))
        }
        beginning.append(.spotlightPut(person: self.strangers[0]))
    }

    /// The limited posts that a user could see at any time.
    func everAllowed(_ user: Int?) -> Set<Int> {
        Set(everAudiences.enumerated().filter { user.map($0.element.contains) ?? false }.map(\.offset))
    }

    /// The GUID of something that belongs to a limited post.
    static func guid(_ post: Int, _ part: String) throws -> GUID {
        try #require(GUID(text(post) + "-" + part))
    }

    static func text(_ post: Int) -> String {
        let digits = String(post)
        return "limited-" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    // MARK: - Making posts

    /// The next limited post, and what becomes of it: comments, likes, a visibility less or more, or its end.
    mutating func nextPost() throws -> [Change] {
        let number = audiences.count
        let author = pick(people)
        let recipients = users.shuffled(using: &random).prefix(chance(4)).filter { $0 != author }
        authors.append(author)
        audiences.append(Set(indices(recipients + [author])))
        var ever = audiences[number]
        let message = try message(number, author)
        // One that says of itself that it is public, before its post says for whom both are.
        var changes = message.photos.filter { _ in number % 12 == 0 }.map { photo in
            var photo = photo
            photo.isPublic = true
            return Change.entity(EntityPut(.photo(photo)))
        }
        changes += [
            Change.entity(
                EntityPut(
                    .statusMessage(message),
                    recipients: recipients,
                    aspects: users.contains(author) && chance(2) == 0 ? ["circle"] : []
                )
            )
        ]
        let post = try Self.guid(number, "post")
        for (place, person) in (recipients + [pick(strangers)]).enumerated() where chance(2) == 0 {
            let words = "\(Self.text(number)) @{\(pick(users))} #\(Self.text(number))"
            let comment = Comment(
                author: person,
                guid: try Self.guid(number, "comment-\(place)"),
                parentGUID: post,
                text: words
            )
            let like = Like(
                author: person,
                guid: try Self.guid(number, "like-\(place)"),
                parentGUID: post,
                parentType: .post
            )
            changes += [.entity(EntityPut(.comment(comment))), .entity(EntityPut(.like(like)))]
        }
        if let lost = recipients.first, chance(8) == 0 {
            changes.append(.visibilityDelete(user: lost, .post, guid: post))
            if number % 8 == 0 {
                changes.append(.visibilityDelete(user: lost, .photo, guid: try Self.guid(number, "photo")))
            }
            audiences[number].subtract(indices([lost]))
        }
        if chance(12) == 0 {
            let found = pick(users)
            changes.append(.visibilityPut(user: found, .post, guid: post, isHidden: chance(2) == 0))
            audiences[number].formUnion(indices([found]))
            ever.formUnion(indices([found]))
        }
        if chance(20) == 0 {
            let retraction = Retraction(author: author, targetGUID: post, targetType: .post)
            changes.append(.entity(EntityPut(.retraction(retraction))))
            audiences[number] = []
        }
        everAudiences.append(ever)
        return changes
    }

    private mutating func message(_ number: Int, _ author: DiasporaID) throws -> StatusMessage {
        let mark = Self.text(number)
        var message = StatusMessage(
            author: author,
            guid: try Self.guid(number, "post"),
            createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number / 3)),
            isPublic: false,
            text: "zebra \(mark) #\(mark) #zebra @{\(pick(users))}\(chance(9) == 0 ? " #nsfw" : "")"
        )
        if number % 4 == 0 {
            message.photos = [
                Photo(
                    guid: try Self.guid(number, "photo"),
                    author: author,
                    remotePath: "https://pod.example/\(mark)/",
                    remoteName: "\(mark).jpg",
                    text: mark,
                    statusMessageGUID: message.guid
                )
            ]
        }
        if number % 7 == 0 {
            let answers = try ["a", "b"].map { PollAnswer(guid: try Self.guid(number, "answer-\($0)"), answer: mark) }
            message.poll = Poll(guid: try Self.guid(number, "poll"), question: mark, answers: answers)
        }
        if number % 5 == 0 { message.location = Location(address: mark, latitude: "1", longitude: "2") }
        return message
    }

    /// Everybody may see these: what limited posts stand beside.
    mutating func publicPosts(_ count: Int) throws -> [Change] {
        try (0..<count).flatMap { number in
            let guid = try #require(GUID("public-post-\(1_000_000 + number)"))
            let message = StatusMessage(
                author: pick(people),
                guid: guid,
                createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number)),
                isPublic: true,
                text: "zebra #zebra @{\(pick(users))}"
            )
            let root = Reshare.Root(author: message.author, guid: guid)
            let again = try #require(GUID("public-reshare-\(1_000_000 + number)"))
            let reshare = Reshare(author: pick(people), guid: again, createdAt: message.createdAt, root: root)
            return [
                .entity(EntityPut(.statusMessage(message))), .entity(EntityPut(.reshare(reshare))),
                .participationPut(person: pick(users), post: guid, count: 1),
            ] as [Change]
        }
    }

    // MARK: - Chance

    private func indices(_ people: [DiasporaID]) -> [Int] { people.compactMap { users.firstIndex(of: $0) } }

    private mutating func chance(_ bound: UInt64) -> Int { Int(random.next() % bound) }

    private mutating func pick(_ people: [DiasporaID]) -> DiasporaID { people[chance(UInt64(people.count))] }
}
