import Ledger
import SocialModel

/// What a stream is made of: `filter( union( term, term, … ) )`.
struct StreamExpression {
    /// The lists whose union it is.
    var terms: [Term] = []
    /// Whose view it is; nil: of somebody who is not logged in.
    var viewer: UserNumber?
    /// Whether people whom the viewer blocks are left out.
    var dropsBlocked = true
    /// Whether posts that the viewer hides are left out.
    var dropsHidden = true

    /// Posts from some lists that pass a test.
    struct Term {
        var source: Source
        var test: Test
    }

    /// Where a term's posts come from.
    enum Source {
        /// Posts of these people: walked along time, or merged from their lists.
        case people([UInt32])
        /// Posts of one person.
        case author(UInt32)
        /// Posts with a tag.
        case tag(UInt32)
        /// Posts that mention a person.
        case mention(UInt32)
        /// All posts.
        case everything
    }

    /// What a post of a term must be besides.
    enum Test {
        /// What the viewer may see (diaspora-behaviour, `VIS`).
        case visible
        /// The same, but for what was received and is marked as hidden.
        case shown
        /// Public.
        case isPublic
        /// Public, and by a local author.
        case isLocal
        /// Public, or limited to one of these aspects of its author's, who is the viewer.
        case own(in: Set<UInt32>)
    }
}

extension StreamIndex {
    /// The expression of a stream (diaspora-behaviour §2.2–§2.4).
    func expression(_ stream: Stream, viewer: UserNumber?) -> StreamExpression {
        var expression = StreamExpression(viewer: viewer)
        let state = viewer.flatMap { users[safe: $0.value] }
        switch stream {
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
        case .home:
            guard let state else { break }
            expression.terms = [
                .init(source: .people(people(in: state, nil)), test: .shown),
                .init(source: .author(state.person.value), test: .visible),
                .init(source: .mention(state.person.value), test: .visible),
            ]
            expression.terms += state.tags.map { .init(source: .tag($0.value), test: .isPublic) }
            if state.seesSpotlight, !spotlight.isEmpty {
                expression.terms.append(.init(source: .people(spotlight.sorted()), test: .isPublic))
            }
        case .aspects(let names):
            guard let state else { break }
            expression.terms = aspectTerms(names, state)
        }
        return expression
    }

    private func aspectTerms(_ names: [String], _ state: UserState) -> [StreamExpression.Term] {
        let chosen = Set(names).compactMap { state.aspects[$0] }
        let isAll = names.isEmpty || (!chosen.isEmpty && chosen.count == state.aspects.count)
        let own = Set(chosen.map(\.value))
        return [
            .init(source: .people(people(in: state, isAll ? nil : chosen)), test: .shown),
            .init(source: .author(state.person.value), test: isAll ? .visible : .own(in: own)),
        ]
    }

    /// The people in some of a user's aspects, nil: in any; once for each aspect they are in, which does no harm.
    private func people(in state: UserState, _ aspects: [AspectNumber]?) -> [UInt32] {
        let lists = aspects.map { $0.compactMap { state.members[$0] } } ?? Array(state.members.values)
        return lists.count == 1 ? lists[0] : lists.flatMap { $0 }
    }
}
