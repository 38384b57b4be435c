import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// What a viewer's items show of the viewer's own acts.
@Suite struct OverlayTests {
    @Test func showsTheViewersOwnActsAndNobodyElses() async throws {
        let folder = try ScratchFolder()
        let ledger = Ledger(folder: folder.path)
        let writer = try ledger.openWriter()
        let reader = try ledger.openReader(label: "test")
        let index = StreamIndex()
        let now = Timestamp(seconds: 1_700_000_000)
        func apply(_ changes: [Change]) throws {
            let commit = try writer.commit([(.apply(changes, skipRefused: false), now)])
            for delta in commit.deltas { index.apply(delta) }
            _ = try #require(commit.results.first).get()
        }
        func apply(_ entity: Entity) throws { try apply([.entity(EntityPut(entity))]) }

        let (ana, ben) = (RandomHistory.locals[0], RandomHistory.locals[1])
        for (number, person) in [ana, ben].enumerated() {
            try apply([
                .personPut(PersonPut(id: person, guid: GUID("person-overlay-\(number)"))),
                .userPut(UserPut(id: person)),
            ])
        }
        // One GUID of 32 hexadecimal digits and others that are not: they are kept in different forms.
        let postGUID = try #require(GUID("0123456789abcdef0123456789abcdef"))
        let likeGUID = try #require(GUID("fedcba9876543210fedcba9876543210"))
        let otherLikeGUID = try #require(GUID("a-like-of-another-form"))
        let commentGUID = try #require(GUID("comment-overlay-0"))
        let reshareGUID = try #require(GUID("reshare-overlay-0"))
        try apply(.statusMessage(StatusMessage(author: ana, guid: postGUID, isPublic: true, text: "mine")))
        try apply(.like(Like(author: ben, guid: likeGUID, parentGUID: postGUID, parentType: .post)))
        try apply(.like(Like(author: ana, guid: otherLikeGUID, parentGUID: postGUID, parentType: .post)))
        try apply(.comment(Comment(author: ben, guid: commentGUID, parentGUID: postGUID, text: "nice")))
        let root = Reshare.Root(author: ana, guid: postGUID)
        try apply(.reshare(Reshare(author: ben, guid: reshareGUID, createdAt: now, root: root)))

        let post = try #require(try reader.post(postGUID))
        func overlay(_ id: DiasporaID, _ index: StreamIndex) throws -> ViewerOverlay {
            index.overlay(of: post, try #require(index.acts(of: index.user(id)))) ?? .none
        }
        let bens = ViewerOverlay(
            like: ViewerOverlay.Act(guid: likeGUID, createdAt: now),
            reshare: ViewerOverlay.Act(guid: reshareGUID, createdAt: now),
            participates: true
        )
        // One does not take part in one's own post.
        let anas = ViewerOverlay(like: ViewerOverlay.Act(guid: otherLikeGUID, createdAt: now))
        let scanned = StreamIndex()
        _ = try await scanned.load(from: reader)
        for index in [index, scanned] {
            #expect(try overlay(ben, index) == bens)
            #expect(try overlay(ana, index) == anas)
        }

        func retract(_ guid: GUID, _ type: RetractionTarget) throws {
            try apply(.retraction(Retraction(author: ben, targetGUID: guid, targetType: type)))
        }
        try retract(likeGUID, .like)
        try retract(reshareGUID, .reshare)
        #expect(try overlay(ben, index) == ViewerOverlay(participates: true))
        try retract(commentGUID, .comment)
        // Taking back a reshare does not end the subscription that came of it.
        #expect(try overlay(ben, index) == ViewerOverlay(participates: true))
    }
}
