import Ledger
public import Query
public import SocialModel

extension StreamIndex {
    /// All posts, newest first, that can match a query for what a viewer liked or commented on, or for people in an aspect,
    /// which search knows nothing of; nil if they are more than `most`, or the query asks for nothing of the kind.
    public func few(_ most: Int, for query: BoundQuery, of viewer: UserNumber?, below: OrderKey) -> [OrderKey]? {
        let state = state(of: viewer)
        let conditions = if case .and(let nodes) = query.root { nodes } else { [query.root] }
        let covers = conditions.filter(Self.isOfViewer).compactMap { cover($0, [:], state) }
        guard let least = covers.min(by: { $0.count < $1.count }), least.count <= most else { return nil }
        var found: Set<UInt64> = []
        for source in least.sources {
            switch source {
            case .list(let list): found.formUnion(self.list(list, state).keys)
            case .members, .spotlight, .everything:
                for person in people(of: source, state) ?? [] { found.formUnion(list(.author(person), state).keys) }
            }
        }
        return found.filter { $0 < below.value }.sorted(by: >).map(OrderKey.init)
    }

    /// Whether lists of the viewer's decide a condition, and no tag, whose number nobody has looked up.
    private static func isOfViewer(_ node: QueryNode<BoundNames>) -> Bool {
        var (isOfViewer, isOfOthers) = (false, false)
        node.forEachLeaf { leaf in
            switch leaf {
            case .flag(.liked), .flag(.commented), .aspect: isOfViewer = true
            case .from, .mentions: break
            default: isOfOthers = true
            }
        }
        return isOfViewer && !isOfOthers
    }
}
