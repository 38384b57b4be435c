import Federation
import Foundation
import Ledger
import SocialModel
import TestSupport
import Testing

/// What becomes of a person's WebFinger and hCard in the ledger.
@Suite struct DiscoveryTests {
    private static let zoe = Desk.id("zoe@z.pod.example")

    private func documents(_ id: DiasporaID, guid: GUID, key: PrivateKey, first: String = "Zoe") throws
        -> DiscoveredPerson
    {
        let stub = StubPerson(id: id.text, guid: guid.text, key: try key.publicPEM, firstName: first)
        return try DiscoveredPerson(id, jrd: stub.jrd, hCard: stub.hCard)
    }

    private func discover(_ person: DiscoveredPerson, _ desk: Desk) throws -> WriteReceipt {
        let commit = try desk.writer.commit([(.discover(person), Desk.now)])
        return try #require(commit.results.first).get()
    }

    private static let columns = "SELECT guid, url, first_name, last_name, image_small, image_large, key FROM people"

    @Test func somebodyNewGetsAllThatTheDocumentsTell() throws {
        let desk = try Desk()
        let key = try PrivateKey.generate(bits: 2_048)
        let found = try documents(Self.zoe, guid: Desk.guid("person-zoe"), key: key)
        #expect(try discover(found, desk).status == .accepted)
        #expect(
            try desk.rows(Self.columns + " WHERE id = '\(Self.zoe)'") == [
                "\(Desk.guid("person-zoe")) https://z.pod.example/ Zoe Example https://z.pod.example/small.jpg "
                    + "https://z.pod.example/large.jpg \(try key.publicPEM)"
            ]
        )
        let again = try discover(found, desk)
        #expect(again.status == .duplicate)
    }

    @Test func ofSomebodyKnownKeyAndGUIDStay() throws {
        let desk = try Desk()
        let found = try documents(
            Desk.rex,
            guid: Desk.guid("another"),
            key: try PrivateKey.generate(bits: 2_048),
            first: "Rexi"
        )
        #expect(try discover(found, desk).status == .accepted)
        #expect(
            try desk.rows("SELECT guid, first_name, key FROM people WHERE id = '\(Desk.rex)'") == [
                "\(Desk.guid("person-rex")) Rexi \(try Keys.of(Desk.rex).publicPEM)"
            ]
        )
        #expect(try desk.rows("SELECT count(*) FROM people WHERE guid = '\(Desk.guid("another"))'") == ["0"])
    }

    @Test func aKeyThatThePodCalledUnusableStaysSo() throws {
        let desk = try Desk()
        var put = PersonPut(id: Self.zoe)
        put.publicKey = .cleared
        try desk.apply([.personPut(put)])
        let key = try PrivateKey.generate(bits: 2_048)
        _ = try discover(documents(Self.zoe, guid: Desk.guid("person-zoe"), key: key), desk)
        #expect(try desk.reader.key(of: Self.zoe) == .unusable)
    }

    @Test func aGUIDOfSomebodyElseIsRefusedAndChangesNothing() throws {
        let desk = try Desk()
        let seq = try desk.reader.seq()
        let found = try documents(
            Self.zoe,
            guid: Desk.guid("person-rex"),
            key: try PrivateKey.generate(bits: 2_048)
        )
        #expect(refusal { _ = try discover(found, desk) } == "guid_taken")
        #expect(try desk.reader.seq() == seq)
        #expect(try desk.reader.key(of: Self.zoe) == .neverGiven)
        #expect(try desk.reader.person(Self.zoe) == nil)
    }

    @Test func aClosedAccountStaysClosed() throws {
        let desk = try Desk()
        try desk.apply([.personClose(person: Desk.rex)])
        let found = try documents(Desk.rex, guid: Desk.guid("person-rex"), key: try Keys.of(Desk.rex))
        #expect(refusal { _ = try discover(found, desk) } == "account_closed")
    }

    @Test func whatWaitedForThePersonTakesEffect() throws {
        let desk = try Desk()
        let key = try PrivateKey.generate(bits: 2_048)
        let post = Desk.post(Desk.guid("post-zoe"), by: Self.zoe)
        let envelope = try MagicEnvelope.seal(
            payload: EntityWriter.bytes(.statusMessage(post)),
            sender: Self.zoe,
            key: key
        )
        #expect(try desk.receive(envelope).parked.map(\.need) == [.person(Self.zoe)])
        _ = try discover(documents(Self.zoe, guid: Desk.guid("person-zoe"), key: key), desk)
        #expect(try desk.contents(Desk.guid("post-zoe")) != nil)
    }

    @Test func picturesArePathsOfThePersonsPodAndDefaultOnesNone() throws {
        let desk = try Desk()
        var stub = StubPerson(
            id: Self.zoe.text,
            guid: Desk.guid("person-zoe").text,
            key: try PrivateKey.generate(bits: 2_048).publicPEM
        )
        stub.pictures = ["/assets/user/default.png", "//cdn.example/m.png", "uploads/s.png"]
        let person = try DiscoveredPerson(Self.zoe, jrd: stub.jrd, hCard: stub.hCard)
        _ = try discover(person, desk)
        #expect(
            try desk.rows("SELECT image_large, image_medium, image_small FROM people WHERE id = '\(Self.zoe)'") == [
                "- https://cdn.example/m.png https://z.pod.example/uploads/s.png"
            ]
        )
    }
}
