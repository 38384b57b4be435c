import Ledger
public import SocialModel

/// Why a post stands in a stream, or does not.
public struct StreamExplanation: Sendable, Hashable {
    /// Whether the viewer may know of the post; if not, nothing else is told.
    public var isVisible: Bool
    /// What brings it into the stream.
    public var because: [Reason] = []
    /// What would bring posts into the stream, and does not bring this one.
    public var missing: [Reason] = []
    /// What leaves it out all the same.
    public var leftOut: [Filter] = []
    /// What is told of a post that the viewer may not see, and of one that is not there.
    public static let nothing = StreamExplanation(isVisible: false)

    /// Whether it stands in the stream.
    public var isInStream: Bool { isVisible && !because.isEmpty && leftOut.isEmpty }

    /// How posts come into streams.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The author is in one of the viewer's aspects.
        case authorInAspects = "author_in_aspects"
        /// It is the viewer's own; in some aspects: public, or limited to one of them.
        case own
        /// It is of the person whose stream that is.
        case ofPerson = "of_person"
        /// It mentions the viewer.
        case mention
        /// It has a tag that is asked for or followed.
        case tag
        /// The author is presented to everybody.
        case spotlight
        /// The viewer likes it.
        case liked
        /// The viewer has commented on it.
        case commented
        /// The viewer is subscribed to it.
        case participating
        /// It is public, by people of this pod where that is asked for.
        case isPublic = "public"
        /// It matches the query of a saved stream.
        case query
    }

    /// What leaves posts out.
    public enum Filter: String, Sendable, Hashable, CaseIterable {
        /// The viewer ignores the author.
        case blocked
        /// The viewer has hidden it.
        case hidden
        /// A reshare, which are not wanted.
        case reshare = "hide_reshares"
        /// The viewer's own, which are not wanted.
        case own = "exclude_own"
        /// Not safe for work, which is not wanted.
        case nsfw
        /// A muted tag, of it or of what it passes on.
        case mutedTag = "muted_tag"
        /// By a muted person, or passing on what one wrote.
        case mutedPerson = "muted_person"
        /// It, or what it passes on, matches the muted query.
        case mutedQuery = "muted_query"
        /// In none of the languages that are wanted.
        case language = "languages"
        /// It had arrived by then.
        case arrivedBefore = "arrived_since"
        /// Something newer in the stream is, or passes on, the same post.
        case newerOfGroup = "group_reshares"
        /// Newer than where the reader begins, or not below the cursor.
        case aboveCursor = "not_below_cursor"
    }
}

extension StreamIndex {
    /// Why a post stands in a stream below a place, or does not.
    public func explain(_ post: PostNumber, _ query: StreamQuery, before: OrderKey = .top) -> StreamExplanation {
        guard isVisible(post, to: query.viewer) else { return .nothing }
        let expression = expression(query)
        let viewer = state(of: query.viewer)
        let judge = PostJudge(self, viewer)
        var explanation = StreamExplanation(isVisible: true)
        for term in expression.terms {
            let reason = reason(term, query)
            var alone = expression
            alone.terms = [term]
            if isInTerm(post, alone, viewer, judge) {
                if !explanation.because.contains(reason) { explanation.because.append(reason) }
            } else if !explanation.missing.contains(reason) {
                explanation.missing.append(reason)
            }
        }
        explanation.missing.removeAll(where: explanation.because.contains)
        explanation.leftOut = filters(post, expression)
        if !(place(of: post, query.order) < min(before, query.bound)) { explanation.leftOut.append(.aboveCursor) }
        return explanation
    }

    private func reason(_ term: StreamExpression.Term, _ query: StreamQuery) -> StreamExplanation.Reason {
        if case .saved = query.stream { return .query }
        return switch term.source {
        case .members: .authorInAspects
        case .spotlight: .spotlight
        case .everything: .isPublic
        case .list(.author): if case .person = query.stream { .ofPerson } else { .own }
        case .list(.mention): .mention
        case .list(.tag): .tag
        case .list(.own(.liked)): .liked
        case .list(.own(.commented)): .commented
        case .list(.own(.participating)): .participating
        case .list(.own(.received)): .query
        }
    }

    /// Each filter alone, by the same judgement as a page's.
    private func filters(_ post: PostNumber, _ expression: StreamExpression) -> [StreamExplanation.Filter] {
        var bare = expression
        bare.options = StreamOptions()
        let judge = PostJudge(self, state(of: expression.viewer))
        func leavesOut(_ change: (inout StreamExpression) -> Void) -> Bool {
            var alone = bare
            (alone.dropsBlocked, alone.dropsHidden) = (false, false)
            change(&alone)
            return !judge.accepts(post, alone, self)
        }
        let options = expression.options
        var filters: [StreamExplanation.Filter] = []
        if leavesOut({ $0.dropsBlocked = expression.dropsBlocked }) { filters.append(.blocked) }
        if leavesOut({ $0.dropsHidden = expression.dropsHidden }) { filters.append(.hidden) }
        if leavesOut({ $0.options.hidesReshares = options.hidesReshares }) { filters.append(.reshare) }
        if leavesOut({ $0.options.excludesOwn = options.excludesOwn }) { filters.append(.own) }
        if leavesOut({ $0.options.hidesNSFW = options.hidesNSFW }) { filters.append(.nsfw) }
        if leavesOut({ $0.options.mutedTags = options.mutedTags }) { filters.append(.mutedTag) }
        if leavesOut({ $0.options.mutedPeople = options.mutedPeople }) { filters.append(.mutedPerson) }
        if leavesOut({ $0.options.muted = options.muted }) { filters.append(.mutedQuery) }
        if leavesOut({ $0.options.languages = options.languages }) { filters.append(.language) }
        if leavesOut({ $0.options.arrivedAfter = options.arrivedAfter }) { filters.append(.arrivedBefore) }
        if options.groupsReshares, hasNewerOfGroup(post, expression) { filters.append(.newerOfGroup) }
        return filters
    }
}
