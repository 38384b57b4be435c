import Ledger
public import SocialModel

extension StreamIndex {
    /// Whether a viewer may see a post; nil: somebody who is not logged in.
    ///
    /// Blocks and hidden posts are not part of it.
    public func isVisible(_ post: PostNumber, to viewer: UserNumber?) -> Bool {
        let state = state(of: viewer)
        return posts.judged.isVisible(post, to: state?.person.value, received: state?.received)
    }

    /// Whether a viewer wants to see a post in streams and searches: neither hidden nor by somebody blocked (`CLEAN`).
    public func isClean(_ post: PostNumber, for viewer: UserNumber?) -> Bool {
        guard let state = state(of: viewer) else { return true }
        return !state.hidden.contains(post.value) && !state.blocked.contains(posts.author[Int(post.value)])
    }
}
