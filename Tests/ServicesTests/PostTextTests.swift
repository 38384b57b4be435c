import SocialModel
import Testing

@testable import Services

/// What Markdown becomes, and where its addresses and tags stand.
@Suite struct PostTextTests {
    @Test(arguments: [
        ("**Hello** _world_", "Hello world"), ("# Title\n\ntext", "Title\n\ntext"),
        ("[a page](https://a.example/x)", "a page (https://a.example/x)"),
        ("![seen](https://a.example/p.png)", "seen https://a.example/p.png"),
        ("<https://a.example/_b_>", "https://a.example/_b_"),
        ("see https://a.example/_a_/*b*?c=~~d~~ **now**", "see https://a.example/_a_/*b*?c=~~d~~ now"),
        ("**https://a.example/a_b**", "https://a.example/a_b"), ("> quoted\n> more", "quoted\nmore"),
        ("one\n\n\n\n\ntwo  \nthree", "one\n\ntwo\nthree"), ("\r\n a\r\nb", "a\nb"), ("`a_b_c`", "a_b_c"),
        ("e\u{301}", "é"), ("", ""), (" \n ", ""), ("hi @{Bob *B*; bob@pod.example}!", "hi Bob *B*!"),
        ("@{carol@pod.example} @{eve@pod.example}", "Carol C. eve@pod.example"), ("@{@elon; x@pod.example}", "elon"),
        ("\u{202A}#\u{200E}tag\u{202C}", "#tag"),
    ])
    func becomesPlain(markdown: String, text: String) throws {
        let carol = try #require(DiasporaID("carol@pod.example"))
        #expect(PostText(markdown: markdown, names: [carol: "Carol C."]).pieces.text == text)
    }

    @Test(arguments: [
        ("(see https://a.example/x).", ["https://a.example/x"]),
        ("https://a.example/x_(y)", ["https://a.example/x_(y)"]),
        ("https://a.example/x_(y))", ["https://a.example/x_(y)"]),
        ("HTTPS://A.example, http://b.example!", ["HTTPS://A.example", "http://b.example"]),
        ("xhttps://a.example", []), ("https://", []), ("https:// a", []),
        ("\"https://a.example\"", ["https://a.example"]),
        ("[x](https://a.example/?q=1)", ["https://a.example/?q=1"]), ("https://a.example…", ["https://a.example"]),
    ])
    func findsAddresses(text: String, links: [String]) {
        let found = PostText(markdown: text).pieces.compactMap { if case .link(let url) = $0 { url } else { nil } }
        #expect(found == links)
    }

    @Test(arguments: [
        ("#one and #two-three", ["one", "two-three"]), ("a#b #1 # #<3", []), ("#a, #b.", ["a", "b"]),
        ("#猫 #Über_x", ["猫", "Über_x"]),
        ("text (#no)", []), ("#a\n#b", ["a", "b"]),
    ])
    func findsTags(text: String, tags: [String]) {
        #expect(PostText(markdown: text).pieces.tags == tags)
    }

    @Test func tagsAreSpeltAsOtherNetworksReadThem() {
        let pieces = PostText(markdown: "#new-here #a-1 #--- #x_y").pieces.withPlainTags
        #expect(pieces.text == "#new_here #a_1 #--- #x_y")
        #expect(pieces.tags == ["new_here", "a_1", "x_y"])
    }
}
