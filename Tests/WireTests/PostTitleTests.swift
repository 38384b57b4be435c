import SocialModel
import Testing

@testable import Wire

@Suite struct PostTitleTests {
    @Test(arguments: [
        ("Hello", "Hello"), ("  one\n\n two\tthree ", "one two three"), ("# Heading\nBody", "Heading"),
        ("### Heading ###\nBody", "Heading"),
        ("#tag and more", "#tag and more"), ("####### seven", "####### seven"), ("Heading\n===\nBody", "Heading"),
        ("Heading\r\n---\r\nBody", "Heading"),
        ("Heading\n=-=\nBody", "Heading =-= Body"), ("# **Bold** _it_ `a_b`", "Bold it a_b"), ("\n\n# Late", "Late"),
        ("#", "#"), ("# \nx", "x"),
        ("a_b_c 2*3 * 4", "a_b_c 2*3 * 4"), ("***both*** ~~gone~~ ~one~", "both gone ~one~"), ("**open", "**open"),
        ("\\*no\\*", "*no*"),
        ("[text](https://a.example \"t\") end", "text (https://a.example) end"),
        ("![alt](https://a.example/p.png)", "alt https://a.example/p.png"),
        ("[not a link] (x)", "[not a link] (x)"), ("> quoted\n> more", "quoted more"), ("- a\n* b\n2. c", "a b c"),
        ("a\n***\nb", "a b"),
        ("```swift\nlet x\n```", "let x"), ("``a`b``", "a`b"), ("`open", "`open"),
        ("Hi @{Bob B.; bob@pod.example}!", "Hi Bob B.!"),
        ("@{carol@pod.example} and @{eve@pod.example}", "Carol and eve@pod.example"), ("漢字 عربي 😀", "漢字 عربي 😀"),
    ])
    func isDerivedFrom(text: String, title: String) {
        #expect(PostTitle.of(text, mentioned: [carol]) == title)
    }

    @Test(arguments: ["", " \n\t\u{A0}", "****\n", "```"])
    func isNothingForABlankText(text: String) {
        #expect(PostTitle.of(text, mentioned: []) == nil)
    }

    @Test func isCutToSeventyCodePoints() {
        let seventy = String(repeating: "é", count: 70)
        #expect(PostTitle.of(seventy, mentioned: []) == seventy)
        #expect(PostTitle.of(seventy + "é", mentioned: []) == String(repeating: "é", count: 67) + "...")
        #expect(PostTitle.of("# \(seventy)é\nx", mentioned: []) == String(repeating: "é", count: 67) + "...")
    }

    @Test func takesNoHeadingThatIsTooLong() {
        let long = String(repeating: "x", count: 201)
        #expect(PostTitle.of("# \(long)", mentioned: [])?.hasPrefix("xxx") == true)
        #expect(PostTitle.of("\(long)\n===", mentioned: [])?.unicodeScalars.count == 70)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func staysShortWhateverTheText(seed: UInt64) {
        var random = Seeded(seed)
        let marks = ["*", "_", "`", "[", "]", "(", ")", "!", "\\", "#", ">", "-", "\n", " ", "~", "@{", "}", "a", "\r"]
        let text = (0..<random.below(2_000)).map { _ in marks[random.below(marks.count)] }.joined()
        guard let title = PostTitle.of(text, mentioned: [carol]) else { return }
        #expect((1...70).contains(title.unicodeScalars.count))
        #expect(!title.contains("\n"))
    }

    private let carol = PersonCard(
        number: PersonNumber(3),
        id: known(DiasporaID("carol@pod.example")),
        guid: nil,
        rowID: nil,
        name: "Carol",
        avatar: Avatar(small: "", medium: "", large: ""),
        hasAvatar: false
    )
}
