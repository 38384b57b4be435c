import SocialModel
import Testing

/// What addresses in a text tell.
@Suite struct LinkFactsTests {
    @Test(arguments: [
        ("", false, false), ("http:// nothing", false, false), ("see http://a.example", true, false),
        ("HTTPS://A.EXAMPLE/x", true, false), ("[a](https://a.example/b.mp4)", true, true),
        ("<https://a.example/b.webm?x=1#t>", true, true), ("https://youtu.be/abc", true, true),
        ("https://www.youtube.com/watch?v=1", true, true), ("https://youtube.com", true, false),
        ("https://notyoutube.com/watch", true, false), ("https://youtube.com.evil.example/watch", true, false),
        ("https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", true, true),
        ("https://tube.example/w/short", true, false), ("https://tube.example/videos/watch/1", true, true),
        ("https://a.example/ and https://vimeo.com/1", true, true), ("hhttps://a.example/c.MP4", true, true),
        ("ftp://a.example/b.mp4", false, false), ("https://a.example:8443/b.mov", true, true),
    ])
    func addresses(text: String, hasLink: Bool, hasVideo: Bool) {
        let facts = LinkFacts(text)
        #expect(facts.hasLink == hasLink && facts.hasVideo == hasVideo, "\(text)")
    }
}
