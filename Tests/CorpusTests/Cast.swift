import SocialModel
import TestSupport
import Testing

/// The people of diaspora-behaviour §16, on a naive world of their own.
struct Cast {
    var world = NaiveWorld()
    let ana: DiasporaID
    let ben: DiasporaID
    let cyd: DiasporaID
    let dan: DiasporaID
    let rex: DiasporaID
    let mia: DiasporaID
    private var posted = 0

    /// ana has Friends {ben} and Work {cyd}; ben has Pals {ana, dan}; cyd and dan follow nobody.
    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        ben = try #require(DiasporaID("ben@pod.example"))
        cyd = try #require(DiasporaID("cyd@pod.example"))
        dan = try #require(DiasporaID("dan@pod.example"))
        rex = try #require(DiasporaID("rex@r.example"))
        mia = try #require(DiasporaID("mia@m.example"))
        for id in [ana, ben, cyd, dan, rex, mia] { say(.personPut(PersonPut(id: id))) }
        for id in [ana, ben, cyd, dan] { say(.userPut(UserPut(id: id))) }
        say(.aspectPut(user: ana, aspect: "Friends", name: "Friends"))
        say(.aspectPut(user: ana, aspect: "Work", name: "Work"))
        say(.aspectPut(user: ben, aspect: "Pals", name: "Pals"))
        connect(ana, ben, ["Friends"])
        connect(ana, cyd, ["Work"])
        connect(ben, ana, ["Pals"])
        connect(ben, dan, ["Pals"])
    }

    /// The same day, in the order of the calls unless a second is given.
    static let morning: Int64 = 1_780_300_800

    static func time(_ second: Int64) -> Timestamp { Timestamp(seconds: morning + second) }

    static func guid(_ name: String) throws -> GUID {
        try #require(GUID(name + String(repeating: "0", count: max(16 - name.utf8.count, 0))))
    }

    // MARK: - Doing

    @discardableResult
    mutating func say(_ change: Change) -> NaiveOutcome { world.apply(change, at: Self.time(80_000)) }

    mutating func connect(_ user: DiasporaID, _ person: DiasporaID, _ aspects: [String], isSharing: Bool = false) {
        say(
            .contactPut(
                ContactPut(
                    user: user,
                    person: person,
                    isSharing: isSharing,
                    isReceiving: !aspects.isEmpty,
                    aspects: aspects
                )
            )
        )
    }

    /// A post that the pod tells; public unless it has aspects or recipients.
    @discardableResult
    mutating func post(
        _ author: DiasporaID,
        _ name: String,
        _ text: String? = nil,
        at second: Int64? = nil,
        to recipients: [DiasporaID]? = nil,
        aspects: [String] = []
    ) throws -> NaiveOutcome {
        let message = StatusMessage(
            author: author,
            guid: try Self.guid(name),
            createdAt: moment(second),
            isPublic: recipients == nil && aspects.isEmpty,
            text: text ?? name
        )
        return say(.entity(EntityPut(.statusMessage(message), recipients: recipients ?? [], aspects: aspects)))
    }

    /// ben's limited(Pals).
    @discardableResult
    mutating func postToPals(_ name: String, _ text: String? = nil) throws -> NaiveOutcome {
        try post(ben, name, text, to: [ana, dan], aspects: ["Pals"])
    }

    @discardableResult
    mutating func reshare(
        _ author: DiasporaID,
        _ name: String,
        of root: String,
        by rootAuthor: DiasporaID
    ) throws -> NaiveOutcome {
        let root = Reshare.Root(author: rootAuthor, guid: try Self.guid(root))
        let reshare = Reshare(author: author, guid: try Self.guid(name), createdAt: moment(nil), root: root)
        return say(.entity(EntityPut(.reshare(reshare))))
    }

    func comment(_ author: DiasporaID, _ name: String, on post: String, _ text: String = "Hm.") throws -> Entity {
        .comment(
            Comment(author: author, guid: try Self.guid(name), parentGUID: try Self.guid(post), text: text)
        )
    }

    func like(
        _ author: DiasporaID,
        _ name: String,
        of target: String,
        _ type: LikeTarget = .post,
        isPositive: Bool = true
    ) throws -> Entity {
        .like(
            Like(
                author: author,
                guid: try Self.guid(name),
                parentGUID: try Self.guid(target),
                parentType: type,
                isPositive: isPositive
            )
        )
    }

    func retraction(_ author: DiasporaID, of target: String, _ type: RetractionTarget = .post) throws -> Entity {
        .retraction(Retraction(author: author, targetGUID: try Self.guid(target), targetType: type))
    }

    @discardableResult
    mutating func tell(_ entity: Entity) -> NaiveOutcome { say(.entity(EntityPut(entity))) }

    @discardableResult
    mutating func send(_ entity: Entity, from sender: DiasporaID) -> NaiveOutcome {
        world.receive(entity, from: sender, at: Self.time(80_000))
    }

    /// A status message as another pod sends it.
    func message(_ author: DiasporaID, _ name: String, _ text: String, isPublic: Bool = true) throws -> Entity {
        .statusMessage(
            StatusMessage(
                author: author,
                guid: try Self.guid(name),
                createdAt: Self.time(1_000),
                isPublic: isPublic,
                text: text
            )
        )
    }

    private mutating func moment(_ second: Int64?) -> Timestamp {
        posted += 1
        return Self.time(second ?? Int64(posted * 60))
    }

    // MARK: - Looking

    /// A stream by the names that posts were given.
    func stream(_ kind: NaiveStream, _ viewer: DiasporaID?) -> [String] { names(world.stream(kind, viewer: viewer)) }

    func names(_ guids: [GUID]) -> [String] {
        guids.map { guid in
            var name = Substring(guid.text)
            while name.last == "0" { name.removeLast() }
            return String(name)
        }
    }

    func sees(_ viewer: DiasporaID?, _ name: String) throws -> Bool {
        world.visible(try Self.guid(name), to: viewer)
    }

    func counts(_ name: String) throws -> PostCounts? { world.counts(try Self.guid(name)) }
}
