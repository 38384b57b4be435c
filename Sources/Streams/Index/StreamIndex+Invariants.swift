import Ledger
import SocialModel

extension StreamIndex {
    /// Whether the columns and lists agree on a post that was just changed; asserted after each change in debug builds.
    func isConsistent(after delta: Delta) -> Bool {
        guard let post = delta.post, post.value < posts.count else { return true }
        let isThere = posts.holds(post)
        let key = posts.key(post)
        let author = Int(posts.author[Int(post.value)])
        guard time.count == posts.alive, interactions.count == posts.alive else { return false }
        guard time.contains(key.value) == isThere, interactions.contains(posts.interactionKey(post).value) == isThere,
            author < byAuthor.count, byAuthor[author].contains(key) == isThere
        else { return false }
        guard let root = posts.root(post) else { return true }
        // A reshare is found under its root as long as both are there.
        return !isThere || reshares.contains(post, of: root)
    }
}

extension Delta {
    /// The one post that it is about.
    fileprivate var post: PostNumber? {
        switch self {
        case .post(let facts): facts.number
        case .removed(let gone): gone.number
        case .rootless(let post), .counts(let post, _), .interacted(let post, _), .contents(let post),
            .flags(let post, _),
            .audience(let post, _, _), .audienceRemoved(let post, _):
            post
        default: nil
        }
    }
}
