import JSON
import SocialModel
import Testing
import Wire

@Suite struct ItemCardTests {
    private static let pod = PodPut(
        url: "https://pod.example/",
        defaultAvatar: Avatar(small: "s", medium: "m", large: "l")
    )

    @Test(arguments: 0..<300 as Range<UInt64>)
    func isTheItemOfTheContract(seed: UInt64) throws {
        var random = Seeded(seed)
        let root = random.contents(2, isReshare: false)
        let post = random.contents(1, isReshare: random.chance(3))
        let hasRoot = post.isReshare && !random.chance(3)
        let viewer = random.maybe { $0.person(99) }
        let (overlay, rootOverlay) = (random.overlay(of: post, or: root), random.overlay(of: root, or: root))
        let (counts, rootCounts) = (random.counts(), random.counts())
        let found = random.maybe { random in
            FoundText(
                highlights: random.list(upTo: 2) { Highlight(start: $0.below(9), length: $0.below(9)) },
                snippet: "a \"猫\"\n",
                start: random.below(9),
                isCutOff: random.chance(2),
                inSnippet: random.list(upTo: 2) { Highlight(start: $0.below(9), length: $0.below(9)) }
            )
        }

        var bytes: [UInt8] = []
        // Counters that are put in later stand as if they had been there from the beginning.
        let first = random.chance(2) ? random.counts() : counts
        let card = ItemCard(post, root: hasRoot ? root : nil, pod: Self.pod, counts: first).counted(counts)
        #expect(card.counts == counts)
        let rootCard = ItemCard(root, pod: Self.pod).counted(rootCounts)
        card.append(
            to: &bytes,
            overlay: overlay == .none && random.chance(2) ? nil : overlay,
            viewer: viewer.map(PersonJSON.bytes) ?? [],
            root: hasRoot ? ItemCard.Root(card: rootCard, overlay: rootOverlay) : nil,
            appearance: ItemAppearance(trailing: found?.members ?? [])
        )

        let expectedRoot = ExpectedItem(post: root, root: nil, overlay: rootOverlay, counts: rootCounts, viewer: viewer)
        let expected = ExpectedItem(
            post: post,
            root: hasRoot ? root : nil,
            overlay: overlay,
            counts: counts,
            viewer: viewer
        )
        var item = expected.json(root: hasRoot ? .object(expectedRoot.json(root: .null, isNested: true)) : .null)
        if let found {
            let places = { (highlights: [Highlight]) in
                JSONValue.array(
                    highlights.map { ["start": .integer(Int64($0.start)), "length": .integer(Int64($0.length))] }
                )
            }
            item["highlights"] = places(found.highlights)
            item["snippet"] = [
                "text": .string(found.snippet), "start": .integer(Int64(found.start)), "cut_off": .bool(found.isCutOff),
                "highlights": places(found.inSnippet),
            ]
        }
        let parsed = try #require(try JSONParser.parse(bytes).object)
        for member in item.members { #expect(parsed[member.name] == member.value, "\(member.name)") }
        #expect(parsed.members.map(\.name) == item.members.map(\.name))
    }

    @Test func namesEverybodyWhoStandsInIt() {
        var random = Seeded(1)
        var post = random.contents(1, isReshare: false)
        post.author = random.person(1)
        post.mentionedPeople = [random.person(2), random.person(1)]
        post.lastComments = [random.comment(by: random.person(3), mentioning: [random.person(4)])]
        #expect(Set(ItemCard(post, pod: Self.pod).people.map(\.value)) == [1, 2, 3, 4])
        #expect(ItemCard(post, pod: Self.pod).people.count == 4)
    }

    @Test func showsAReshareWithoutItsRootEmpty() throws {
        var random = Seeded(2)
        var post = random.contents(1, isReshare: true)
        post.author.name = "Ben"
        post.text = nil
        var bytes: [UInt8] = []
        ItemCard(post, pod: Self.pod).append(to: &bytes, overlay: nil, viewer: [])
        let item = try JSONParser.parse(bytes)
        #expect(item["text"] == "")
        #expect(item["title"] == "A post from Ben")
        #expect(item["nsfw"] == .null)
        #expect(item["root"] == .null)
    }

    @Test func unwrapsTagsPastedFromRightToLeftEditors() throws {
        var random = Seeded(3)
        var post = random.contents(1, isReshare: false)
        post.text = "see \u{202A}#\u{200E}USA\u{202C} and \u{202A}stay\u{202C}"
        var bytes: [UInt8] = []
        ItemCard(post, pod: Self.pod).append(to: &bytes, overlay: nil, viewer: [])
        #expect(try JSONParser.parse(bytes)["text"] == "see #USA and \u{202A}stay\u{202C}")
    }

    @Test func showsNoActsToNobody() throws {
        var random = Seeded(4)
        let act = ViewerOverlay.Act(guid: random.guid(), createdAt: random.time())
        var bytes: [UInt8] = []
        ItemCard(random.contents(1, isReshare: false), pod: Self.pod)
            .append(to: &bytes, overlay: ViewerOverlay(like: act, reshare: act), viewer: [])
        #expect(try JSONParser.parse(bytes)["interactions"]?["likes"] == [])
    }
}
