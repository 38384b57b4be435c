import JSON
import SocialModel
import Testing
import Wire

@Suite struct GoldenItemTests {
    @Test func looksAsItAlwaysDid() throws {
        var bytes: [UInt8] = []
        let counts = PostCounts(comments: 4, likes: 2, reshares: 0)
        ItemCard(reshare, root: post, pod: pod, counts: counts).append(
            to: &bytes,
            overlay: ViewerOverlay(
                like: act("like"),
                participates: true,
                commentLikes: [comment.guid: act("comment-like")]
            ),
            viewer: PersonJSON.bytes(alice),
            root: ItemCard.Root(
                card: ItemCard(post, pod: pod, counts: PostCounts(comments: 1, likes: 30, reshares: 7)),
                overlay: ViewerOverlay(reshare: act("reshare"), pollAnswer: guid("answer-yes"))
            ),
            appearance: ItemAppearance(
                trailing: FoundText(
                    highlights: [Highlight(start: 10, length: 4), Highlight(start: 30, length: 7)],
                    snippet: "of the wood",
                    start: 23,
                    isCutOff: true,
                    inSnippet: [Highlight(start: 7, length: 4)]
                ).members
            )
        )
        #expect(try JSONWriter.pretty(JSONParser.parse(bytes)) == GoldenItem.text)
    }

    // MARK: - The cast

    private var pod: PodPut { PodPut(url: "https://pod.example/", defaultAvatar: avatar("default")) }

    private var alice: PersonCard { person(1, "alice", row: 11, hasAvatar: true) }
    private var bob: PersonCard { person(2, "bob", row: nil, hasAvatar: true) }
    private var carol: PersonCard { person(3, "carol", row: 13, hasAvatar: false) }

    private var reshare: PostContents {
        var contents = blank(2, "the-reshare", by: carol)
        contents.isReshare = true
        contents.root = post.number
        contents.claimedAt = Timestamp(seconds: 1_800_000_000)
        contents.lastComments = [comment]
        return contents
    }

    private var post: PostContents {
        var contents = blank(1, "the-root", by: bob)
        contents.rowID = 77
        contents.providerDisplayName = "mobile"
        contents.text = "## A *walk* with \"friends\"\n\n@{Alice; alice@pod.example}, see the #Café 😀"
        contents.isNSFW = false
        contents.mentionedPeople = [alice, carol]
        contents.photos = [
            Photo(
                guid: guid("the-photo"),
                author: bob.id,
                isPublic: true,
                remotePath: "https://pod.example/uploads/images/",
                remoteName: "walk.jpg",
                height: 600,
                width: 800
            )
        ]
        contents.location = Location(address: "Berlin", latitude: "52.52", longitude: "13.405")
        let answers = [
            PollAnswer(guid: guid("answer-yes"), answer: "Yes"), PollAnswer(guid: guid("answer-no"), answer: "No"),
        ]
        contents.poll = Poll(guid: guid("the-poll"), question: "Again?", answers: answers)
        contents.partRowIDs = [guid("the-poll"): 5, guid("answer-yes"): 6]
        contents.votes = [guid("answer-yes"): 3]
        return contents
    }

    private var comment: CommentContents {
        CommentContents(
            guid: guid("the-comment"),
            rowID: nil,
            author: bob,
            text: "Yes, @{alice@pod.example}",
            createdAt: Timestamp(microseconds: 1_700_000_100_250_999),
            mentionedPeople: [alice],
            likes: 1
        )
    }

    private func blank(_ number: UInt32, _ name: String, by author: PersonCard) -> PostContents {
        PostContents(
            number: PostNumber(number),
            guid: guid(name),
            rowID: nil,
            author: author,
            isPublic: true,
            createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number)),
            claimedAt: nil,
            interactedAt: Timestamp(seconds: 1_700_000_100),
            providerDisplayName: nil,
            text: nil,
            isNSFW: nil,
            isReshare: false,
            root: nil,
            mentionedPeople: [],
            photos: [],
            location: nil,
            poll: nil,
            lastComments: []
        )
    }

    private func person(_ number: UInt32, _ name: String, row: Int64?, hasAvatar: Bool) -> PersonCard {
        PersonCard(
            number: PersonNumber(number),
            id: known(DiasporaID("\(name)@pod.example")),
            guid: guid(name),
            rowID: row,
            name: name.capitalizedASCII,
            avatar: avatar(hasAvatar ? name : "default"),
            hasAvatar: hasAvatar
        )
    }

    private func avatar(_ name: String) -> Avatar {
        Avatar(small: "/\(name)/small.png", medium: "/\(name)/medium.png", large: "/\(name)/large.png")
    }

    private func act(_ name: String) -> ViewerOverlay.Act {
        ViewerOverlay.Act(guid: guid(name), createdAt: Timestamp(seconds: 1_700_000_200))
    }

    private func guid(_ name: String) -> GUID { known(GUID(String(repeating: "0", count: 8) + "-guid-of-" + name)) }
}

extension String {
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
