import Ledger
import SocialModel

extension StreamIndex {
    /// The expression of a query's stream (diaspora-behaviour §2.2–§2.4).
    func expression(_ query: StreamQuery) -> StreamExpression {
        var expression = StreamExpression(viewer: query.viewer, options: query.options, order: query.order)
        let state = state(of: query.viewer)
        switch query.stream {
        case .everyone:
            expression.terms = [.init(source: .everything(), test: .isPublic)]
        case .local:
            expression.terms = [.init(source: .everything(), test: .isLocal)]
        case .person(let person):
            expression.terms = [.init(source: .list(.author(person.value)), test: .visible)]
            expression.dropsBlocked = false
        case .tag(let tag):
            if let tag { expression.terms = [.init(source: .list(.tag(tag.value)), test: .visible)] }
        case .followedTags:
            expression.terms = (state?.tags ?? []).map { .init(source: .list(.tag($0.value)), test: .visible) }
        case .mentions:
            if let state { expression.terms = [.init(source: .list(.mention(state.person.value)), test: .visible)] }
        case .liked: expression.terms = [.init(source: .list(.own(.liked)), test: .visible)]
        case .commented: expression.terms = [.init(source: .list(.own(.commented)), test: .visible)]
        case .activity:
            guard let state else { break }
            expression.terms = [
                .init(source: .list(.author(state.person.value)), test: .visible),
                .init(source: .list(.own(.participating)), test: .visible),
            ]
        case .home:
            guard let state else { break }
            expression.terms = [
                .init(source: .members(nil), test: .shown),
                .init(source: .list(.author(state.person.value)), test: .visible),
                .init(source: .list(.mention(state.person.value)), test: .visible),
            ]
            expression.terms += state.tags.map { .init(source: .list(.tag($0.value)), test: .isPublic) }
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
            .init(source: .list(.author(state.person.value)), test: isAll ? .visible : .own(in: own)),
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
        case .list, .everything: return nil
        }
    }

    /// A list of posts; what is done to it is not done to the index's.
    func list(_ list: StreamExpression.PostList, _ viewer: UserState?) -> PostingList {
        switch list {
        case .author(let person): Int(person) < byAuthor.count ? byAuthor[Int(person)] : PostingList()
        case .tag(let tag): Int(tag) < byTag.count ? byTag[Int(tag)] : PostingList()
        case .mention(let person): Int(person) < byMention.count ? byMention[Int(person)] : PostingList()
        case .own(.liked): viewer?.acts.liked.posts ?? PostingList()
        case .own(.commented): viewer?.acts.commented ?? PostingList()
        case .own(.participating): viewer?.acts.participating ?? PostingList()
        case .own(.received): viewer?.received ?? PostingList()
        }
    }

    /// The last key of a list, 0 if it is empty.
    func newest(of list: StreamExpression.PostList, _ viewer: UserState?) -> UInt64 {
        switch list {
        case .author(let person): Int(person) < byAuthor.count ? byAuthor[Int(person)].newest : 0
        case .tag(let tag): Int(tag) < byTag.count ? byTag[Int(tag)].newest : 0
        case .mention(let person): Int(person) < byMention.count ? byMention[Int(person)].newest : 0
        case .own: self.list(list, viewer).newest
        }
    }
}
