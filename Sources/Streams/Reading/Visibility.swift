import Ledger
public import SocialModel

extension StreamIndex {
    /// Whether a viewer may see a post: it is public, the viewer's own, or was received (diaspora-behaviour, `VIS`).
    ///
    /// The one predicate that streams, single posts, search and comments all ask. Blocks and hidden posts are not part
    /// of it. Nobody sees a post that is not there.
    public func isVisible(_ post: PostNumber, to viewer: UserNumber?) -> Bool { isVisible(post, to: state(of: viewer)) }

    /// The same, of somebody whose state is at hand.
    func isVisible(_ post: PostNumber, to viewer: UserState?) -> Bool {
        guard posts.holds(post) else { return false }
        if posts.flags[Int(post.value)].contains(.isPublic) { return true }
        guard let viewer else { return false }
        return posts.author[Int(post.value)] == viewer.person.value || viewer.received.contains(posts.key(post))
    }

    /// Whether a viewer wants to see a post in streams and searches: neither hidden nor by somebody blocked (`CLEAN`).
    public func isClean(_ post: PostNumber, for viewer: UserNumber?) -> Bool {
        guard let state = state(of: viewer) else { return true }
        return !state.hidden.contains(post.value) && !state.blocked.contains(posts.author[Int(post.value)])
    }

    func passes(_ test: StreamExpression.Test, _ post: PostNumber, _ viewer: UserState?) -> Bool {
        let flags = posts.flags[Int(post.value)]
        switch test {
        case .visible: return isVisible(post, to: viewer)
        case .shown: return isVisible(post, to: viewer) && viewer?.hiddenReceived.contains(post.value) != true
        case .isPublic: return flags.contains(.isPublic)
        case .isLocal:
            return flags.contains(.isPublic) && people[Int(posts.author[Int(post.value)])].contains(.local)
        case .own(let aspects):
            if flags.contains(.isPublic) { return true }
            guard let chosen = viewer?.chosen[post.value] else { return false }
            return chosen.contains { aspects.contains($0.value) }
        }
    }
}
