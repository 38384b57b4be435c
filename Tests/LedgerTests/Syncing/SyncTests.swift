import Foundation
import GRDB
import Ledger
import SocialModel
import TestSupport
import Testing

extension EntityPut {
    /// Whether it is the same thing again, perhaps for more people.
    fileprivate func isAgain(_ first: EntityPut) -> Bool {
        if case .statusMessage(let one) = entity, case .statusMessage(let other) = first.entity {
            return one.author == other.author && one.isPublic == other.isPublic
        }
        return entity.author == first.entity.author
    }
}

extension Entity {
    fileprivate var retractedType: RetractionTarget? {
        if case .retraction(let retraction) = self { retraction.targetType } else { nil }
    }
}

/// `sync.begin` to `sync.end`: what the pod has is what the ledger has then, whatever either missed.
@Suite struct SyncTests {
    private static let all = Set(SyncScope.allCases)

    @Test func removesWhatThePodDoesNotHave() throws {
        let desk = try Desk()
        let (kept, gone) = (Desk.guid("kept"), Desk.guid("gone"))
        let relations: [Change] = [
            .contactPut(
                ContactPut(user: Desk.ana, person: Desk.rex, isSharing: true, isReceiving: true, aspects: ["Pals"])
            ),
            .contactPut(
                ContactPut(user: Desk.ana, person: Desk.mia, isSharing: true, isReceiving: true, aspects: ["Pals"])
            ),
            .blockPut(user: Desk.ben, person: Desk.rex), .tagFollowingPut(user: Desk.ana, tag: "#tea"),
            .savedStreamPut(user: Desk.ana, name: "one", query: "tea"),
            .savedStreamPut(user: Desk.ana, name: "two", query: "coffee"), .spotlightPut(person: Desk.mia),
        ]
        try desk.apply(relations)
        for guid in [kept, gone] {
            try desk.apply(.statusMessage(Desk.post(guid, by: Desk.rex)))
            try desk.apply([.hidePut(user: Desk.ben, post: guid)])
        }
        let comment = Comment(author: Desk.ben, guid: Desk.guid("c"), parentGUID: kept, text: "hm")
        let like = Like(author: Desk.ben, guid: Desk.guid("l"), parentGUID: kept, parentType: .post)
        try desk.apply(.comment(comment))
        try desk.apply(.like(like))

        let token = try desk.beginSync(Self.all)
        var told: [Change] = [Desk.ana, Desk.ben, Desk.rex].map { .personPut(PersonPut(id: $0)) }
        for user in [Desk.ana, Desk.ben] {
            told += [.userPut(UserPut(id: user)), .aspectPut(user: user, aspect: "Pals", name: nil)]
        }
        told += [
            relations[0], relations[4], .entity(EntityPut(.statusMessage(Desk.post(kept, by: Desk.rex)))),
            .entity(EntityPut(.comment(comment))), .participationPut(person: Desk.ben, post: kept, count: 1),
        ]
        try desk.apply(told, backfill: token)
        let removed = try desk.endSync(token)

        #expect(
            removed == [
                .contacts: 1, .blocks: 1, .tagFollowings: 1, .savedStreams: 1, .spotlight: 1, .posts: 1, .hides: 2,
                .likes: 1, .people: 1,
            ]
        )
        #expect(try desk.rows("SELECT guid FROM post_bodies") == [kept.text])
        #expect(try desk.rows("SELECT name FROM saved_streams") == ["one"])
        #expect(try desk.rows("SELECT count(*) FROM contacts") == ["1"])
        #expect(try desk.rows("SELECT guid FROM comments") == [comment.guid.text])
        #expect(try desk.rows("SELECT count(*) FROM likes") == ["0"])
        #expect(try desk.rows("SELECT id FROM people WHERE flags & 2") == [Desk.mia.text])
        #expect(try desk.rows("SELECT (SELECT count(*) FROM syncs) + (SELECT count(*) FROM sync_marks)") == ["0"])
        #expect(throws: LedgerError.self) { try desk.apply(told, backfill: token) }
    }

    @Test func whatIsNewerIsNotWrittenOver() throws {
        let desk = try Desk()
        let post = Desk.guid("post")
        let old = ContactPut(user: Desk.ana, person: Desk.rex, isSharing: true, isReceiving: true, aspects: ["Pals"])
        func limited(_ recipients: [DiasporaID]) -> Change {
            .entity(
                EntityPut(.statusMessage(Desk.post(post, by: Desk.rex, isPublic: false)), recipients: recipients)
            )
        }
        try desk.apply([.contactPut(old), limited([Desk.ana, Desk.ben]), .blockPut(user: Desk.ben, person: Desk.mia)])

        let token = try desk.beginSync(Self.all)
        var new = old
        (new.isReceiving, new.aspects) = (false, [])
        // The users do all this after the pod has read what it tells below.
        try desk.apply([
            .contactPut(new), .visibilityDelete(user: Desk.ana, .post, guid: post),
            .blockDelete(user: Desk.ben, person: Desk.mia), .aspectDelete(user: Desk.ben, aspect: "Pals"),
            .tagFollowingPut(user: Desk.ana, tag: "new"),
        ])
        var told: [Change] = [Desk.ana, Desk.ben, Desk.rex, Desk.mia].map { .personPut(PersonPut(id: $0)) }
        for user in [Desk.ana, Desk.ben] {
            told += [.userPut(UserPut(id: user)), .aspectPut(user: user, aspect: "Pals", name: nil)]
        }
        told += [
            .contactPut(old), limited([Desk.ana, Desk.ben]), .blockPut(user: Desk.ben, person: Desk.mia),
            .visibilityPut(user: Desk.ana, .post, guid: post, isHidden: false),
            .contactPut(
                ContactPut(user: Desk.ben, person: Desk.rex, isSharing: true, isReceiving: true, aspects: ["Pals"])
            ),
        ]
        try desk.apply(told, backfill: token)
        #expect(try desk.endSync(token) == [:])

        #expect(try desk.rows("SELECT user, flags FROM contacts ORDER BY user") == ["1 1", "2 1"])
        #expect(try desk.rows("SELECT hex(recipients) FROM posts") == ["02000000"])
        #expect(try desk.rows("SELECT count(*) FROM blocks") == ["0"])
        #expect(try desk.rows("SELECT user FROM aspects") == ["1"])
        #expect(try desk.rows("SELECT count(*) FROM tag_followings") == ["1"])
    }

    @Test func whatWaitsOfASyncIsStillOfTheSync() throws {
        let desk = try Desk()
        let token = try desk.beginSync([.blocks])
        let stranger = Desk.id("new@n.example")
        let receipt = try desk.apply([.blockPut(user: Desk.ana, person: stranger)], backfill: token)
        #expect(receipt.parked.count == 1)
        try desk.apply([.personPut(PersonPut(id: stranger, guid: Desk.guid("stranger")))])
        #expect(try desk.rows("SELECT count(*) FROM blocks") == ["1"])
        #expect(try desk.rows("SELECT live FROM sync_marks WHERE live") == [])
    }

    /// What a sync tells of was posted elsewhere long ago, if it was to be.
    @Test func aSyncCopiesNothingToOtherNetworks() throws {
        let desk = try Desk()
        let service = ServicePut(
            user: Desk.ana,
            name: "toots",
            kind: "mastodon",
            endpoint: "https://m.example",
            account: nil,
            defaults: "{}",
            credentials: [1]
        )
        _ = try desk.writer.commit([(.outbox(.put(service)), Desk.now)])
        func post(_ name: String) -> Change {
            var put = EntityPut(.statusMessage(Desk.post(Desk.guid(name), by: Desk.ana)))
            put.services = ["toots"]
            return .entity(put)
        }
        let token = try desk.beginSync([.posts])
        try desk.apply([post("old")], backfill: token)
        #expect(try desk.rows("SELECT count(*) FROM outbox") == ["0"])
        try desk.apply([post("new")])
        #expect(try desk.rows("SELECT post FROM outbox") == [Desk.guid("new").text])
        _ = try desk.endSync(token)
        #expect(try desk.rows("SELECT count(*) FROM post_bodies") == ["2"])
    }

    @Test func aFirstSyncOfAnEmptyLedgerKeepsNoMarks() throws {
        let desk = try Desk(in: ScratchFolder())
        let token = try desk.beginSync(Self.all)
        try desk.apply([.personPut(PersonPut(id: Desk.rex, guid: Desk.guid("person-rex")))], backfill: token)
        try desk.apply(
            [.entity(EntityPut(.statusMessage(Desk.post(Desk.guid("post"), by: Desk.rex))))],
            backfill: token
        )
        #expect(try desk.rows("SELECT count(*) FROM sync_marks") == ["0"])
        #expect(try desk.endSync(token) == [:])
        #expect(try desk.rows("SELECT count(*) FROM post_bodies") == ["1"])
    }

    @Test func anEndOfManyRowsIsDoneInParts() throws {
        let desk = try Desk()
        for start in stride(from: 0, to: 5_000, by: 1_000) {
            try desk.apply((start..<start + 1_000).map { .tagFollowingPut(user: Desk.ana, tag: "t\($0)") })
        }
        let token = try desk.beginSync([.tagFollowings])
        let kept = (0..<5_000).filter { $0 % 7 == 0 }
        try desk.apply(kept.map { .tagFollowingPut(user: Desk.ana, tag: "t\($0)") }, backfill: token)
        #expect(try desk.endSync(token) == [.tagFollowings: 5_000 - kept.count])
        #expect(try desk.rows("SELECT count(*) FROM tag_followings") == ["\(kept.count)"])
    }

    @Test func anotherBeginningEndsASync() throws {
        let desk = try Desk()
        let first = try desk.beginSync([.blocks])
        let second = try desk.beginSync([.blocks])
        for body in [{ try desk.apply([], backfill: first) as Any }, { try desk.endSync(first) as Any }] {
            #expect {
                _ = try body()
            } throws: { error in
                if case LedgerError.syncGone(first) = error { true } else { false }
            }
        }
        // It outlives a restart.
        let reopened = try Desk(in: desk.folder)
        try reopened.apply([.blockPut(user: Desk.ana, person: Desk.rex)], backfill: second)
        #expect(try reopened.endSync(second) == [:])
    }

    /// One ledger is the pod's truth; the other missed two changes of five, and catches up while both go on.
    @Test(arguments: 1...8 as ClosedRange<UInt64>) func anyTwoLedgersAgreeInTheEnd(seed: UInt64) throws {
        var history = RandomHistory(seed: seed)
        var random = SeededGenerator(seed: seed &* 77)
        let (pod, desk) = (try Desk(in: ScratchFolder()), try Desk(in: ScratchFolder()))
        for side in [pod, desk] { try side.apply(history.beginning) }
        var told: [GUID: [EntityPut]] = [:]
        func next() -> (change: Change, at: Timestamp) {
            while true {
                let step = history.next()
                switch step.change {
                // These are told as such, and not as rows that are or are not there.
                case .personClose, .personMigrate, .userDelete: continue
                // With its last photo an empty post goes, and which is the last is not known in the middle of a sync.
                case .entity(let put) where put.entity.retractedType == .photo: continue
                case .entity(let put):
                    // Nor does anybody give out the same GUID twice.
                    if let guid = put.entity.guid, let first = told[guid]?.first, !put.isAgain(first) { continue }
                    if let guid = put.entity.guid { told[guid, default: []].append(put) }
                    if case .statusMessage(let post) = put.entity {
                        for var photo in post.photos {
                            photo.statusMessageGUID = post.guid
                            told[photo.guid, default: []].append(EntityPut(.photo(photo)))
                        }
                    }
                default: break
                }
                return step
            }
        }
        /// The pod does something, and says so if it did: it takes nothing in that would have to wait, or breaks a rule.
        func step(isHeard: Bool) throws {
            let (step, seq) = (next(), pod.writer.seq)
            let before = try PodRows(pod.folder)
            let isParked = try !pod.apply([step.change], skipRefused: true, at: step.at).parked.isEmpty
            if isParked { try pod.forgetWhatWaits() }
            guard isHeard, !isParked, pod.writer.seq > seq else { return }
            try desk.apply([step.change], skipRefused: true, at: step.at)
            // A pod tells of each subscription that became another by it.
            try desk.apply(try PodRows(pod.folder).participations(since: before), skipRefused: true)
        }
        for _ in 0..<300 { try step(isHeard: random.next() % 5 < 3) }
        let scopes = Self.all.subtracting([.people])
        let token = try desk.beginSync(scopes)
        let changes = try PodRows(pod.folder).changes(told)
        for change in changes {
            if random.next() % 8 == 0 { try step(isHeard: true) }
            let receipt = try desk.apply([change], skipRefused: true, backfill: token)
            #expect(receipt.refused.isEmpty, "seed \(seed): \(change)")
        }
        for _ in 0..<20 { try step(isHeard: true) }
        _ = try desk.endSync(token)
        let differences = try PodRows(desk.folder).differences(from: PodRows(pod.folder))
        #expect(differences == [], "seed \(seed)")
    }
}

extension Desk {
    func forgetWhatWaits() throws {
        try DatabaseQueue(path: folder.path + "/ledger.sqlite").write { try $0.execute(sql: "DELETE FROM parked") }
    }

    func beginSync(_ scopes: Set<SyncScope>) throws -> String {
        let commit = try writer.commit([(.beginSync(scopes), Self.now)])
        let receipt = try #require(commit.results.first).get()
        return try #require(receipt.syncToken)
    }

    /// Ends a sync as the engine does, and says what was removed.
    func endSync(_ token: String) throws -> [SyncScope: Int] {
        var progress: SyncProgress?
        while progress?.isComplete != true {
            let commit = try writer.commit([(.endSync(token, progress), Self.now)])
            progress = try #require(commit.results.first).get().syncProgress
        }
        return progress?.removed ?? [:]
    }
}
