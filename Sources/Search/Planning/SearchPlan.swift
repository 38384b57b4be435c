import Query
import SocialModel

/// How a query is answered: an expression that finds all that may match, a stretch of time, and what is left to ask.
///
/// The index knows all that never changes of a post, and photos and polls that it has or had. Times are read from the
/// row's key; likes, aspects and own acts are asked of the streams' index, which a hit carries as its `rest`. Only where
/// such a fact stands beside words under one `OR` or `NOT` is FTS5 asked of each candidate which of them it has.
struct SearchPlan {
    let expression: FullTextExpression
    /// Keys from here on, and below there.
    let from: UInt64
    let below: UInt64
    /// What has to hold besides, and nothing of it about words.
    private let rest: QueryNode<BoundNames>?
    /// What has to hold, and needs to know which words and facts a row has.
    private let mixed: QueryNode<BoundNames>?
    /// Those that are asked for.
    private let asked: AskedPhrases
    /// Whether the key alone, or they, may decide something of a candidate.
    private let decidesHere: Bool

    init(_ query: BoundQuery, _ audience: FullTextExpression.Audience) {
        let matching = FullTextExpression(query, audience)
        var (rest, mixed): ([QueryNode<BoundNames>], [QueryNode<BoundNames>]) = ([], [])
        var seconds = Int64.min..<Int64.max
        for node in Self.conjuncts(of: query.root) {
            if case .written(let range) = node {
                seconds = seconds.clamped(to: range)
                continue
            }
            let leaves = Self.kinds(of: node)
            if leaves == [.lasting] { continue }
            if leaves.contains(.lasting) { mixed.append(node) } else { rest.append(node) }
        }
        self.rest = Self.all(rest)
        self.mixed = Self.all(mixed)
        var asked = AskedPhrases()
        for node in mixed { node.forEachLeaf { asked.add($0) } }
        self.asked = asked
        expression = asked.asked(in: matching)
        decidesHere = !mixed.isEmpty || rest.contains(where: Self.hasTimes)
        stepCost = asked.count > 0 ? 2 + 2 * asked.count : matching.isSimple ? 1 : 2
        from = UInt64(UInt32(clamping: seconds.lowerBound)) << 32
        let isEmpty = seconds.isEmpty || seconds.upperBound <= 0 || seconds.lowerBound > Int64(UInt32.max)
        below = isEmpty ? 0 : seconds.upperBound > Int64(UInt32.max) ? .max : UInt64(seconds.upperBound) << 32
    }

    /// Of how many of the expression's phrases it is asked where they stand.
    var phrases: Int { asked.count }

    /// How much a candidate costs, in those of a single word.
    ///
    /// More than one list, or all that one does not have, take about twice as long; as much again is counted for each phrase
    /// that is asked for.
    let stepCost: Int

    /// A hit, if a candidate may be one.
    func hit(_ key: OrderKey, _ occurrences: Occurrences?) -> SearchHit? {
        guard decidesHere else { return SearchHit(key: key, rest: rest) }
        var left: [QueryNode<BoundNames>] = []
        for node in [rest, mixed].compactMap({ $0 }) {
            switch node.reduced({ decide($0, key, occurrences) }) {
            case .decided(false): return nil
            case .decided(true): break
            case .open(let rest): left.append(rest)
            }
        }
        return SearchHit(key: key, rest: Self.all(left))
    }

    /// What the key and the row tell.
    private func decide(_ node: QueryNode<BoundNames>, _ key: OrderKey, _ occurrences: Occurrences?) -> Bool? {
        switch node {
        case .written(let range): return range.contains(Int64(key.second))
        case .flag(.reshare): return false
        default: return occurrences.flatMap { asked.answer(node, $0) }
        }
    }

    /// Whether a node asks for a time, or whether it is a reshare.
    private static func hasTimes(_ node: QueryNode<BoundNames>) -> Bool {
        var has = false
        node.forEachLeaf { leaf in
            switch leaf {
            case .written, .flag(.reshare): has = true
            default: break
            }
        }
        return has
    }

    private enum Kind { case lasting, changing }

    private static func kinds(of node: QueryNode<BoundNames>) -> Set<Kind> {
        var kinds: Set<Kind> = []
        node.forEachLeaf { leaf in
            switch leaf {
            case .has(let attachment) where attachment.mayGo: kinds.insert(.changing)
            case .aspect, .written, .count, .flag(.liked), .flag(.commented), .flag(.nsfw), .flag(.own):
                kinds.insert(.changing)
            default: kinds.insert(.lasting)
            }
        }
        return kinds
    }

    private static func conjuncts(of node: QueryNode<BoundNames>) -> [QueryNode<BoundNames>] {
        if case .and(let nodes) = node { nodes.flatMap(conjuncts) } else { [node] }
    }

    private static func all(_ nodes: [QueryNode<BoundNames>]) -> QueryNode<BoundNames>? {
        nodes.count > 1 ? .and(nodes) : nodes.first
    }
}
