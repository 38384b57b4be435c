/// A query whose people, aspects and times are known: what planners and the matcher take.
public struct BoundQuery: Hashable, Sendable {
    /// The syntax tree, with NOT before leaves only.
    public let root: QueryNode<BoundNames>

    /// Wraps a tree.
    public init(root: QueryNode<BoundNames>) { self.root = root.normal() }

    /// The tags that it names.
    public var tags: Set<String> {
        var found: Set<String> = []
        root.forEachLeaf { if case .tag(let name) = $0 { found.insert(name) } }
        return found
    }

    /// Whether a post matches; who may see it is another question.
    public func matches(_ post: some QueryablePost) -> Bool { root.matches(post) }
}

extension QueryNode<BoundNames> {
    /// Whether a post matches.
    @inlinable
    public func matches(_ post: some QueryablePost) -> Bool {
        switch self {
        case .and(let nodes): nodes.allSatisfy { $0.matches(post) }
        case .or(let nodes): nodes.contains { $0.matches(post) }
        case .not(let node): !node.matches(post)
        case .phrase(let words, let prefix): post.says(words, prefix: prefix)
        case .tag(let name): post.isTagged(name)
        case .mentions(let people): post.mentions(anyOf: people)
        case .from(let people): post.isBy(anyOf: people)
        case .aspect(let aspects): post.isByMember(ofAnyOf: aspects)
        case .has(let attachment): post.has(attachment)
        case .flag(let flag): post.has(flag)
        case .written(let seconds): seconds.contains(post.second)
        case .language(let language): post.language == language
        case .count(let counter, let range): range.contains(post.count(of: counter))
        }
    }

    /// What is left of a query for one post, where `known` tells the leaves that are decided there, and nil for others.
    public func reduced<Failure>(_ known: (QueryNode) throws(Failure) -> Bool?) throws(Failure) -> Reduced {
        switch self {
        case .and(let nodes): return try Self.join(nodes, decidedBy: false, known) { .and($0) }
        case .or(let nodes): return try Self.join(nodes, decidedBy: true, known) { .or($0) }
        case .not(let node):
            switch try node.reduced(known) {
            case .decided(let answer): return .decided(!answer)
            case .open(let rest): return .open(.not(rest))
            }
        default: return try known(self).map { .decided($0) } ?? .open(self)
        }
    }

    /// The outcome of a reduction.
    public enum Reduced: Hashable, Sendable {
        /// Whatever was left would not change it.
        case decided(Bool)
        /// This decides.
        case open(QueryNode)

        /// What is left to be asked; nil where that is nothing.
        public var rest: QueryNode? { if case .open(let rest) = self { rest } else { nil } }
    }

    private static func join<Failure>(
        _ nodes: [QueryNode],
        decidedBy answer: Bool,
        _ known: (QueryNode) throws(Failure) -> Bool?,
        _ joined: ([QueryNode]) -> QueryNode
    ) throws(Failure) -> Reduced {
        var open: [QueryNode] = []
        for node in nodes {
            switch try node.reduced(known) {
            case .decided(answer): return .decided(answer)
            case .decided: break
            case .open(let rest): open.append(rest)
            }
        }
        guard let first = open.first else { return .decided(!answer) }
        return .open(open.count == 1 ? first : joined(open))
    }
}
