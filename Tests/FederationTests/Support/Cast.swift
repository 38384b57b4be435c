import Federation
import SocialModel

/// The people, keys and entities of these tests.
enum Cast {
    static let now = Timestamp(seconds: 1_700_000_000)

    static func person(_ text: String) throws -> DiasporaID {
        guard let id = DiasporaID(text) else { throw Misspelt(text: text) }
        return id
    }

    static func guid(_ text: String) throws -> GUID {
        guard let guid = GUID(text) else { throw Misspelt(text: text) }
        return guid
    }

    struct Misspelt: Error {
        let text: String
    }

    /// A key of 1,024 bits, made once: quick to make and to use.
    static let key = Result { () throws(FederationError) in try PrivateKey.generate(bits: 1_024) }

    static let text = "Grüße, 世界 💩 <b>&amp;</b> ]]> \r\n\t #tag @{alice@pod-a.example}"

    static func statusMessage() throws -> Entity {
        .statusMessage(
            StatusMessage(
                author: try person("alice@pod-a.example"),
                guid: try guid("a11ce00000000001post"),
                createdAt: Timestamp(seconds: 1_698_841_845),
                isPublic: true,
                text: text,
                providerDisplayName: "mobile",
                editedAt: Timestamp(seconds: 1_698_841_999),
                photos: [try photo("a11ce0000000001photo"), try photo("a11ce0000000002photo")],
                location: Location(address: nil, latitude: "48.2", longitude: "16.4"),
                poll: Poll(
                    guid: try guid("a11ce00000000001poll"),
                    question: "?",
                    answers: [
                        PollAnswer(guid: try guid("a11ce000000001answer"), answer: "yes"),
                        PollAnswer(guid: try guid("a11ce000000002answer"), answer: " no "),
                    ]
                )
            )
        )
    }

    static func photo(_ guid: String) throws -> Photo {
        Photo(
            guid: try Cast.guid(guid),
            author: try person("alice@pod-a.example"),
            isPublic: true,
            createdAt: Timestamp(seconds: 1_698_841_845),
            remotePath: "https://pod-a.example/uploads/images/",
            remoteName: "1.jpg",
            text: text,
            statusMessageGUID: try Cast.guid("a11ce00000000001post"),
            height: 480,
            width: 640
        )
    }

    static func comment() throws -> SocialModel.Comment {
        SocialModel.Comment(
            author: try person("bob@pod-b.example"),
            guid: try guid("b0b000000001comment"),
            parentGUID: try guid("a11ce00000000001post"),
            text: text,
            createdAt: Timestamp(seconds: 1_698_841_845)
        )
    }

    /// One of each type, with everything in it; relayables signed.
    static func entities() throws -> [Entity] {
        let alice = try person("alice@pod-a.example")
        let bob = try person("bob@pod-b.example")
        let post = try guid("a11ce00000000001post")
        let time = Timestamp(seconds: -1)
        let key = try Cast.key.get()
        let profile = Profile(
            author: alice,
            editedAt: time,
            fullName: "Alice \u{301}",
            firstName: "A",
            lastName: "B",
            imageURL: "/l.png",
            imageURLMedium: "https://pod-a.example/m.png",
            imageURLSmall: "s.png",
            bio: text,
            birthday: "1004-02-29",
            gender: "g",
            location: "l",
            isSearchable: false,
            isPublic: true,
            isNSFW: true,
            tagString: "#a #b"
        )
        let like = Like(author: bob, guid: post, parentGUID: post, parentType: .comment, isPositive: false)
        let vote = PollParticipation(author: bob, guid: post, parentGUID: post, answerGUID: post)
        let message = Message(
            author: alice,
            guid: post,
            text: text,
            createdAt: time,
            editedAt: time,
            conversationGUID: post
        )
        let migration = AccountMigration(
            author: alice,
            profile: Profile(author: bob),
            oldIdentity: alice,
            remotePhotoPath: "https://pod-b.example/u/"
        )
        return [
            try statusMessage(),
            .photo(try photo("a11ce0000000001photo")),
            .reshare(Reshare(author: bob, guid: post, createdAt: time, root: .init(author: alice, guid: post))),
            .reshare(Reshare(author: bob, guid: post, createdAt: time)),
            try AuthorSignature.sign(.comment(try comment()), key: key),
            try AuthorSignature.sign(.like(like), key: key),
            try AuthorSignature.sign(.pollParticipation(vote), key: key),
            .participation(Participation(author: bob, guid: post, parentGUID: post)),
            .profile(profile),
            .contact(Contact(author: alice, recipient: bob, following: false, sharing: false, blocking: true)),
            .conversation(
                Conversation(
                    author: alice,
                    guid: post,
                    subject: "s",
                    createdAt: time,
                    participants: [alice, bob],
                    messages: [message, message]
                )
            ),
            .message(message),
            .retraction(Retraction(author: alice, targetGUID: post, targetType: .photo)),
            .accountDeletion(AccountDeletion(author: alice)),
            .accountMigration(try migration.signed(key: key)),
        ]
    }
}
