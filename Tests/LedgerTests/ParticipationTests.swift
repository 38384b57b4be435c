import Ledger
import SocialModel
import Testing

/// Who is subscribed to what (diaspora-behaviour §8, scenarios 71, 73 to 76).
@Suite struct ParticipationTests {
    private let post = Desk.post(Desk.guid("post"), by: Desk.ben)

    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.apply(.statusMessage(post))
        return desk
    }

    private func counts(_ desk: Desk) throws -> [String] {
        try desk.rows(
            """
            SELECT guid_of.guid, people.id, count FROM participations JOIN people ON people.number = person
              JOIN post_bodies AS guid_of ON guid_of.number = post ORDER BY 1, 2
            """
        )
    }

    private func like(_ guid: String, by author: DiasporaID) -> Entity {
        .like(Like(author: author, guid: Desk.guid(guid), parentGUID: post.guid, parentType: .post))
    }

    private func comment(_ guid: String, by author: DiasporaID, on post: GUID? = nil) -> Entity {
        .comment(Comment(author: author, guid: Desk.guid(guid), parentGUID: post ?? self.post.guid, text: "so it is"))
    }

    private func retraction(_ guid: String, _ type: RetractionTarget, by author: DiasporaID) -> Entity {
        .retraction(Retraction(author: author, targetGUID: Desk.guid(guid), targetType: type))
    }

    @Test("scenario 75: a like and a comment are two, taken back one by one")
    func countsWhatAUserDoes() throws {
        let desk = try desk()
        try desk.apply(like("like", by: Desk.ana))
        try desk.apply(comment("comment", by: Desk.ana))
        #expect(try counts(desk) == ["\(post.guid) \(Desk.ana) 2"])
        try desk.apply(retraction("like", .like, by: Desk.ana))
        #expect(try counts(desk) == ["\(post.guid) \(Desk.ana) 1"])
        try desk.apply(retraction("comment", .comment, by: Desk.ana))
        #expect(try counts(desk) == [])
    }

    @Test("scenario 76: one does not subscribe to one's own post by commenting on it")
    func notToOnesOwn() throws {
        let desk = try desk()
        try desk.apply(comment("comment", by: Desk.ben))
        #expect(try counts(desk) == [])
    }

    @Test func whoLivesElsewhereHasToAsk() throws {
        let desk = try desk()
        try desk.apply(comment("comment", by: Desk.rex))
        #expect(try counts(desk) == [])
        let participation = Participation(author: Desk.rex, guid: Desk.guid("participation"), parentGUID: post.guid)
        #expect(try desk.receive(.participation(participation), from: Desk.rex, to: Desk.ben).status == .accepted)
        #expect(try desk.receive(.participation(participation), from: Desk.rex, to: Desk.ben).status == .duplicate)
        #expect(try counts(desk) == ["\(post.guid) \(Desk.rex) 1"])
        try desk.receive(retraction("participation", .participation, by: Desk.rex), from: Desk.rex, to: Desk.ben)
        #expect(try counts(desk) == [])
    }

    @Test("behaviour 72: a participation in a post that is missing or remote is refused")
    func onlyInLocalPosts() throws {
        let desk = try desk()
        try desk.apply(.statusMessage(Desk.post(Desk.guid("remote"), by: Desk.mia)))
        for guid in ["remote", "missing"] {
            let participation = Participation(author: Desk.rex, guid: Desk.guid("p"), parentGUID: Desk.guid(guid))
            #expect(refusal { try desk.receive(.participation(participation), from: Desk.rex) } == "parent_not_local")
        }
    }

    @Test("scenario 71: the author of a reshared post is subscribed to the reshare")
    func authorsHearOfReshares() throws {
        let desk = try desk()
        let root = Reshare.Root(author: Desk.ben, guid: post.guid)
        let reshare = Reshare(author: Desk.rex, guid: Desk.guid("reshare"), root: root)
        try desk.receive(.reshare(reshare), from: Desk.rex)
        #expect(try counts(desk) == ["\(reshare.guid) \(Desk.ben) 1"])
    }

    @Test func thePodMaySayItInFull() throws {
        let desk = try desk()
        try desk.apply(like("like", by: Desk.ana))
        try desk.apply([.participationPut(person: Desk.ana, post: post.guid, count: 5)])
        try desk.apply(retraction("like", .like, by: Desk.ana))
        #expect(try counts(desk) == ["\(post.guid) \(Desk.ana) 4"])
        try desk.apply([.participationDelete(person: Desk.ana, post: post.guid)])
        #expect(try counts(desk) == [])
        let seq = desk.writer.seq
        try desk.apply([.participationDelete(person: Desk.ana, post: post.guid)])
        #expect(desk.writer.seq == seq)
    }
}
