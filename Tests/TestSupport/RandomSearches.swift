import SocialModel

/// Queries as people type them, about what ``RandomHistory`` makes.
public struct RandomSearches {
    private var random: SeededGenerator
    private let now: Int64

    /// The queries of a seed, around a moment.
    public init(seed: UInt64, now: Int64) {
        random = SeededGenerator(seed: seed)
        self.now = now
    }

    /// The next query, at most so deep.
    public mutating func next(depth: Int = 2) -> String {
        guard depth > 0 else { return leaf() }
        return switch random.next() % 8 {
        case 0...2: parts(depth).joined(separator: " ")
        case 3, 4: "(" + parts(depth).joined(separator: " OR ") + ")"
        case 5: "-(" + next(depth: depth - 1) + ")"
        case 6: "-" + leaf()
        default: leaf()
        }
    }

    private mutating func parts(_ depth: Int) -> [String] {
        (0...Int(random.next() % 3)).map { _ in next(depth: depth - 1) }
    }

    private static let words = [
        "word", "cat", "KATZE", "chat", "table", "tisch", "the", "auf", "tea", "nsfw", "ana", "example", "zebra", "3",
    ]
    private static let phrases = [
        "the cat", "cat is on", "is cat", "on the table", "auf dem", "est sur la", "table tea", "ana@pod.example", "is",
    ]
    private static let prefixes = ["ca*", "ta*", "tab*", "wor*", "zz*", "exam*", "ni*"]

    private mutating func leaf() -> String {
        switch random.next() % 14 {
        case 0...3: return pick(Self.words)
        case 4, 5: return "\"\(pick(Self.phrases))\""
        case 6: return pick(Self.prefixes)
        case 7: return "#" + pick(RandomHistory.tags + ["never-used"])
        case 8: return pick(["from:", "mentions:"]) + person()
        case 9: return "aspect:" + pick(RandomHistory.aspects + ["Nobody"])
        case 10: return "is:" + pick(["public", "limited", "nsfw", "own", "liked", "commented", "reshare"])
        case 11: return pick(["has:photo", "has:poll", "has:comments", "lang:de", "lang:en", "lang:fr"])
        case 12:
            let moment = Timestamp(seconds: now - Int64(random.next() % 6_000))
            return pick(["before:", "after:", "on:"]) + moment.iso8601Seconds
        default: return pick(["likes:", "comments:", "reshares:"]) + pick(["0", "1", ">0", "<2", "1..3"])
        }
    }

    private mutating func person() -> String {
        random.next() % 4 == 0 ? "me" : pick(RandomHistory.people).text
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(random.next() % UInt64(elements.count))]
    }
}
