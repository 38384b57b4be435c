import SocialModel
import Testing

/// diaspora-behaviour §5.
@Suite struct MentionGrammarTests {
    @Test(
        arguments: [
            ("@{bob@pod.org}", nil, "bob@pod.org"),
            ("@{Bob; bob@pod.org}", "Bob", "bob@pod.org"),
            ("@{a b; c; bob@pod.org}", "a b; c", "bob@pod.org"),
            ("@{ Bob ; bob@pod.org}", "Bob", "bob@pod.org"),
            ("see @{ @{bob@pod.org}", nil, "bob@pod.org"),
        ] as [(String, String?, String)]
    )
    func finds(_ text: String, _ name: String?, _ id: String) throws {
        let mention = try #require(MentionGrammar.mentions(in: text).first)
        #expect(mention.name == name)
        #expect(mention.id?.text == id)
    }

    @Test(arguments: ["@{ bob@pod.org}", "@{bob@pod.org }", "@{Bob;  bob@pod.org}", "@{; bob@pod.org}", "@{}", "@{bob"])
    func findsNoMentionIn(_ text: String) {
        #expect(MentionGrammar.mentions(in: text).isEmpty)
    }

    @Test(arguments: ["@{Bob;bob@pod.org}", "@{Bob; BOB@pod.org}"])
    func mentionsNobodyByAnInvalidID(_ text: String) {
        #expect(MentionGrammar.mentions(in: text).map(\.id) == [nil])
        #expect(MentionGrammar.people(in: text).isEmpty)
    }

    @Test func namesEachPersonOnce() {
        let text = "@{a@p.org} @{b@p.org} @{A; a@p.org}"
        #expect(MentionGrammar.people(in: text).map(\.text) == ["a@p.org", "b@p.org"])
    }

    /// With an answer that looks at the whole rest for each opening brace this would take minutes.
    @Test func readsAHostileTextOnce() {
        let text = String(repeating: "@{ ", count: 300_000) + "}"
        #expect(MentionGrammar.mentions(in: text).isEmpty)
    }
}
