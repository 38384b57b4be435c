import Query
import Search
import SocialModel

/// Random documents and queries of few words, so that much matches.
struct SampleDocuments {
    var random: SeededRandom

    static let words = [
        "cat", "Cats", "dog", "Bird", "straße", "café", "library", "librarian", "l'eau", "don't", "猫", "黒猫", "東京タワー",
        "한국어", "ภาษาไทย", "хорошо", "😀", "👩‍👩‍👧", "https://pod.org/cat", "3.14", "محمد",
    ]
    static let tags = ["cat", "vöglein", "re-publica", "_x", "<3", "c3d2", "猫"]

    mutating func document(_ key: OrderKey) -> SearchDocument {
        var words: [String] = []
        for _ in 0..<random.below(9) { words.append(random.pick(Self.words)) }
        for _ in 0..<random.below(3) { words.append("#" + random.pick(Self.tags)) }
        words.shuffle(using: &random)
        let text = words.joined(separator: " ")
        let mentions = (0..<random.below(3)).map { _ in PersonNumber(UInt32(1 + random.below(4))) }
        return SearchDocument(
            key: key,
            text: text,
            tags: TagGrammar.tags(in: text),
            mentions: mentions,
            author: PersonNumber(UInt32(1 + random.below(4))),
            isPublic: random.below(4) > 0,
            attachments: Set(Attachment.allCases.filter { _ in random.below(3) == 0 }),
            language: random.pick([nil, .en, .de])
        )
    }

    /// Keys in random order and with many in one second, at both ends of what a key can be.
    mutating func keys(_ count: Int) -> [OrderKey] {
        (1...count).map { number in
            let second = random.below(10) == 0 ? UInt32.max - UInt32(random.below(3)) : UInt32(random.below(count))
            return OrderKey(second: second, post: PostNumber(UInt32(number)))
        }
    }

    mutating func query(depth: Int = 3) -> String {
        switch random.below(depth > 0 ? 15 : 10) {
        case 0...3: return random.pick(Self.words)
        case 4: return random.pick(["lib*", "ca*", "libr*", "хо*", "pod.org*"])
        case 5: return "#" + random.pick(Self.tags)
        case 6: return random.pick(["from:p1@x", "from:p2@x", "@p3@x", "mentions:p4@x", "from:nobody@x"])
        case 7:
            return random.pick([
                "has:photo", "has:poll", "is:limited", "is:public", "is:own", "lang:de", "from:me", "@p", "is:reshare",
            ])
        case 9:
            return random.pick([
                "likes:>1", "comments:0", "reshares:1..2", "has:comments", "is:liked", "is:commented", "is:nsfw",
                "aspect:friends", "before:1970-01-01T00:01", "after:2h", "on:1970-01-01T00:02",
            ])
        case 8: return "\"\(random.pick(Self.words)) \(random.pick(Self.words))\""
        case 10, 11: return query(depth: depth - 1) + " " + query(depth: depth - 1)
        case 12: return "(" + query(depth: depth - 1) + " OR " + query(depth: depth - 1) + ")"
        case 13: return "-(" + query(depth: depth - 1) + ")"
        default: return query(depth: depth - 1) + " -" + query(depth: 0)
        }
    }

    /// What time it is when somebody asks.
    static let now = Timestamp(seconds: 7_400)

    /// `p3@x` is number 3, and has been 4 as well; nobody is nobody.
    static func resolve(_ name: PersonName) -> [PersonNumber] {
        guard case .id(let id) = name else {
            return name == .me ? [PersonNumber(2)] : [PersonNumber(1), PersonNumber(3)]
        }
        return switch id.text {
        case "p1@x": [PersonNumber(1)]
        case "p2@x": [PersonNumber(2)]
        case "p3@x": [PersonNumber(3), PersonNumber(4)]
        case "p4@x": [PersonNumber(4)]
        default: []
        }
    }
}
