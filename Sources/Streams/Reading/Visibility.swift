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
}
