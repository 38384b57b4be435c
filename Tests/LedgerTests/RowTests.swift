import Ledger
import SocialModel
import Testing

/// What only the pod knows: its rows, previews, single visibilities.
@Suite struct RowTests {
    @Test func rowsAreKeptOfEverythingThatHasThem() throws {
        let desk = try Desk()
        var post = Desk.post(Desk.guid("post"), by: Desk.ana)
        let answers = ["tea", "coffee"].map { PollAnswer(guid: Desk.guid($0), answer: $0) }
        post.poll = Poll(guid: Desk.guid("poll"), question: "?", answers: answers)
        post.photos = [
            Photo(guid: Desk.guid("photo"), author: Desk.ana, remotePath: "https://pod.example/", remoteName: "a.jpg")
        ]
        try desk.apply(.statusMessage(post))
        try desk.apply(.comment(Comment(author: Desk.ben, guid: Desk.guid("c"), parentGUID: post.guid, text: "hm")))
        try desk.apply(.like(Like(author: Desk.ben, guid: Desk.guid("l"), parentGUID: post.guid, parentType: .post)))
        let rows: [(RowTarget, String, String)] = [
            (.post, "post", "post_bodies"), (.photo, "photo", "photos"), (.comment, "c", "comments"),
            (.like, "l", "likes"), (.poll, "poll", "polls"), (.pollAnswer, "tea", "poll_answers"),
            (.person, "person-rex", "people"),
        ]
        for (number, (target, name, table)) in rows.enumerated() {
            let change = Change.rowIDPut(target, guid: Desk.guid(name), rowID: Int64(number + 1))
            try desk.apply([change])
            #expect(try desk.rows("SELECT row_id FROM \(table) WHERE row_id IS NOT NULL") == ["\(number + 1)"])
            let seq = desk.writer.seq
            try desk.apply([change])
            #expect(desk.writer.seq == seq)
        }
        #expect(
            refusal { try desk.apply([.rowIDPut(.pollAnswer, guid: Desk.guid("milk"), rowID: 1)]) } == "unknown_guid"
        )
        #expect(try desk.apply([.rowIDPut(.comment, guid: Desk.guid("later"), rowID: 9)]).parked.count == 1)
    }

    @Test func previewsComeAndGo() throws {
        let desk = try Desk()
        try desk.apply(.statusMessage(Desk.post(Desk.guid("post"), by: Desk.ana)))
        try desk.apply([.previewPut(PreviewPut(post: Desk.guid("post"), openGraph: .set("{\"title\":\"t\"}")))])
        #expect(try desk.contents(Desk.guid("post"))?.preview == Preview(openGraph: "{\"title\":\"t\"}"))
        try desk.apply([.previewPut(PreviewPut(post: Desk.guid("post"), oEmbed: .set("{}"), openGraph: .cleared))])
        #expect(try desk.contents(Desk.guid("post"))?.preview == Preview(oEmbed: "{}"))
        try desk.apply([.previewPut(PreviewPut(post: Desk.guid("post"), oEmbed: .cleared))])
        #expect(try desk.rows("SELECT * FROM previews") == [])
    }

    @Test func photosHaveVisibilitiesOfTheirOwn() throws {
        let desk = try Desk()
        try desk.apply(
            .photo(
                Photo(guid: Desk.guid("p"), author: Desk.rex, remotePath: "https://r.example/", remoteName: "a.jpg")
            )
        )
        try desk.apply([.visibilityPut(user: Desk.ben, .photo, guid: Desk.guid("p"), isHidden: false)])
        #expect(try desk.rows("SELECT hex(recipients) FROM photos") == ["02000000"])
        try desk.apply([.visibilityDelete(user: Desk.ben, .photo, guid: Desk.guid("p"))])
        #expect(try desk.rows("SELECT recipients FROM photos") == ["-"])
    }
}
