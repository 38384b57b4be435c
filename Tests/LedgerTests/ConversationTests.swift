import Ledger
import SocialModel
import Testing

/// Conversations: who may begin one, who may write, and what is unread by whom.
@Suite struct ConversationTests {
    private let guid = Desk.guid("conversation")

    private func desk() throws -> Desk {
        let desk = try Desk()
        for user in [Desk.ana, Desk.ben] {
            try desk.receive(.contact(Contact(author: Desk.rex, recipient: user)), from: Desk.rex, to: user)
        }
        return desk
    }

    private func conversation(by author: DiasporaID = Desk.rex, to others: [DiasporaID]) -> Entity {
        .conversation(
            Conversation(
                author: author,
                guid: guid,
                subject: "tea",
                createdAt: Desk.now,
                participants: [author] + others,
                messages: [Message(author: author, guid: Desk.guid("first"), text: "at five?", conversationGUID: guid)]
            )
        )
    }

    private func message(_ name: String, by author: DiasporaID) -> Entity {
        .message(Message(author: author, guid: Desk.guid(name), text: "yes", conversationGUID: guid))
    }

    private func unread(_ desk: Desk) throws -> [String] {
        try desk.rows(
            """
            SELECT people.id, unread FROM conversation_visibilities JOIN people ON people.number = person ORDER BY 1
            """
        )
    }

    @Test func countsWhatUsersHaveNotRead() throws {
        let desk = try desk()
        let begin = conversation(to: [Desk.ana, Desk.ben])
        #expect(try desk.receive(begin, from: Desk.rex, to: Desk.ana).status == .accepted)
        // The second user's copy says nothing new.
        #expect(try desk.receive(begin, from: Desk.rex, to: Desk.ben).status == .duplicate)
        #expect(try unread(desk) == ["\(Desk.ana) 1", "\(Desk.ben) 1", "\(Desk.rex) 0"])
        try desk.apply(message("answer", by: Desk.ana))
        #expect(try unread(desk) == ["\(Desk.ana) 1", "\(Desk.ben) 2", "\(Desk.rex) 0"])
    }

    @Test func strangersCannotWriteToUsers() throws {
        let desk = try Desk()
        #expect(
            refusal { try desk.receive(conversation(to: [Desk.ana]), from: Desk.rex, to: Desk.ana) } == "no_contact"
        )
        #expect(try desk.rows("SELECT * FROM conversations") == [])
    }

    @Test func aMessageWaitsForItsConversationAndItsAuthorMustTakePart() throws {
        let desk = try desk()
        let early = try desk.receive(message("early", by: Desk.rex), from: Desk.rex, to: Desk.ana)
        #expect(early.status == .parked)
        #expect(early.parked.map(\.need) == [.entity(type: .conversation, guid: guid, author: Desk.rex)])
        try desk.receive(conversation(to: [Desk.ana]), from: Desk.rex, to: Desk.ana)
        #expect(try unread(desk) == ["\(Desk.ana) 2", "\(Desk.rex) 0"])
        #expect(
            refusal { try desk.receive(message("intruder", by: Desk.mia), from: Desk.mia, to: Desk.ana) }
                == "not_participating"
        )
    }

    @Test func allParticipantsMustBeKnown() throws {
        let desk = try desk()
        let eve = Desk.id("eve@e.example")
        let receipt = try desk.receive(conversation(to: [Desk.ana, eve]), from: Desk.rex, to: Desk.ana)
        #expect(receipt.parked.map(\.need) == [.person(eve)])
        try desk.apply([.personPut(PersonPut(id: eve, guid: Desk.guid("person-eve")))])
        #expect(try unread(desk).count == 3)
    }

    @Test func isForgottenWhole() throws {
        let desk = try desk()
        try desk.receive(conversation(to: [Desk.ana]), from: Desk.rex, to: Desk.ana)
        let retraction = Retraction(author: Desk.rex, targetGUID: guid, targetType: .conversation)
        try desk.receive(.retraction(retraction), from: Desk.rex, to: Desk.ana)
        for table in ["conversations", "conversation_visibilities", "messages"] {
            #expect(try desk.rows("SELECT * FROM \(table)") == [], "\(table)")
        }
        #expect(try desk.rows("SELECT * FROM changes WHERE data LIKE '%at five?%'") == [])
        #expect(
            refusal { try desk.receive(message("late", by: Desk.rex), from: Desk.rex, to: Desk.ana) }
                == "target_retracted"
        )
    }
}
