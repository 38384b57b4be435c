import Ledger
import SocialModel

extension StreamIndex {
    /// The expression of a query's stream (diaspora-behaviour §2.2–§2.4).
    func expression(_ query: StreamQuery) -> StreamExpression {
        var expression = StreamExpression(viewer: query.viewer, options: query.options, order: query.order)
        let state = state(of: query.viewer)
        switch query.stream {
        case .everyone:
            expression.terms = [.init(source: .everything, test: .isPublic)]
        case .local:
            expression.terms = [.init(source: .everything, test: .isLocal)]
        case .person(let person):
            expression.terms = [.init(source: .author(person.value), test: .visible)]
            expression.dropsBlocked = false
        case .tag(let tag):
            if let tag { expression.terms = [.init(source: .tag(tag.value), test: .visible)] }
        case .followedTags:
            expression.terms = (state?.tags ?? []).map { .init(source: .tag($0.value), test: .visible) }
        case .mentions:
            if let state { expression.terms = [.init(source: .mention(state.person.value), test: .visible)] }
        case .liked: expression.terms = [.init(source: .own(.liked), test: .visible)]
        case .commented: expression.terms = [.init(source: .own(.commented), test: .visible)]
        case .activity:
            guard let state else { break }
            expression.terms = [
                .init(source: .author(state.person.value), test: .visible),
                .init(source: .own(.participating), test: .visible),
            ]
        case .home:
            guard let state else { break }
            expression.terms = [
                .init(source: .members(nil), test: .shown),
                .init(source: .author(state.person.value), test: .visible),
                .init(source: .mention(state.person.value), test: .visible),
            ]
            expression.terms += state.tags.map { .init(source: .tag($0.value), test: .isPublic) }
            if state.seesSpotlight, !spotlight.isEmpty {
                expression.terms.append(.init(source: .spotlight, test: .isPublic))
            }
        case .aspects(let names):
            guard let state else { break }
            expression.terms = aspectTerms(names, state)
        case .saved(let saved):
            expression.terms = terms(of: saved, query.viewer)
            expression.condition = saved
        }
        return expression
    }

    private func aspectTerms(_ names: [String], _ state: UserState) -> [StreamExpression.Term] {
        let chosen = Set(names).compactMap { state.aspects[$0] }
        let isAll = names.isEmpty || (!chosen.isEmpty && chosen.count == state.aspects.count)
        let own = Set(chosen.map(\.value))
        return [
            .init(source: .members(isAll ? nil : chosen), test: .shown),
            .init(source: .author(state.person.value), test: isAll ? .visible : .own(in: own)),
        ]
    }

    /// The people in some of a user's aspects, nil: in any; once for each aspect they are in, which does no harm.
    func people(in state: UserState, _ aspects: [AspectNumber]?) -> [UInt32] {
        let lists = aspects.map { $0.compactMap { state.members[$0] } } ?? Array(state.members.values)
        return lists.count == 1 ? lists[0] : lists.flatMap { $0 }
    }

    /// The people whose posts a source has; nil if it is none of people.
    func people(of source: StreamExpression.Source, _ viewer: UserState?) -> [UInt32]? {
        switch source {
        case .members(let aspects): return viewer.map { people(in: $0, aspects) } ?? []
        case .spotlight: return spotlight.sorted()
        case .author, .tag, .mention, .own, .everything: return nil
        }
    }

    /// The posts of a source that is one list; empty for others.
    func keys(of source: StreamExpression.Source, _ viewer: UserState?) -> [UInt64] {
        switch source {
        case .author(let person): Int(person) < byAuthor.count ? byAuthor[Int(person)].keys : []
        case .tag(let tag): Int(tag) < byTag.count ? byTag[Int(tag)].keys : []
        case .mention(let person): Int(person) < byMention.count ? byMention[Int(person)].keys : []
        case .own(let list):
            switch list {
            case .liked: viewer?.acts.liked.posts.keys ?? []
            case .commented: viewer?.acts.commented.keys ?? []
            case .participating: viewer?.acts.participating.keys ?? []
            case .received: viewer?.received.keys ?? []
            }
        case .members, .spotlight, .everything: []
        }
    }
}
