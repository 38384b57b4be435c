import Query
import SocialModel

/// What a query asks of words, tags or times beside likes, aspects or own acts under one OR: decided for each row as far as
/// its words and time tell.
///
/// Rows of which these are alike are decided once. Used by one thread, as the index is.
final class RowCondition {
    /// What FTS5 is asked of each row.
    private(set) var asked = AskedPhrases()

    private let condition: QueryNode<BoundNames>
    private var leaves: [Leaf] = []
    private var places: [QueryNode<BoundNames>: Int] = [:]
    /// By which of the leaves hold, a bit each.
    private var verdicts: [UInt64: QueryNode<BoundNames>.Reduced] = [:]
    private static let mostVerdicts = 1_000

    private enum Leaf {
        /// Holds where this phrase stands.
        case phrase(Int)
        case written(Range<Int64>)
        case never
    }

    init(_ condition: QueryNode<BoundNames>) {
        self.condition = condition
        condition.forEachLeaf { node in
            guard places[node] == nil, let leaf = leaf(node) else { return }
            places[node] = leaves.count
            leaves.append(leaf)
        }
    }

    /// Nil for what a row does not tell.
    private func leaf(_ node: QueryNode<BoundNames>) -> Leaf? {
        switch node {
        case .written(let seconds): return .written(seconds)
        case .flag(.reshare): return .never
        case .phrase, .tag: return asked.add(node).map { .phrase($0) }
        // To ask FTS5 for these as well would cost more than the index of streams.
        default: return nil
        }
    }

    /// What is left of the condition for a post, where `present` says which of the phrases stand in its row.
    func verdict(_ key: OrderKey, _ present: [Bool]) -> QueryNode<BoundNames>.Reduced {
        // A query has no more terms, unless somebody raises that limit.
        guard leaves.count <= 64 else { return reduced { self.holds(self.leaves[$0], key, present) } }
        var holding: UInt64 = 0
        for (place, leaf) in leaves.enumerated() where holds(leaf, key, present) { holding |= 1 << UInt64(place) }
        if let known = verdicts[holding] { return known }
        let verdict = reduced { holding & (1 << UInt64($0)) != 0 }
        if verdicts.count >= Self.mostVerdicts { verdicts = [:] }
        verdicts[holding] = verdict
        return verdict
    }

    private func holds(_ leaf: Leaf, _ key: OrderKey, _ present: [Bool]) -> Bool {
        switch leaf {
        case .phrase(let number): present[number]
        case .written(let seconds): seconds.contains(Int64(key.second))
        case .never: false
        }
    }

    private func reduced(_ holds: (Int) -> Bool) -> QueryNode<BoundNames>.Reduced {
        condition.reduced { leaf in places[leaf].map(holds) }
    }
}
