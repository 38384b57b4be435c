extension QueryNode {
    /// The same condition with NOT before leaves only, no AND in AND or OR in OR, and nothing twice side by side or beside
    /// its opposite.
    ///
    /// What nothing matches is `.or([])`, what everything does `.and([])`. Whoever looks for what matches starts from what
    /// a query wants; an outer NOT would hide that.
    func normal(isNegated: Bool = false) -> QueryNode {
        switch (self, isNegated) {
        case (.not(let node), _): return node.normal(isNegated: !isNegated)
        case (.and(let nodes), false), (.or(let nodes), true):
            let parts = Self.parts(nodes, isNegated) { if case .and(let inner) = $0 { inner } else { nil } }
            if parts.contains(.or([])) || Self.isDecided(parts) { return .or([]) }
            return parts.count == 1 ? parts[0] : .and(parts)
        case (.or(let nodes), false), (.and(let nodes), true):
            let parts = Self.parts(nodes, isNegated) { if case .or(let inner) = $0 { inner } else { nil } }
            if parts.contains(.and([])) || Self.isDecided(parts) { return .and([]) }
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

    /// Whether one of these holds of each post, and another does not.
    private static func isDecided(_ nodes: [QueryNode]) -> Bool {
        let all = Set(nodes)
        return nodes.contains { if case .not(let node) = $0 { all.contains(node) } else { false } }
            || all.isSuperset(of: [.flag(.isPublic), .flag(.isLimited)])
    }
}
