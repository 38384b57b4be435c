import Ledger
public import SocialModel

extension StreamIndex {
    /// Whether a viewer may see a post: it is public, the viewer's own, or was received (diaspora-behaviour, `VIS`).
    ///
    /// The one predicate that streams, single posts, search and comments all ask. Blocks and hidden posts are not part
    /// of it. Nobody sees a post that is not there.
    public func isVisible(_ post: PostNumber, to viewer: UserNumber?) -> Bool {
        guard posts.holds(post) else { return false }
        if posts.flags[Int(post.value)].contains(.isPublic) { return true }
        guard let viewer, let state = users[safe: viewer.value] else { return false }
        return posts.author[Int(post.value)] == state.person.value || state.received.contains(posts.key(post))
    }

    /// Whether a viewer wants to see a post in streams and searches: neither hidden nor by somebody blocked (`CLEAN`).
    public func isClean(_ post: PostNumber, for viewer: UserNumber?) -> Bool {
        guard let viewer, let state = users[safe: viewer.value] else { return true }
        return !state.hidden.contains(post.value) && !state.blocked.contains(posts.author[Int(post.value)])
    }

    func passes(_ test: StreamExpression.Test, _ post: PostNumber, viewer: UserNumber?) -> Bool {
        let flags = posts.flags[Int(post.value)]
        switch test {
        case .visible: return isVisible(post, to: viewer)
        case .shown:
            guard isVisible(post, to: viewer) else { return false }
            return viewer.flatMap { users[safe: $0.value] }?.hiddenReceived.contains(post.value) != true
        case .isPublic: return flags.contains(.isPublic)
        case .isLocal:
            return flags.contains(.isPublic) && people[Int(posts.author[Int(post.value)])].contains(.local)
        case .own(let aspects):
            if flags.contains(.isPublic) { return true }
            guard let viewer, let chosen = users[safe: viewer.value]?.chosen[post.value] else { return false }
            return chosen.contains { aspects.contains($0.value) }
        }
    }
}
