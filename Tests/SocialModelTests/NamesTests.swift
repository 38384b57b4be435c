import SocialModel
import Testing

@Suite struct NamesTests {
    @Test(arguments: [
        "alice@pod.example", "bob@pod.example:3000", "a-b._c@x", "a@1.2.3.4", "a@[::1]", "a@[1:2:3:4:5:6:7:8]:80",
        "ünï@pöd.example", "a@a..b", "a@host.",
    ])
    func takesTheID(_ text: String) { #expect(DiasporaID(text)?.text == text) }

    @Test(arguments: [
        "", "@pod.example", "alice@", "alice", "Alice@pod.example", "alice@Pod.example", "alice@.host", "alice@a_b",
        "alice@pod.example:", "alice@pod.example:x", "a@[1:2:3:4:5:6:7:8:9]", "a@[::1", "alice@pod.example\n",
        "alice @pod.example", "a@b@c",
    ])
    func refusesTheID(_ text: String) { #expect(DiasporaID(text) == nil) }

    /// What is looked at quickly first is what the rule says.
    @Test func quickAndSlowLooksAgree() {
        let letters = Array("ab9-._@:[]Aß")
        var state: UInt64 = 7
        for _ in 0..<50_000 {
            var text = ""
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for place in 0..<Int(state >> 60) {
                text.append(letters[Int(state >> UInt64(place * 4) & 0xF) % letters.count])
            }
            #expect((DiasporaID(text) != nil) == DiasporaID.isWellFormed(text), "\(text)")
        }
    }

    @Test func anIDHasAtMost255CodePoints() {
        let host = "@" + String(repeating: "h", count: 100)
        #expect(DiasporaID(String(repeating: "a", count: 154) + host) != nil)
        #expect(DiasporaID(String(repeating: "a", count: 155) + host) == nil)
    }

    /// Alpha with tonos and with oxia: canonically equivalent, both lower case, and different bytes.
    @Test func equivalentSpellingsAreDifferentPeople() throws {
        let (tonos, oxia) = ("\u{3AC}@pod.example", "\u{1F71}@pod.example")
        #expect(tonos == oxia)
        let (one, other) = (try #require(DiasporaID(tonos)), try #require(DiasporaID(oxia)))
        #expect(one != other)
        #expect(Set([one, other, one]).count == 2)
    }

    @Test(arguments: ["0123456789abcdef", "a-b_c@d.e:f-012345", String(repeating: "x", count: 255)])
    func takesTheGUID(_ text: String) { #expect(GUID(text)?.text == text) }

    @Test(arguments: [
        "", "0123456789abcde", "0123456789abcde-", "0123456789abcdef\n", "0123456789abcdé0",
        String(repeating: "x", count: 256),
    ])
    func refusesTheGUID(_ text: String) { #expect(GUID(text) == nil) }

    @Test func anOrderKeySortsBySecondThenArrival() {
        let keys = [(1, 5), (2, 1), (2, 3)].map { OrderKey(second: UInt32($0.0), post: PostNumber(UInt32($0.1))) }
        #expect(keys == keys.sorted())
        #expect(keys[2].second == 2 && keys[2].post == PostNumber(3))
    }
}
