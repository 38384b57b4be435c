import Corpus
import SocialModel

/// What generated worlds have none of: votes, subscriptions, contacts, conversations, accounts that close and move.
struct ExtraEvents {
    /// People who are there for this only.
    let people: [DiasporaID]
    /// What happens, in any order.
    private(set) var deliveries: [Delivery] = []
    private let time: Timestamp

    /// Something on its way in.
    struct Delivery {
        var sender: DiasporaID
        var entity: Entity
        /// To whom, if not to everybody.
        var recipient: DiasporaID?
        var receivedAt: Timestamp
    }

    init(_ world: World, at time: Timestamp) {
        self.time = time
        people = (1...6).compactMap { DiasporaID("extra\($0)@x\($0).example") }
        let locals = world.localIDs
        let (ana, ben) = (locals[0], locals[1])
        addPoll(by: ana, voters: [people[0], people[5], people[2]])
        addMover(from: people[0], by: people[1], to: people[3], on: ana)
        addLeaver(people[4])
        addConversation(by: people[2], with: [ana, ben])
        for user in [ana, ben] { add(.contact(Contact(author: people[5], recipient: user)), from: people[5], to: user) }
        add(
            .contact(Contact(author: people[5], recipient: ben, following: false, sharing: false)),
            from: people[5],
            to: ana
        )
    }

    private mutating func add(_ entity: Entity, from sender: DiasporaID, to recipient: DiasporaID? = nil) {
        deliveries.append(Delivery(sender: sender, entity: entity, recipient: recipient, receivedAt: time))
    }

    /// A GUID that no world makes.
    static func guid(_ name: String) -> GUID {
        let text = "extra-" + name + String(repeating: "0", count: max(0, 24 - name.utf8.count))
        guard let guid = GUID(text) else { preconditionFailure("\(text) is no GUID") }
        return guid
    }

    private func post(_ name: String, by author: DiasporaID, _ text: String = "hello") -> StatusMessage {
        StatusMessage(author: author, guid: Self.guid(name), createdAt: time, isPublic: true, text: text)
    }

    private mutating func addPoll(by author: DiasporaID, voters: [DiasporaID]) {
        var post = post("poll-post", by: author)
        let answers = ["tea", "coffee"].map { PollAnswer(guid: Self.guid("answer-" + $0), answer: $0) }
        post.poll = Poll(guid: Self.guid("poll"), question: "?", answers: answers)
        add(.statusMessage(post), from: author)
        for (number, voter) in voters.enumerated() {
            let vote = PollParticipation(
                author: voter,
                guid: Self.guid("vote\(number)"),
                parentGUID: Self.guid("poll"),
                answerGUID: answers[number % 2].guid
            )
            add(.pollParticipation(vote), from: voter)
        }
        let retraction = Retraction(
            author: voters[2],
            targetGUID: Self.guid("vote2"),
            targetType: .pollParticipation
        )
        add(.retraction(retraction), from: voters[2])
    }

    /// One who moves twice, and whose posts, comments and likes come before, between and after.
    private mutating func addMover(
        from first: DiasporaID,
        by second: DiasporaID,
        to third: DiasporaID,
        on friend: DiasporaID
    ) {
        add(.statusMessage(post("mover1", by: first, "#moving @{\(third)}")), from: first)
        add(.statusMessage(post("mover2", by: second)), from: second)
        add(.statusMessage(post("friend", by: friend, "hello @{\(first)}")), from: friend)
        let comment = Comment(
            author: first,
            guid: Self.guid("mover-comment"),
            parentGUID: Self.guid("friend"),
            text: "on my way",
            createdAt: time
        )
        add(.comment(comment), from: first)
        let like = Like(
            author: second,
            guid: Self.guid("mover-like"),
            parentGUID: Self.guid("friend"),
            parentType: .post
        )
        add(.like(like), from: second)
        for (old, new) in [(first, second), (second, third)] {
            add(
                .accountMigration(AccountMigration(author: old, profile: Profile(author: new, firstName: "New"))),
                from: old
            )
        }
    }

    private mutating func addLeaver(_ person: DiasporaID) {
        add(.statusMessage(post("leaver", by: person)), from: person)
        let comment = Comment(
            author: person,
            guid: Self.guid("leaver-comment"),
            parentGUID: Self.guid("poll-post"),
            text: "good bye",
            createdAt: time
        )
        add(.comment(comment), from: person)
        add(.accountDeletion(AccountDeletion(author: person)), from: person)
    }

    private mutating func addConversation(by author: DiasporaID, with users: [DiasporaID]) {
        let guid = Self.guid("conversation")
        let conversation = Conversation(
            author: author,
            guid: guid,
            subject: "tea",
            createdAt: time,
            participants: [author] + users,
            messages: [
                Message(
                    author: author,
                    guid: Self.guid("m0"),
                    text: "at five?",
                    createdAt: time,
                    conversationGUID: guid
                )
            ]
        )
        for user in users {
            add(.conversation(conversation), from: author, to: user)
            add(
                .message(
                    Message(
                        author: author,
                        guid: Self.guid("m1"),
                        text: "hello?",
                        createdAt: time,
                        conversationGUID: guid
                    )
                ),
                from: author,
                to: user
            )
        }
    }
}
