import Federation
import Ledger
import SocialModel
import Testing

/// Protocol §20 where it depends on what is known here already.
@Suite struct BehaviourTests {
    private func comment(_ name: String, on post: GUID, by author: DiasporaID) throws -> Entity {
        let comment = Comment(
            author: author,
            guid: Desk.guid(name),
            parentGUID: post,
            text: "so it is",
            createdAt: Desk.now
        )
        return try AuthorSigned.by(author, .comment(comment))
    }

    @Test("behaviour 48: with an unknown parent a comment waits for it, and takes effect when it comes")
    func unknownParent() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        let receipt = try desk.receive(comment("c", on: post.guid, by: Desk.mia), from: Desk.rex)
        #expect(receipt.status == .parked)
        #expect(receipt.parked.map(\.need) == [.entity(type: .post, guid: post.guid, author: Desk.mia)])
        try desk.receive(.statusMessage(post), from: Desk.rex)
        #expect(try desk.contents(post.guid)?.lastComments.map(\.guid) == [Desk.guid("c")])
    }

    @Test("behaviour 61: a retraction of something unknown waits for it")
    func unknownTarget() throws {
        let desk = try Desk()
        let retraction = Retraction(author: Desk.rex, targetGUID: Desk.guid("post"), targetType: .post)
        #expect(try desk.receive(.retraction(retraction), from: Desk.rex).status == .parked)
    }

    @Test("behaviour 69: a reshare waits for a root that is unknown, and asks its author for it")
    func unknownRoot() throws {
        let desk = try Desk()
        let root = Reshare.Root(author: Desk.mia, guid: Desk.guid("root"))
        let reshare = Reshare(author: Desk.rex, guid: Desk.guid("reshare"), root: root)
        let receipt = try desk.receive(.reshare(reshare), from: Desk.rex)
        #expect(receipt.parked.map(\.need) == [.entity(type: .post, guid: root.guid, author: Desk.mia)])
        try desk.receive(.statusMessage(Desk.post(root.guid, by: Desk.mia)), from: Desk.mia)
        #expect(try desk.contents(reshare.guid)?.root != nil)
    }

    @Test("behaviour 90: photos that exist are linked to a post, and not overwritten by it")
    func knownPhotos() throws {
        let desk = try Desk()
        var photo = Photo(
            guid: Desk.guid("photo"),
            author: Desk.rex,
            isPublic: true,
            remotePath: "https://r.example/",
            remoteName: "first.jpg"
        )
        try desk.receive(.photo(photo), from: Desk.rex)
        photo.remoteName = "second.jpg"
        var post = Desk.post(Desk.guid("post"), by: Desk.rex)
        post.photos = [photo]
        try desk.receive(.statusMessage(post), from: Desk.rex)
        #expect(try desk.contents(post.guid)?.photos.map(\.remoteName) == ["first.jpg"])
        // On its own it is.
        try desk.receive(.photo(photo), from: Desk.rex)
        #expect(try desk.contents(post.guid)?.photos.map(\.remoteName) == ["second.jpg"])
    }

    @Test("behaviour 93: a profile that somebody else sends is not applied")
    func foreignProfile() throws {
        let desk = try Desk()
        let profile = Profile(author: Desk.rex, firstName: "Not Rex", isPublic: true)
        #expect(refusal { try desk.receive(.profile(profile), from: Desk.mia) } == "invalid_sender")
        #expect(try desk.rows("SELECT first_name FROM people WHERE id = '\(Desk.rex)'") == ["-"])
    }

    @Test("behaviour 95: an account deletion that comes twice is one")
    func deletedTwice() throws {
        let desk = try Desk()
        let deletion = Entity.accountDeletion(AccountDeletion(author: Desk.rex))
        #expect(try desk.receive(deletion, from: Desk.rex).status == .accepted)
        let seq = desk.writer.seq
        #expect(try desk.receive(deletion, from: Desk.rex).status == .duplicate)
        #expect(desk.writer.seq == seq)
    }

    @Test(
        "behaviour 98: a retraction destroys the comment, and says to whom it has to go on",
        arguments: [true, false]
    )
    func retractedComment(isLocal: Bool) throws {
        let desk = try Desk()
        let author = isLocal ? Desk.ana : Desk.rex
        try desk.apply([
            .contactPut(
                ContactPut(user: Desk.ana, person: Desk.rex, isSharing: true, isReceiving: false, aspects: [])
            )
        ])
        let post = Desk.post(Desk.guid("post"), by: author)
        try desk.apply(.statusMessage(post))
        try desk.receive(comment("c", on: post.guid, by: Desk.mia), from: isLocal ? Desk.mia : Desk.rex)
        let retraction = Retraction(author: Desk.mia, targetGUID: Desk.guid("c"), targetType: .comment)
        let deliveries = try desk.reader.deliveries(of: .entity(.retraction(retraction)))
        #expect(deliveries.people.map(\.id) == [Desk.mia, Desk.rex])
        try desk.receive(.retraction(retraction), from: Desk.mia)
        #expect(try desk.contents(post.guid)?.lastComments == [])
    }

    @Test("behaviour 100: a reshare of a limited post is refused")
    func limitedRoot() throws {
        let desk = try Desk()
        try desk.apply(.statusMessage(Desk.post(Desk.guid("post"), by: Desk.ana, isPublic: false)))
        let root = Reshare.Root(author: Desk.ana, guid: Desk.guid("post"))
        let reshare = Reshare(author: Desk.rex, guid: Desk.guid("reshare"), root: root)
        #expect(refusal { try desk.receive(.reshare(reshare), from: Desk.rex) } == "root_not_public")
    }
}
