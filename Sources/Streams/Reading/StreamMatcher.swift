public import SocialModel

/// A stream as those see it who ask of single posts whether they stand in it.
///
/// It holds names of lists, not their contents, and is made anew when the viewer's aspects or tags change.
public struct StreamMatcher {
    let expression: StreamExpression
    let query: StreamQuery
}

/// What a post has that can bring it into a stream: what subscriptions are found by.
public enum StreamAtom: Hashable, Sendable {
    /// Written by somebody.
    case author(PersonNumber)
    /// With a tag.
    case tag(TagNumber)
    /// Mentioning somebody.
    case mention(PersonNumber)
    /// That very post, to which the viewer did something.
    case post(PostNumber)
    /// Every post has this.
    case everything
}

extension StreamIndex {
    /// The matcher of a query.
    public func matcher(_ query: StreamQuery) -> StreamMatcher {
        StreamMatcher(expression: expression(query), query: query)
    }

    /// Whether a post stands in a stream now.
    ///
    /// The share of an author on a page is not asked for, and of a group every post counts.
    public func contains(_ post: PostNumber, _ matcher: StreamMatcher) -> Bool {
        guard isMember(post, matcher.expression) else { return false }
        let place = place(of: post, matcher.query.order)
        return place < matcher.query.bound && (matcher.query.order != .created || isBelowMaxTime(place, matcher.query))
    }

    /// The atoms one of which each post of a stream has.
    public func atoms(of matcher: StreamMatcher) -> Set<StreamAtom> {
        var atoms: Set<StreamAtom> = []
        let viewer = state(of: matcher.expression.viewer)
        for term in matcher.expression.terms {
            switch term.source {
            case .everything: atoms.insert(.everything)
            case .list(.author(let person)): atoms.insert(.author(PersonNumber(person)))
            case .list(.tag(let tag)): atoms.insert(.tag(TagNumber(tag)))
            case .list(.mention(let person)): atoms.insert(.mention(PersonNumber(person)))
            case .members, .spotlight:
                for person in people(of: term.source, viewer) ?? [] { atoms.insert(.author(PersonNumber(person))) }
            // What will be received is in no list yet.
            case .list(.own(.received)): atoms.insert(.everything)
            case .list(let list): for key in self.list(list, viewer).keys { atoms.insert(.post(OrderKey(key).post)) }
            }
        }
        // Any post has that one.
        return atoms.contains(.everything) ? [.everything] : atoms
    }

    /// The author's atom of a post, and those that any post has.
    public func atoms(of post: PostNumber) -> [StreamAtom] {
        guard post.value < posts.count else { return [] }
        return [.everything, .author(PersonNumber(posts.author[Int(post.value)])), .post(post)]
    }
}
