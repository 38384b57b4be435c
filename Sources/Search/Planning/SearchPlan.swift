import Query
import SocialModel

/// How a query is answered: an expression that finds all that may match, a stretch of time, and what is left to ask.
///
/// The index knows all that never changes of a post, and photos and polls that it has or had. Times are read from the
/// row's key; likes, aspects and own acts are asked of the streams' index, of all hits alike (`rest`). Only where such a
/// fact stands beside words or tags under one `OR` is FTS5 asked of each candidate which of them it has.
struct SearchPlan {
    let expression: FullTextExpression
    /// Keys from here on, and below there.
    let from: OrderKey
    let below: OrderKey
    /// What has to hold of each hit besides, and nothing of it about words.
    let rest: QueryNode<BoundNames>?
    /// What a row decides, or decides in part.
    private let condition: RowCondition?

    init(_ query: BoundQuery, _ audience: FullTextExpression.Audience) {
        var (rest, mixed): ([QueryNode<BoundNames>], [QueryNode<BoundNames>]) = ([], [])
        for node in query.conditions {
            // Told by the span.
            if case .written = node { continue }
            if Self.isOfLists(node) { continue }
            if Self.asksWords(node) { mixed.append(node) } else { rest.append(node) }
        }
        self.rest = Self.all(rest)
        let condition = Self.all(mixed).map(RowCondition.init)
        let phrases = condition?.asked.count ?? 0
        self.condition = condition
        self.phrases = phrases
        decides = condition != nil
        let matching = FullTextExpression(query, audience)
        expression = condition.map { $0.asked.asked(in: matching, of: query) } ?? matching
        let asksPeople = (rest + mixed).contains(where: Self.asksPeople)
        rowCost = phrases > 0 ? 2 + phrases : matching.rowCost
        stepCost = rowCost + (asksPeople ? 1 : 0)
        (from, below) = query.span
    }

    /// Of how many of the expression's first phrases it is asked whether they stand in a row.
    let phrases: Int

    /// Whether not every candidate is a hit.
    let decides: Bool

    /// How much a row costs in FTS5, in those of a single word; as much again for each phrase that is asked for.
    let rowCost: Int

    /// How much a candidate costs: as much as a row, and more for what is to be looked up of its post: whether the author is
    /// in an aspect, whether the viewer liked it or commented on it.
    let stepCost: Int

    /// A hit, if a candidate may be one; `present` are the phrases that stand in its row.
    func hit(_ key: OrderKey, _ present: [Bool]) -> SearchHit? {
        let verdict = condition?.verdict(key, present)
        return verdict == .decided(false) ? nil : SearchHit(key: key, rest: verdict?.rest)
    }

    /// Whether FTS5's lists decide a condition.
    private static func isOfLists(_ node: QueryNode<BoundNames>) -> Bool {
        var isOfLists = true
        node.forEachLeaf { leaf in
            switch leaf {
            case .has(let attachment): isOfLists = isOfLists && !attachment.mayGo
            case .aspect, .count, .written, .flag(.liked), .flag(.commented), .flag(.nsfw), .flag(.own):
                isOfLists = false
            default: break
            }
        }
        return isOfLists
    }

    /// Whether FTS5's lists are needed for a condition: the index of streams has all else, and tags by their numbers.
    private static func asksWords(_ node: QueryNode<BoundNames>) -> Bool {
        var asks = false
        node.forEachLeaf { leaf in
            switch leaf {
            case .phrase, .tag: asks = true
            default: break
            }
        }
        return asks
    }

    private static func asksPeople(_ node: QueryNode<BoundNames>) -> Bool {
        var asks = false
        node.forEachLeaf { leaf in
            switch leaf {
            case .aspect, .flag(.liked), .flag(.commented): asks = true
            default: break
            }
        }
        return asks
    }

    private static func all(_ nodes: [QueryNode<BoundNames>]) -> QueryNode<BoundNames>? {
        nodes.count > 1 ? .and(nodes) : nodes.first
    }
}
