public import Query
import SocialModel

/// Queries without words, about the crowd of ``RandomHistory``.
public struct RandomQueries {
    private var random: SeededGenerator
    private let now: Int64

    /// The queries of a seed, around a moment.
    public init(seed: UInt64, now: Int64) {
        random = SeededGenerator(seed: seed)
        self.now = now
    }

    /// The next query, at most so deep.
    public mutating func next(depth: Int = 3) -> QueryNode<TypedNames> {
        guard depth > 0 else { return leaf() }
        switch random.next() % 6 {
        case 0, 1: return .and((0...Int(random.next() % 3)).map { _ in next(depth: depth - 1) })
        case 2, 3: return .or((0...Int(random.next() % 3)).map { _ in next(depth: depth - 1) })
        case 4: return .not(next(depth: depth - 1))
        default: return leaf()
        }
    }

    /// One or the other.
    public mutating func isHeads() -> Bool { random.next() % 2 == 0 }

    private mutating func leaf() -> QueryNode<TypedNames> {
        switch random.next() % 9 {
        case 0: return .tag(pick(RandomHistory.tags + ["never-used"]))
        case 1: return .mentions(person())
        case 2: return .from(person())
        case 3: return .aspect(pick(RandomHistory.aspects + ["Nobody's"]))
        case 4, 5: return .flag(pick(QueryFlag.allCases))
        case 6 where isHeads(): return .language(pick([.de, .en, .fr, .it]))
        case 6:
            let from = now - Int64(random.next() % 6_000)
            let stretch = from..<from + Int64(random.next() % 2_000)
            return .written(QueryTime(pick([.before, .on, .after]), .stretch(stretch)))
        default:
            let least = Int(random.next() % 3)
            return .count(pick(Counter.allCases), least...least + Int(random.next() % 4))
        }
    }

    private mutating func person() -> PersonName {
        switch random.next() % 4 {
        case 0: .me
        case 1: .name(String(pick(RandomHistory.people).text.prefix { $0 != "@" }))
        default: .id(pick(RandomHistory.people))
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(random.next() % UInt64(elements.count))]
    }
}
