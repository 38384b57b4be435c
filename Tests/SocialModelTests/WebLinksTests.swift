import SocialModel
import Testing

/// Addresses in texts, and which of them has its preview shown.
@Suite struct WebLinksTests {
    @Test(arguments: [
        ("", []), ("see http:// and https://", []), ("a.example and www.b.example", []),
        ("See https://a.example.", ["https://a.example/"]), ("HTTPS://A.Example/B?c", ["https://a.example/B?c"]),
        (
            "[t](https://a.example/x) ![p](http://b.example/p.png \"t\")",
            ["https://a.example/x", "http://b.example/p.png"]
        ),
        ("<https://a.example/b>, \"https://c.example/d\"", ["https://a.example/b", "https://c.example/d"]),
        ("(https://a.example/b_(c)) https://d.example/(e", ["https://a.example/b_(c)", "https://d.example/(e"]),
        ("**https://a.example/b**!", ["https://a.example/b"]), ("`https://a.example/b`", ["https://a.example/b"]),
        ("https://a.example/ä?ö#ü", ["https://a.example/%C3%A4?%C3%B6"]), ("https://localhost/x", []),
        ("https://a@b.example/", []), ("xhttps://a.example/", []), ("https://a.example\n/b", ["https://a.example/"]),
        ("https://a.example/b|c https://a.example/d\\e", ["https://a.example/b", "https://a.example/d"]),
    ])
    func areFound(text: String, addresses: [String]) { #expect(WebLinks.addresses(in: text) == addresses) }

    @Test func theFirstOfATrustedProviderIsShownElseTheFirst() {
        #expect(WebLinks.previewed(in: "https://a.example/ https://b.example/") == "https://a.example/")
        let text = "https://a.example/ https://www.youtube.com/watch?v=x https://vimeo.com/1"
        #expect(WebLinks.previewed(in: text) == "https://www.youtube.com/watch?v=x")
        #expect(WebLinks.previewed(in: "nothing") == nil)
    }

    @Test func longTextsAndAddressesHaveAnEnd() {
        let long = "https://a.example/" + String(repeating: "x", count: WebLinks.longest)
        #expect(WebLinks.addresses(in: long + " https://b.example/") == ["https://b.example/"])
        let exact = String(long.prefix(WebLinks.longest))
        #expect(WebLinks.addresses(in: exact) == [exact])
        let many = (0..<100).map { "https://a.example/\($0)" }.joined(separator: " ")
        #expect(WebLinks.addresses(in: many).count == WebLinks.most)
        #expect(WebLinks.addresses(in: String(repeating: "https://", count: 8_000)).count <= WebLinks.most)
    }
}
