import Federation
import Ledger
import SocialModel
import Testing

/// What comes for one user.
@Suite struct PrivateReceivingTests {
    @Test("behaviour 89: the same limited post for a second user only adds who may see it")
    func addsVisibility() throws {
        let desk = try Desk()
        var post = Desk.post(Desk.guid("limited"), by: Desk.rex, isPublic: false)
        post.photos = [
            Photo(
                guid: Desk.guid("photo"),
                author: Desk.rex,
                remotePath: "https://r.example/",
                remoteName: "a.jpg",
                statusMessageGUID: post.guid
            )
        ]
        #expect(try desk.receive(.statusMessage(post), from: Desk.rex, to: Desk.ana).status == .accepted)
        #expect(try desk.receive(.statusMessage(post), from: Desk.rex, to: Desk.ben).status == .duplicate)
        let seq = desk.writer.seq
        #expect(try desk.receive(.statusMessage(post), from: Desk.rex, to: Desk.ben).status == .duplicate)
        #expect(desk.writer.seq == seq)
        #expect(try recipients(desk, "posts") == [1, 2])
        #expect(try recipients(desk, "photos") == [1, 2])
    }

    private func recipients(_ desk: Desk, _ table: String) throws -> [UInt32] {
        try desk.rows("SELECT hex(recipients) FROM \(table)").flatMap { hex in
            stride(from: 0, to: hex.count, by: 8).compactMap { UInt32(hex.dropFirst($0).prefix(2), radix: 16) }
        }
    }

    @Test func aPublicPostStaysPublic() throws {
        let desk = try Desk()
        try desk.receive(.statusMessage(Desk.post(Desk.guid("post"), by: Desk.rex)), from: Desk.rex, to: Desk.ana)
        #expect(try desk.contents(Desk.guid("post"))?.isPublic == true)
        #expect(try recipients(desk, "posts") == [])
    }

    @Test("behaviour 99: nobody receives for an account that is closed, or is none")
    func onlyUsersReceive() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex, isPublic: false)
        #expect(refusal { try desk.receive(.statusMessage(post), from: Desk.rex, to: Desk.mia) } == "recipient_unknown")
        try desk.apply([.personClose(person: Desk.ben)])
        #expect(refusal { try desk.receive(.statusMessage(post), from: Desk.rex, to: Desk.ben) } == "recipient_closed")
        #expect(try desk.reader.post(post.guid) == nil)
    }

    @Test func whatWaitsWaitsForItsRecipient() throws {
        let desk = try Desk()
        let eve = Desk.id("eve@e.example")
        let key = try PrivateKey.generate(bits: 2_048)
        let post = Desk.post(Desk.guid("eves"), by: eve, isPublic: false)
        let envelope = try MagicEnvelope.seal(payload: EntityWriter.bytes(.statusMessage(post)), sender: eve, key: key)
        #expect(try desk.receive(envelope, to: Desk.ben).status == .parked)
        var put = PersonPut(id: eve, guid: Desk.guid("person-eve"))
        put.publicKey = .set(try key.publicPEM)
        try desk.apply([.personPut(put)])
        #expect(try recipients(desk, "posts") == [2])
    }

    @Test("behaviour 94: contacts begin and end to share, and say so to whom they name")
    func contacts() throws {
        let desk = try Desk()
        func contact(_ sharing: Bool, to recipient: DiasporaID = Desk.ana) -> Entity {
            .contact(Contact(author: Desk.rex, recipient: recipient, following: sharing, sharing: sharing))
        }
        func stored() throws -> [String] { try desk.rows("SELECT flags FROM contacts") }
        #expect(try desk.receive(contact(true), from: Desk.rex, to: Desk.ana).status == .accepted)
        #expect(try desk.receive(contact(true), from: Desk.rex, to: Desk.ana).status == .duplicate)
        #expect(try stored() == ["1"])
        #expect(
            refusal { try desk.receive(contact(false, to: Desk.ben), from: Desk.rex, to: Desk.ana) }
                == "recipient_mismatch"
        )
        #expect(refusal { try desk.receive(contact(false), from: Desk.rex) } == "not_public")
        try desk.receive(contact(false), from: Desk.rex, to: Desk.ana)
        #expect(try stored() == [])
        #expect(try desk.receive(contact(false), from: Desk.rex, to: Desk.ana).status == .duplicate)

        // Whom the user follows stays a contact.
        try desk.apply([
            .contactPut(
                ContactPut(user: Desk.ana, person: Desk.rex, isSharing: true, isReceiving: true, aspects: ["Pals"])
            )
        ])
        try desk.receive(contact(false), from: Desk.rex, to: Desk.ana)
        #expect(try stored() == ["2"])
    }

    @Test func aRetractedPersonSharesNoMore() throws {
        let desk = try Desk()
        try desk.receive(.contact(Contact(author: Desk.rex, recipient: Desk.ana)), from: Desk.rex, to: Desk.ana)
        func retract(_ guid: String) -> Entity {
            .retraction(Retraction(author: Desk.rex, targetGUID: Desk.guid(guid), targetType: .person))
        }
        #expect(refusal { try desk.receive(retract("person-rex"), from: Desk.rex) } == "recipient_required")
        #expect(refusal { try desk.receive(retract("person-mia"), from: Desk.rex, to: Desk.ana) } == "invalid_sender")
        try desk.receive(retract("person-rex"), from: Desk.rex, to: Desk.ana)
        #expect(try desk.rows("SELECT * FROM contacts") == [])
    }

    @Test func anOlderProfileDoesNotComeBack() throws {
        let desk = try Desk()
        func profile(_ name: String, edited: Int64) -> Entity {
            .profile(
                Profile(
                    author: Desk.rex,
                    editedAt: Timestamp(seconds: edited),
                    firstName: name,
                    isPublic: true
                )
            )
        }
        try desk.receive(profile("New", edited: 2_000), from: Desk.rex)
        #expect(try desk.receive(profile("Old", edited: 1_000), from: Desk.rex).status == .duplicate)
        #expect(try desk.rows("SELECT first_name FROM people WHERE id = '\(Desk.rex)'") == ["New"])
    }
}
