import Federation
import Foundation
import Ledger
import SocialModel
import TestSupport
import Testing

/// What is taken back is gone, with all that hangs on it, and does not come back.
@Suite struct RetractionTests {
    private func retraction(_ guid: GUID, _ type: RetractionTarget = .post, by author: DiasporaID) -> Entity {
        .retraction(Retraction(author: author, targetGUID: guid, targetType: type))
    }

    @Test func aRetractedPostTakesAllAlongAndLeavesNoText() throws {
        let desk = try Desk()
        let word = "unforgettable-\(UInt64.random(in: 0 ... .max))"
        let post = Desk.post(Desk.guid("post"), by: Desk.rex, "\(word) #tag")
        let comment = Comment(author: Desk.ana, guid: Desk.guid("comment"), parentGUID: post.guid, text: "\(word) too")
        let reshare = Reshare(
            author: Desk.mia,
            guid: Desk.guid("reshare"),
            root: Reshare.Root(author: Desk.rex, guid: post.guid)
        )
        try desk.apply(.statusMessage(post))
        try desk.apply(.comment(comment))
        try desk.apply(.reshare(reshare))
        try desk.receive(retraction(post.guid, by: Desk.rex), from: Desk.rex)
        #expect(try desk.reader.post(post.guid) == nil)
        let left = try #require(try desk.contents(reshare.guid))
        #expect(left.root == nil && left.isNSFW == nil)
        // Nothing brings it back.
        try desk.apply(.statusMessage(post))
        #expect(try desk.reader.post(post.guid) == nil)
        try desk.writer.checkpoint()
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
        for file in files {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: desk.folder.path + "/" + file))
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file)")
        }
    }

    /// Somebody else's use of a retracted post's GUID, and its end, do not let the first one come back.
    @Test func anotherAuthorsTombstoneDoesNotOpenAGrave() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        try desk.apply(.statusMessage(post))
        try desk.receive(retraction(post.guid, by: Desk.rex), from: Desk.rex)
        try desk.apply(.statusMessage(Desk.post(post.guid, by: Desk.mia)))
        #expect(try desk.reader.post(post.guid) != nil)
        try desk.receive(retraction(post.guid, by: Desk.mia), from: Desk.mia)
        try desk.apply(.statusMessage(post))
        #expect(try desk.reader.post(post.guid) == nil)
    }

    @Test func onlyTheAuthorMayTakeAPostBack() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        try desk.apply(.statusMessage(post))
        let seq = desk.writer.seq
        // The author that a retraction names counts for nothing.
        #expect(refusal { try desk.receive(retraction(post.guid, by: Desk.rex), from: Desk.mia) } == "invalid_sender")
        #expect(desk.writer.seq == seq)
        #expect(try desk.reader.post(post.guid) != nil)
    }

    @Test func thePostsAuthorMayTakeBackACommentOnIt() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        let comment = Comment(author: Desk.ana, guid: Desk.guid("comment"), parentGUID: post.guid, text: "hm")
        try desk.apply(.statusMessage(post))
        try desk.apply(.comment(comment))
        try desk.receive(retraction(comment.guid, .comment, by: Desk.rex), from: Desk.rex)
        #expect(try desk.contents(post.guid)?.lastComments.isEmpty == true)
    }

    @Test func oneThatOvertakesItsTargetDropsIt() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        #expect(try desk.receive(retraction(post.guid, by: Desk.rex), from: Desk.rex).status == .parked)
        try desk.receive(.statusMessage(post), from: Desk.rex)
        #expect(try desk.reader.post(post.guid) == nil)
        #expect(try desk.receive(.statusMessage(post), from: Desk.rex).status == .duplicate)
    }

    @Test func nobodyCanCensorAGUIDInAdvance() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        #expect(try desk.receive(retraction(post.guid, by: Desk.mia), from: Desk.mia).status == .parked)
        try desk.receive(.statusMessage(post), from: Desk.rex)
        #expect(try desk.reader.post(post.guid) != nil)
    }

    @Test func aPostOfPhotosGoesWithItsLastPhoto() throws {
        let desk = try Desk()
        func photo(_ name: String) -> Photo {
            Photo(
                guid: Desk.guid(name),
                author: Desk.ana,
                isPublic: true,
                remotePath: "https://pod.example/",
                remoteName: "a.webp"
            )
        }
        let photos = [photo("one"), photo("two")]
        let silent = StatusMessage(author: Desk.ana, guid: Desk.guid("silent"), isPublic: true, photos: photos)
        try desk.apply(.statusMessage(silent))
        try desk.apply(retraction(photos[0].guid, .photo, by: Desk.ana))
        #expect(try desk.contents(silent.guid)?.photos.map(\.guid) == [photos[1].guid])
        try desk.apply(retraction(photos[1].guid, .photo, by: Desk.ana))
        #expect(try desk.reader.post(silent.guid) == nil)
    }
}
