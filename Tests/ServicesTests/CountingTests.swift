import Testing

@testable import Services

/// How each network counts.
@Suite struct CountingTests {
    @Test(arguments: [
        ("hello", 5), ("äöü", 3), ("привет", 6), ("سلام", 4), ("漢字", 4), ("한국", 4), ("“quoted”—…", 11), ("é", 1),
        ("😀", 2), ("👩‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇩🇪", 2), ("🇩", 2), ("#️⃣", 2), ("©", 1), ("©️", 2), ("☺︎", 4), ("1", 1),
        ("https://a.example", 23), ("https://a.example/a/very/long/path/with/many/parts?and=more", 23), ("#tag", 4),
        ("a https://a.example b", 27), ("(https://a.example)", 25), ("pod.example", 23), ("e.g. that", 9),
        ("https://a.example/猫", 25),
    ])
    func twitter(text: String, count: Int) {
        #expect(TextMeasure.tweet.count(PostText(markdown: text).pieces) == count)
    }

    @Test(arguments: [
        ("hello", 5), ("👩‍👩‍👧‍👦 漢", 3), ("https://a.example/a/very/long/path/with/many", 23), ("http://a.de", 23),
    ])
    func mastodon(text: String, count: Int) {
        #expect(TextMeasure.graphemesWithShortLinks.count(PostText(markdown: text).pieces) == count)
    }

    @Test(arguments: [("👩‍👩‍👧‍👦 漢", 3, 13, 9), ("https://a.de", 12, 12, 12)])
    func theOthers(text: String, graphemes: Int, utf16: Int, codePoints: Int) {
        let pieces = PostText(markdown: text).pieces
        #expect(TextMeasure.graphemes.count(pieces) == graphemes)
        #expect(TextMeasure.utf16.count(pieces) == utf16)
        #expect(TextMeasure.codePoints.count(pieces) == codePoints)
    }
}
