extension QueryNode {
    /// The same condition with NOT before leaves only, no AND in AND or OR in OR, and nothing twice side by side.
    ///
    /// Whoever looks for what matches starts from what a query wants; an outer NOT would hide that.
    func normal(isNegated: Bool = false) -> QueryNode {
        switch (self, isNegated) {
        case (.not(let node), _): return node.normal(isNegated: !isNegated)
        case (.and(let nodes), false), (.or(let nodes), true):
            let parts = Self.parts(nodes, isNegated) { if case .and(let inner) = $0 { inner } else { nil } }
            return parts.count == 1 ? parts[0] : .and(parts)
        case (.or(let nodes), false), (.and(let nodes), true):
            let parts = Self.parts(nodes, isNegated) { if case .or(let inner) = $0 { inner } else { nil } }
            return parts.count == 1 ? parts[0] : .or(parts)
        // Each post is one of the two.
        case (.flag(.isPublic), true): return .flag(.isLimited)
        case (.flag(.isLimited), true): return .flag(.isPublic)
        default: return isNegated ? .not(self) : self
        }
    }

    private static func parts(
        _ nodes: [QueryNode],
        _ isNegated: Bool,
        inside: (QueryNode) -> [QueryNode]?
    ) -> [QueryNode] {
        var seen: Set<QueryNode> = []
        return nodes.flatMap { node in
            let normal = node.normal(isNegated: isNegated)
            return inside(normal) ?? [normal]
        }.filter { seen.insert($0).inserted }
    }
}
