import Federation
import Ledger
import SocialModel
import Testing

/// Envelopes: what is taken in, what waits, what is refused and changes nothing.
@Suite struct ReceivingTests {
    @Test("behaviour 53: a public post from its author is taken in, and known when it comes again")
    func anEnvelopeIsAcceptedOnceAndKnownThen() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        #expect(try desk.receive(.statusMessage(post), from: Desk.rex).status == .accepted)
        let seq = desk.writer.seq
        #expect(try desk.receive(.statusMessage(post), from: Desk.rex).status == .duplicate)
        #expect(desk.writer.seq == seq)
    }

    @Test(
        "behaviours 7, 54, 55 and 92: a wrong key, another sender, a limited post or another author's GUID changes nothing"
    )
    func whatIsNotRightIsRefusedAndChangesNothing() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        let payload = EntityWriter.bytes(.statusMessage(post))
        let seq = desk.writer.seq

        var flipped = try MagicEnvelope.seal(payload: payload, sender: Desk.rex, key: Keys.of(Desk.rex))
        let signature = try #require(String(decoding: flipped, as: UTF8.self).utf8.firstRange(of: "key_id=".utf8))
        let place = String(decoding: flipped, as: UTF8.self).utf8.distance(
            from: String(decoding: flipped, as: UTF8.self).utf8.startIndex,
            to: signature.upperBound
        )
        flipped[place + 60] ^= 1
        #expect(refusal { _ = try desk.receive(flipped) } != nil)

        let wrongKey = try MagicEnvelope.seal(payload: payload, sender: Desk.rex, key: Keys.of(Desk.mia))
        #expect(refusal { _ = try desk.receive(wrongKey) } == "invalid_signature")

        let notHers = try MagicEnvelope.seal(payload: payload, sender: Desk.mia, key: Keys.of(Desk.mia))
        #expect(refusal { _ = try desk.receive(notHers) } == "invalid_sender")

        let limited = Desk.post(Desk.guid("limited"), by: Desk.rex, isPublic: false)
        #expect(refusal { try desk.receive(.statusMessage(limited), from: Desk.rex) } == "not_public")
        #expect(desk.writer.seq == seq)

        try desk.receive(.statusMessage(post), from: Desk.rex)
        #expect(
            refusal { try desk.receive(.statusMessage(Desk.post(post.guid, by: Desk.mia)), from: Desk.mia) }
                == "guid_taken"
        )
        #expect(try desk.contents(post.guid)?.author.id == Desk.rex)
    }

    @Test func anUnknownSenderIsWaitedFor() throws {
        let desk = try Desk()
        let key = try PrivateKey.generate(bits: 2_048)
        let eve = Desk.id("eve@e.example")
        let post = Desk.post(Desk.guid("eves"), by: eve)
        let envelope = try MagicEnvelope.seal(payload: EntityWriter.bytes(.statusMessage(post)), sender: eve, key: key)
        let receipt = try desk.receive(envelope)
        #expect(receipt.status == .parked)
        #expect(receipt.parked.map(\.need) == [.person(eve)])
        var put = PersonPut(id: eve, guid: Desk.guid("person-eve"))
        put.publicKey = .set(try key.publicPEM)
        try desk.apply([.personPut(put)])
        #expect(try desk.contents(post.guid)?.author.id == eve)
    }

    @Test func aForgedEnvelopeThatWaitedIsDroppedWhenTheKeyComes() throws {
        let desk = try Desk()
        let eve = Desk.id("eve@e.example")
        let post = Desk.post(Desk.guid("eves"), by: eve)
        let payload = EntityWriter.bytes(.statusMessage(post))
        _ = try desk.receive(MagicEnvelope.seal(payload: payload, sender: eve, key: Keys.of(Desk.mia)))
        var put = PersonPut(id: eve, guid: Desk.guid("person-eve"))
        put.publicKey = .set(try PrivateKey.generate(bits: 2_048).publicPEM)
        try desk.apply([.personPut(put)])
        #expect(try desk.reader.post(post.guid) == nil)
    }

    @Test("behaviours 9 and 35: a key that is known to be none refuses")
    func aKeyThatIsKnownToBeUnusableRefuses() throws {
        let desk = try Desk()
        var put = PersonPut(id: Desk.rex)
        put.publicKey = .cleared
        put.replaceKey = true
        try desk.apply([.personPut(put)])
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        #expect(refusal { try desk.receive(.statusMessage(post), from: Desk.rex) } == "key_unusable")
    }

    @Test("behaviours 36, 38 and 49: a comment is signed, and relayed by the post's author or sent to a local one")
    func aCommentIsRelayedByThePostsAuthorOrSentToALocalOne() throws {
        let desk = try Desk()
        let remote = Desk.post(Desk.guid("remote"), by: Desk.rex)
        let local = Desk.post(Desk.guid("local"), by: Desk.ana)
        try desk.apply([.entity(EntityPut(.statusMessage(remote))), .entity(EntityPut(.statusMessage(local)))])
        func comment(_ name: String, on post: StatusMessage, by author: DiasporaID) throws -> Entity {
            let comment = Comment(
                author: author,
                guid: Desk.guid(name),
                parentGUID: post.guid,
                text: "so",
                createdAt: Desk.now
            )
            return try AuthorSignature.sign(.comment(comment), key: Keys.of(author))
        }
        let onRemote = try comment("on-remote", on: remote, by: Desk.mia)
        #expect(refusal { try desk.receive(onRemote, from: Desk.mia) } == "invalid_sender")
        #expect(try desk.receive(onRemote, from: Desk.rex).status == .accepted)
        #expect(try desk.receive(comment("on-local", on: local, by: Desk.mia), from: Desk.mia).status == .accepted)
        // Without mia's own signature rex could put words into her mouth.
        let unsigned = Comment(author: Desk.mia, guid: Desk.guid("unsigned"), parentGUID: remote.guid, text: "no")
        #expect(refusal { try desk.receive(.comment(unsigned), from: Desk.rex) } == "missing_author_signature")
        let forged = try AuthorSignature.sign(
            .comment(Comment(author: Desk.mia, guid: Desk.guid("forged"), parentGUID: remote.guid, text: "no")),
            key: Keys.of(Desk.rex)
        )
        #expect(refusal { try desk.receive(forged, from: Desk.rex) } == "invalid_author_signature")
    }

    @Test("behaviour 97: whom a local author ignores cannot comment")
    func whomALocalAuthorIgnoresCannotComment() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("local"), by: Desk.ana)
        try desk.apply([.entity(EntityPut(.statusMessage(post))), .blockPut(user: Desk.ana, person: Desk.mia)])
        let comment = Comment(author: Desk.mia, guid: Desk.guid("comment"), parentGUID: post.guid, text: "hey")
        let signed = try AuthorSignature.sign(.comment(comment), key: Keys.of(Desk.mia))
        #expect(refusal { try desk.receive(signed, from: Desk.mia) } == "author_ignored")
    }
}
