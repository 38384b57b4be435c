import Federation
import SocialModel
import Testing

@testable import Media

/// Previews of pages, whose bytes nobody vouches for.
@Suite struct PreviewTests {
    private func preview(_ html: [UInt8], type: String? = nil, url: String = "https://example.org/x/y?z") throws
        -> OpenGraph?
    {
        OpenGraph(try HTMLMetadata(parsing: PageText.utf8(html, contentType: type)), url: url)
    }

    private func preview(_ html: String) throws -> OpenGraph? { try preview(Array(html.utf8)) }

    @Test func aPageSaysWhatIsShownOfIt() throws {
        let page = try preview(
            """
            <!doctype html><html><head><title> Plain
            title </title><meta property="og:title" content="Title &amp; more"><meta property="og:type" content="article">
            <meta property='og:image' content='/pic.jpg'><meta property="og:image" content="second.jpg">
            <meta name="description" content="About"><meta property="og:url" content="https://example.org/canonical">
            <meta property="og:video:secure_url" content="https://bandcamp.com/EmbeddedPlayer/v=2/track=1/">
            </head><body><meta property="og:title" content="not this"></body></html>
            """
        )
        let shown = try #require(page)
        #expect(shown.title == "Title & more" && shown.type == "article" && shown.description == "About")
        #expect(shown.image == "https://example.org/pic.jpg" && shown.url == "https://example.org/canonical")
        #expect(shown.videoURL == "https://bandcamp.com/EmbeddedPlayer/v=2/track=1/")
    }

