import Ledger
import SocialModel
import Testing

/// One vote a person, for an answer of that poll.
@Suite struct VoteTests {
    private let poll = Poll(
        guid: Desk.guid("poll"),
        question: "Tea or coffee?",
        answers: [
            PollAnswer(guid: Desk.guid("tea"), answer: "Tea"), PollAnswer(guid: Desk.guid("coffee"), answer: "Coffee"),
        ]
    )

    private func desk(author: DiasporaID = Desk.ana) throws -> Desk {
        let desk = try Desk()
        try desk.apply(.statusMessage(post(by: author)))
        return desk
    }

    private func post(by author: DiasporaID) -> StatusMessage {
        var post = Desk.post(Desk.guid("post"), by: author)
        post.poll = poll
        return post
    }

    private func vote(_ guid: String, by author: DiasporaID, for answer: String) -> Entity {
        .pollParticipation(
            PollParticipation(
                author: author,
                guid: Desk.guid(guid),
                parentGUID: poll.guid,
                answerGUID: Desk.guid(answer)
            )
        )
    }

    @Test func isCountedOnceAndOverTheWire() throws {
        let desk = try desk()
        let signed = try AuthorSigned.by(Desk.rex, vote("vote", by: Desk.rex, for: "tea"))
        #expect(try desk.receive(signed, from: Desk.rex).status == .accepted)
        #expect(try desk.receive(signed, from: Desk.rex).status == .duplicate)
        let again = try AuthorSigned.by(Desk.rex, vote("again", by: Desk.rex, for: "coffee"))
        #expect(refusal { try desk.receive(again, from: Desk.rex) } == "already_voted")
        #expect(try desk.contents(Desk.guid("post"))?.votes == [Desk.guid("tea"): 1, Desk.guid("coffee"): 0])
    }

    @Test func isForAnAnswerOfItsPollOnly() throws {
        let desk = try desk()
        var other = Desk.post(Desk.guid("other"), by: Desk.ana)
        other.poll = Poll(
            guid: Desk.guid("second-poll"),
            question: "?",
            answers: [PollAnswer(guid: Desk.guid("yes"), answer: "y"), PollAnswer(guid: Desk.guid("no"), answer: "n")]
        )
        try desk.apply(.statusMessage(other))
        #expect(refusal { try desk.apply(vote("vote", by: Desk.ben, for: "yes")) } == "unknown_answer")
    }

    @Test func waitsForItsPoll() throws {
        let desk = try Desk()
        let receipt = try desk.apply(vote("vote", by: Desk.ben, for: "tea"))
        #expect(receipt.parked.map(\.need) == [.entity(type: .poll, guid: poll.guid, author: Desk.ben)])
        try desk.apply(.statusMessage(post(by: Desk.ana)))
        #expect(try desk.contents(Desk.guid("post"))?.votes[Desk.guid("tea")] == 1)
    }

    @Test func isTakenBackByItsAuthorOrThePosts() throws {
        let desk = try desk(author: Desk.rex)
        try desk.apply(vote("one", by: Desk.ana, for: "tea"))
        try desk.apply(vote("two", by: Desk.ben, for: "tea"))
        func retract(_ guid: String, by sender: DiasporaID) throws {
            let retraction = Retraction(author: sender, targetGUID: Desk.guid(guid), targetType: .pollParticipation)
            try desk.receive(.retraction(retraction), from: sender)
        }
        #expect(refusal { try retract("one", by: Desk.mia) } == "invalid_sender")
        try retract("one", by: Desk.ana)
        try retract("two", by: Desk.rex)
        #expect(try desk.contents(Desk.guid("post"))?.votes[Desk.guid("tea")] == 0)
        // A late delivery does not bring it back.
        try desk.apply(vote("one", by: Desk.ana, for: "tea"))
        #expect(try desk.contents(Desk.guid("post"))?.votes[Desk.guid("tea")] == 0)
    }

    @Test func goesWithItsPoll() throws {
        let desk = try desk()
        try desk.apply(vote("one", by: Desk.ben, for: "tea"))
        try desk.apply(.retraction(Retraction(author: Desk.ana, targetGUID: poll.guid, targetType: .poll)))
        #expect(try desk.contents(Desk.guid("post"))?.poll == nil)
        #expect(try desk.rows("SELECT * FROM votes") == [])
        #expect(refusal { try desk.apply(vote("two", by: Desk.rex, for: "tea")) } == "target_retracted")
    }
}
