import JSON
import SocialModel
import Testing

@testable import Services

/// diaspora-behaviour §11 as tables, and what the other networks get.
@Suite struct TextRuleTests {
    private func text(_ kind: ServiceKind, _ markdown: String, photos: Int = 0) throws -> String {
        try Samples.account(kind).render(Samples.post(markdown, photos: photos)).text
    }

    private static let link = Samples.link

    @Test func twitterLeavesAloneWhatFits() throws {
        #expect(try text(.twitter, "**Hello** #world") == "Hello #world")
        #expect(try text(.twitter, String(repeating: "a", count: 280)) == String(repeating: "a", count: 280))
        let long = String(repeating: "a", count: 256) + " https://a.example/" + String(repeating: "b", count: 300)
        #expect(try text(.twitter, long) == long)
    }

    @Test func twitterCutsToTheLimitLess24() throws {
        let kept = String(repeating: "a", count: 253)
        #expect(try text(.twitter, String(repeating: "a", count: 281)) == kept + "... " + Self.link)
        #expect(
            try text(.twitter, String(repeating: "漢", count: 141)) == String(repeating: "漢", count: 126) + "... "
                + Self.link
        )
    }

    @Test func photosForceTheLinkOnTwitter() throws {
        #expect(try text(.twitter, "Hello", photos: 1) == "Hello " + Self.link)
        #expect(try text(.twitter, "", photos: 2) == Self.link)
        let fits = String(repeating: "a", count: 256)
        #expect(try text(.twitter, fits, photos: 1) == fits + " " + Self.link)
        #expect(try text(.twitter, fits + "a", photos: 1) == String(fits.prefix(253)) + "... " + Self.link)
    }

    @Test func twitterRestoresTheAddressThatTheCutFellInto() throws {
        let words = Array(repeating: "word", count: 49).joined(separator: " ")
        let url = "https://a.example/" + String(repeating: "x", count: 100)
        // 244 of words, a space, 23: the address begins before the cut and ends behind it.
        #expect(
            try text(.twitter, "\(words) \(url) and a good deal more")
                == "\(Array(repeating: "word", count: 45).joined(separator: " ")) \(url) ... \(Self.link)"
        )
    }

    @Test func twitterCutsNoTagAndNoEmoji() throws {
        let start = String(repeating: "a", count: 250)
        #expect(try text(.twitter, start + " #tagtagtag and a good deal more than fits") == start + "... " + Self.link)
        #expect(try text(.twitter, start + "b👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 and a good deal more than that") == start + "b👩‍👩‍👧‍👦... " + Self.link)
    }

    @Test(arguments: [
        ("Hello", 0, "Hello (via \(link))"), ("", 1, link), ("**Hello**", 1, "Hello (via \(link))"),
        ("see https://a.example and https://b.example", 0, "see https://a.example and https://b.example (via \(link))"),
    ])
    func facebookAlwaysLeadsBack(markdown: String, photos: Int, expected: String) throws {
        #expect(try text(.facebook, markdown, photos: photos) == expected)
    }

    @Test func facebookIsToldOfTheFirstAddress() throws {
        let account = try Samples.account(.facebook)
        #expect(
            try account.render(Samples.post("see https://a.example and https://b.example")).link == "https://a.example"
        )
        #expect(try account.render(Samples.post("none")).link == nil)
    }

    @Test func facebookTakes63206() throws {
        let account = try Samples.account(.facebook)
        let rendered = try account.render(Samples.post(Array(repeating: "word", count: 20_000).joined(separator: " ")))
        #expect(rendered.isCut && rendered.used <= 63_206 && rendered.used > 63_190)
        #expect(rendered.text.hasSuffix("word… (via \(Self.link))"))
    }

    @Test func tumblrGetsPhotosThenTextThenTheWayBack() throws {
        let account = try Samples.account(.tumblr)
        let rendered = try account.render(Samples.post("Hello #cats\n\nsee https://a.example", photos: 1))
        #expect(rendered.tags == ["cats"])
        let content = Tumblr.content(rendered)
        #expect(content.map { $0["type"] } == ["image", "text", "text", "text"])
        #expect(content[0]["alt_text"] == "photo 0")
        #expect(content[1] == ["type": "text", "text": "Hello #cats"])
        #expect(content[2]["formatting"] == [["type": "link", "start": 4, "end": 21, "url": "https://a.example"]])
        #expect(content[3]["text"] == "original post")
        #expect(content[3]["formatting"]?.array?.first?["url"]?.string == Self.link)
    }

    @Test func tumblrCutsAtBlocksAndNothingElse() throws {
        let words =
            Array(repeating: "words", count: 10_000).joined(separator: " ") + String(repeating: "x", count: 9_000)
        let rendered = try Samples.account(.tumblr).render(Samples.post(words))
        #expect(!rendered.isCut)
        let texts = Tumblr.content(rendered).dropLast().compactMap { $0["text"]?.string }
        #expect(texts.allSatisfy { $0.unicodeScalars.count <= 4_096 })
        #expect(texts.joined().filter { !$0.isWhitespace } == words.filter { !$0.isWhitespace })
    }

    @Test func mastodonAndBlueskyCutBetweenWords() throws {
        for (kind, limit) in [(ServiceKind.mastodon, 500), (.bluesky, 300)] {
            let rendered = try Samples.account(kind).render(
                Samples.post(Array(repeating: "word", count: 200).joined(separator: " "))
            )
            #expect(rendered.text.hasSuffix("word… " + Self.link) && rendered.isCut)
            #expect(rendered.used <= limit && rendered.used > limit - 10, "\(kind) \(rendered.used)")
        }
        #expect(try text(.mastodon, "Hello", photos: 4) == "Hello")
        #expect(try text(.mastodon, "Hello", photos: 5) == "Hello " + Self.link)
        #expect(try text(.bluesky, "Hello", photos: 5) == "Hello " + Self.link)
    }

    @Test func aPollForcesTheLink() throws {
        for kind in [ServiceKind.mastodon, .bluesky, .twitter] {
            let rendered = try Samples.account(kind).render(Samples.post("Which?", hasMore: true))
            #expect(rendered.text == "Which? " + Self.link)
        }
    }

    @Test func blueskyCountsBytesToo() throws {
        let rendered = try Samples.account(.bluesky).render(Samples.post(String(repeating: "👩‍👩‍👧‍👦 ", count: 140)))
        #expect(rendered.text.utf8.count <= 3_000 && rendered.text.hasSuffix(Self.link))
    }

    @Test func facetsStandWhereTheTextHasThem() throws {
        let rendered = try Samples.account(.bluesky).render(Samples.post("ü #cats https://a.example/x"))
        let bytes = Array(rendered.text.utf8)
        let facets = Bluesky.facets(rendered.pieces).map { facet in
            let (start, end) = (
                Int(facet["index"]?["byteStart"]?.integer ?? 0), Int(facet["index"]?["byteEnd"]?.integer ?? 0)
            )
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        #expect(facets == ["#cats", "https://a.example/x"])
    }

    @Test func recordKeysAreThoseOfTheirSecond() throws {
        let post = try Samples.post("x")
        var later = post
        later.createdAt.microseconds += 2_000_000
        #expect(RecordKey.of(post).count == 13 && RecordKey.of(post) == RecordKey.of(post))
        #expect(RecordKey.of(post) < RecordKey.of(later))
    }
}