    @Test func whatIsMissingIsTakenFromThePage() throws {
        let page = try #require(try preview("<title>Only this</title><meta property=og:image content=i.png>"))
        #expect(page.title == "Only this" && page.type == "website" && page.url == "https://example.org/x/y?z")
        #expect(page.image == "https://example.org/x/i.png" && page.description == nil && page.videoURL == nil)
        #expect(try preview("<title>No picture</title>") == nil)
        let long = String(repeating: "ä", count: 300)
        let cut = try #require(try preview("<title>\(long)</title><meta property=og:image content=//cdn.example/i>"))
        #expect(cut.title.count == 255 && cut.image == "https://cdn.example/i")
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:image/png;base64,xx", "mailto:a@b.example", "", "  ", "ftp://a.example/i.png",
    ])
    func picturesAreOfTheWeb(image: String) throws {
        #expect(try preview("<title>t</title><meta property=\"og:image\" content=\"\(image)\">") == nil)
    }

    @Test(arguments: [
        "https://bandcamp.com/EmbeddedPlayer/", "https://bandcamp.com.evil.example/EmbeddedPlayer/a/b",
        "http://bandcamp.com/EmbeddedPlayer/a/b", "https://bandcamp.com/EmbeddedPlayer/a", "https://evil.example/",
    ])
    func onlyTrustedPlayersAreEmbedded(player: String) throws {
        let html = "<meta property=og:image content=/i><meta property=\"og:video:secure_url\" content=\"\(player)\">"
        #expect(try preview(html)?.videoURL == nil)
    }

    @Test func pagesAreReadInTheirEncoding() throws {
        let image = Array("<meta property=og:image content=/i>".utf8)
        func title(_ bytes: [UInt8], type: String? = nil, meta: String = "") throws -> String? {
            try preview(Array("<head>\(meta)<title>".utf8) + bytes + Array("</title>".utf8) + image, type: type)?.title
        }
        #expect(try title(Array("Grüße".utf8)) == "Grüße")
        #expect(try title([0x47, 0x72, 0xFC, 0xDF, 0x65], type: "text/html; charset=ISO-8859-1") == "Grüße")
        #expect(try title([0x80, 0x35], type: "text/html; charset=iso-8859-1") == "€5")
        #expect(try title([0xCF, 0xF0, 0xE8], meta: "<meta charset=\"windows-1251\">") == "При")
        let declared = "<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>"
        #expect(try title([0x93, 0xFA, 0x96, 0x7B], meta: declared) == "日本")
        // Says nothing, or a lie, or nonsense.
        #expect(try title([0x47, 0x72, 0xFC]) == "Grü")
        #expect(try title([0x47, 0x72, 0xFC], type: "text/html; charset=no-such-thing") == "Grü")
        #expect(try title([0xC3, 0xBC], type: "text/html; charset=utf-8", meta: "<meta charset=latin1>") == "ü")
        #expect(try title([0x61, 0xFF, 0x62], type: "text/html; charset=euc-jp")?.hasPrefix("a") == true)
        let wide = Array("<title>ü</title><meta property=og:image content=/i>".utf16).flatMap {
            [UInt8($0 >> 8), UInt8($0 & 255)]
        }
        #expect(try preview([0xFE, 0xFF] + wide)?.title == "ü")
    }

    @Test func hostilePagesAreRefusedOrHarmless() throws {
        let deep = String(repeating: "<b>", count: 100_000) + "<meta property=og:image content=/i>"
        #expect(throws: FederationError.self) { try preview(deep) }
        #expect(throws: FederationError.self) { try preview(String(repeating: "<i a b c d>", count: 90_000)) }
        #expect(throws: FederationError.self) { try preview([UInt8](repeating: 0x61, count: 2 << 20)) }
        #expect(try preview("<meta property=og:image content=/i><!-- " + String(repeating: "-", count: 10_000)) != nil)
        // What stands behind the head may be as long as it likes.
        let body =
            "<head><meta property=og:image content=/i></head><body>" + String(repeating: "<p>x</p>", count: 500_000)
        #expect(try preview(body)?.image == "https://example.org/i")
        #expect(try preview("<BODY><meta property=og:image content=/i>") == nil)
    }

    @Test(
        arguments: [
            ("https://www.youtube.com/watch?v=1", "https://www.youtube.com/oembed"),
            ("http://youtu.be/1", "https://www.youtube.com/oembed"),
            ("https://vimeo.com/1", "https://vimeo.com/api/oembed.json"),
            ("https://media.ccc.de/v/x", "https://media.ccc.de/public/oembed"),
            ("https://media.ccc.de/c/x", nil), ("https://notyoutube.com/watch", nil),
            ("https://youtube.com.evil.example/", nil),
            ("ftp://youtube.com/x", nil), ("youtube.com/x", nil), ("https://evil.example/?https://youtube.com/", nil),
        ] as [(String, String?)]
    )
    func onlyTrustedProvidersAreAsked(url: String, endpoint: String?) {
        #expect(OEmbedProvider.of(url)?.endpoint == endpoint)
    }

    @Test func theQuestionCarriesTheWholeAddress() {
        let question = OEmbedProvider.of("https://youtu.be/a?b=c&d=é")?.question(for: "https://youtu.be/a?b=c&d=é")
        #expect(
            question
                == "https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutu.be%2Fa%3Fb%3Dc%26d%3D%C3%A9&format=json&maxwidth=420&maxheight=420&frame=1&iframe=1"
        )
    }

    @Test(
        arguments: [
            ("../i.png", "https://example.org/a/i.png"), ("../../i.png", "https://example.org/i.png"),
            ("../../../../i.png", "https://example.org/i.png"), ("./i.png", "https://example.org/a/b/i.png"),
            ("x/./../i.png?a=../b", "https://example.org/a/b/i.png?a=../b"),
            ("/x/../i.png", "https://example.org/i.png"),
            ("..", "https://example.org/a/"), ("i.png#../x", "https://example.org/a/b/i.png#../x"),
            ("/a//i.png", "https://example.org/a//i.png"),
        ]
    )
    func dotsLeadUpwardsAndNotAboveTheHost(reference: String, absolute: String) {
        #expect(OpenGraph.absolute(reference, on: "https://example.org/a/b/page.html?q#f") == absolute)
    }
}
