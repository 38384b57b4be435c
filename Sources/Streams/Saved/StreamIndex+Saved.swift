import Query
import SocialModel

extension StreamIndex {
    /// The terms of a saved stream: lists, and a walk, that together hold all that can match; what does is asked of each
    /// post.
    func terms(of query: IndexQuery, _ viewer: UserNumber?) -> [StreamExpression.Term] {
        sources(of: query.root, query.tags, state(of: viewer)).map {
            StreamExpression.Term(source: $0, test: .visible)
        }
    }

    private func sources(of node: QueryNode<BoundNames>, _ tags: [String: TagNumber], _ viewer: UserState?)
        -> [StreamExpression.Source]
    {
        if let cover = cover(node, tags, viewer) { return cover.sources }
        guard case .and(let nodes) = node else {
            return parts(of: node, [], tags, viewer) ?? [.everything(where: node)]
        }
        // Of an AND it is enough to look for what one side has.
        for (place, part) in nodes.enumerated() {
            var others = nodes
            others.remove(at: place)
            if let parts = parts(of: part, others, tags, viewer) { return parts }
        }
        return [.everything(where: node)]
    }

    /// Lists for a part of an OR, and a walk for the rest of it that meets `others`, too; nil if there is no list, or the
    /// walk would pass nothing over.
    private func parts(
        of node: QueryNode<BoundNames>,
        _ others: [QueryNode<BoundNames>],
        _ tags: [String: TagNumber],
        _ viewer: UserState?
    ) -> [StreamExpression.Source]? {
        guard case .or(let nodes) = node else { return nil }
        let covers = nodes.map { cover($0, tags, viewer) }
        let rest = QueryNode.or(zip(nodes, covers).filter { $1 == nil }.map(\.0))
        guard covers.contains(where: { $0 != nil }), ColumnTest.narrows(rest) else { return nil }
        // The walk comes first, as a union has one and takes the lists of people otherwise.
        return [.everything(where: .and(others + [rest]))] + covers.compactMap { $0 }.flatMap(\.sources)
    }

    /// Whether a post meets a saved stream's condition; any does where there is none.
    func meets(_ post: PostNumber, _ expression: StreamExpression, _ viewer: UserState?) -> Bool {
        guard let query = expression.condition else { return true }
        return query.root.matches(IndexedPost(self, post, viewer, tags: query.tags))
    }

    /// Lists, and how many posts they hold together.
    struct Cover {
        var sources: [StreamExpression.Source] = []
        var count = 0
    }

    /// Nil: nothing less than all posts.
    func cover(_ node: QueryNode<BoundNames>, _ tags: [String: TagNumber], _ viewer: UserState?) -> Cover? {
        switch node {
        case .and(let nodes):
            return nodes.compactMap { cover($0, tags, viewer) }.min { $0.count < $1.count }
        case .or(let nodes):
            var all = Cover()
            for node in nodes {
                guard let cover = cover(node, tags, viewer) else { return nil }
                all.sources += cover.sources
                all.count += cover.count
            }
            return all
        case .tag(let name): return cover(tags[name].map { [.list(.tag($0.value))] } ?? [], viewer)
        case .mentions(let people): return cover(people.map { .list(.mention($0.value)) }, viewer)
        case .from(let people): return cover(people.map { .list(.author($0.value)) }, viewer)
        case .aspect(let aspects): return cover([.members(aspects)], viewer)
        case .flag(.liked): return cover([.list(.own(.liked))], viewer)
        case .flag(.commented): return cover([.list(.own(.commented))], viewer)
        case .flag(.isLimited):
            guard let person = viewer?.person else { return Cover() }
            return cover([.list(.own(.received)), .list(.author(person.value))], viewer)
        // What is not in a list, and what is not among posts with something.
        case .not, .phrase, .has, .flag, .written, .language, .count: return nil
        }
    }

    private func cover(_ sources: [StreamExpression.Source], _ viewer: UserState?) -> Cover {
        Cover(sources: sources, count: sources.reduce(0) { $0 + count(of: $1, viewer) })
    }
}
