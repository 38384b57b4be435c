import Federation
import Foundation
import Ledger
import SocialModel
import TestSupport
import Testing

/// What a call tells of what began to wait by it, and what a ledger that is opened knows of it.
@Suite struct NeedsTests {
    private static let root = Desk.guid("root-of-all")
    private static let zoe = Desk.id("zoe@z.example")

    private func comment(by author: DiasporaID) throws -> Entity {
        let comment = SocialModel.Comment(
            author: author,
            guid: Desk.guid("comment-\(author.text.prefix(3))"),
            parentGUID: Self.root,
            text: "hello",
            createdAt: Desk.now
        )
        return .comment(comment)
    }

    private var retraction: Entity {
        .retraction(Retraction(author: Desk.rex, targetGUID: Self.root, targetType: .post))
    }

    @Test func whatWaitsForTheNextThingIsToldByTheCallThatBroughtTheFirst() throws {
        let desk = try Desk()
        let key = try PrivateKey.generate(bits: 2_048)
        let payload = EntityWriter.bytes(try AuthorSignature.sign(comment(by: Self.zoe), key: key))
        let receipt = try desk.receive(MagicEnvelope.seal(payload: payload, sender: Self.zoe, key: key))
        #expect(receipt.needs == [.person(Self.zoe)])
        #expect(receipt.resumed.isEmpty)
        var put = PersonPut(id: Self.zoe, guid: Desk.guid("person-zoe"))
        put.publicKey = .set(try key.publicPEM)
        // The pod's call parks nothing of its own, and still something waits because of it.
        let next = try desk.apply([.personPut(put)])
        #expect(next.parked.isEmpty)
        #expect(next.needs == [.entity(type: .post, guid: Self.root, author: Self.zoe)])
        let last = try desk.apply(.statusMessage(Desk.post(Self.root, by: Desk.ana)))
        #expect(last.needs.isEmpty)
        #expect(last.resumed.map(\.guid) == [try comment(by: Self.zoe).guid])
    }

    @Test func aRefusedCallLeavesNothingToBeFetched() throws {
        let desk = try Desk()
        let waiting = Change.entity(EntityPut(try comment(by: Desk.mia)))
        var other = PersonPut(id: Desk.rex)
        other.publicKey = .set(try Keys.of(Desk.mia).publicPEM)
        #expect(refusal { try desk.apply([waiting, .personPut(other)]) } == "key_differs")
        #expect(try desk.reader.needs(limit: 10).isEmpty)
        let skipped = try desk.apply([.personPut(other), waiting], skipRefused: true)
        #expect(skipped.needs == [.entity(type: .post, guid: Self.root, author: Desk.mia)])
    }

    @Test func aReaderTellsWhomToAskForWhatWaits() throws {
        let desk = try Desk()
        // A retraction asks for nothing; who comments says whom to ask.
        try desk.receive(retraction, from: Desk.rex)
        #expect(try desk.reader.needs(limit: 10) == [.entity(type: .post, guid: Self.root, author: nil)])
        try desk.receive(comment(by: Desk.mia), from: Desk.mia)
        try desk.apply([.hidePut(user: Desk.ana, post: Self.root)])
        #expect(try desk.reader.needs(limit: 10) == [.entity(type: .post, guid: Self.root, author: Desk.mia)])
        let reshare = Reshare(
            author: Desk.rex,
            guid: Desk.guid("reshare"),
            createdAt: Desk.now,
            root: Reshare.Root(author: Self.zoe, guid: Desk.guid("another"))
        )
        try desk.receive(.reshare(reshare), from: Desk.rex)
        try desk.apply([.personClose(person: Self.zoe)])
        let all: [Need] = [
            .entity(type: .post, guid: Self.root, author: Desk.mia),
            .entity(type: .post, guid: Desk.guid("another"), author: Self.zoe), .person(Self.zoe),
        ]
        #expect(try desk.reader.needs(limit: 10) == all)
        #expect(try desk.reader.needs(limit: 2) == Array(all.prefix(2)))
        // A ledger that is opened anew knows the same.
        #expect(try Desk(in: desk.folder).reader.needs(limit: 10) == all)
    }

    @Test func whatIsHereOrGoneForGoodIsSettled() throws {
        let desk = try Desk()
        #expect(try !desk.reader.isSettled(.post, Self.root))
        try desk.apply(.statusMessage(Desk.post(Self.root, by: Desk.rex)))
        try desk.receive(comment(by: Desk.rex), from: Desk.rex)
        #expect(try desk.reader.isSettled(.post, Self.root) && desk.reader.isSettled(.reshare, Self.root))
        #expect(try desk.reader.isSettled(.comment, try #require(comment(by: Desk.rex).guid)))
        #expect(try !desk.reader.isSettled(.comment, Self.root) && !desk.reader.isSettled(.poll, Self.root))
        try desk.receive(retraction, from: Desk.rex)
        #expect(try desk.reader.isSettled(.post, Self.root))
    }
}
