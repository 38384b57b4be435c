import Ledger
import SocialModel

/// What decides of single posts whether a viewer sees them in a stream, taken out of the index for one reading.
///
/// A reading judges thousands of posts, and asks no object for the columns and the viewer's sets each time. It is made
/// and let go of within one call: what holds them while the index changes has them copied.
struct PostJudge {
    private let posts: JudgedPosts
    private let people: [PersonFlags]
    private let viewer: Viewer?

    /// What a viewer receives, hides and ignores.
    private struct Viewer {
        let person: UInt32
        let received: PostingList
        let hiddenReceived: Set<UInt32>
        let chosen: [UInt32: [AspectNumber]]
        let blocked: Set<UInt32>
        let hidden: Set<UInt32>
    }

    init(_ index: StreamIndex, _ viewer: UserState?) {
        posts = index.posts.judged
        people = index.people
        self.viewer = viewer.map { viewer in
            Viewer(
                person: viewer.person.value,
                received: viewer.received,
                hiddenReceived: viewer.hiddenReceived,
                chosen: viewer.chosen,
                blocked: viewer.blocked,
                hidden: viewer.hidden
            )
        }
    }

    /// Whether a post is there.
    func holds(_ post: PostNumber) -> Bool { posts.holds(post) }

    /// Whether a post that is there is what a term wants of it.
    func passes(_ test: StreamExpression.Test, _ post: PostNumber) -> Bool {
        switch test {
        case .visible: return isVisible(post)
        case .shown: return isVisible(post) && viewer?.hiddenReceived.contains(post.value) != true
        case .isPublic: return posts.flags[Int(post.value)].contains(.isPublic)
        case .isLocal:
            return posts.flags[Int(post.value)].contains(.isPublic)
                && people[Int(posts.author[Int(post.value)])].contains(.local)
        case .own(let aspects):
            if posts.flags[Int(post.value)].contains(.isPublic) { return true }
            guard let chosen = viewer?.chosen[post.value] else { return false }
            return chosen.contains { aspects.contains($0.value) }
        }
    }

    /// Whether the viewer may see a post.
    func isVisible(_ post: PostNumber) -> Bool {
        posts.isVisible(post, to: viewer?.person, received: viewer?.received)
    }

    /// Whether the viewer wants to see a post: neither hidden nor by somebody blocked (`CLEAN`).
    func isClean(_ post: PostNumber) -> Bool {
        guard let viewer else { return true }
        return !viewer.hidden.contains(post.value) && !viewer.blocked.contains(posts.author[Int(post.value)])
    }

    /// Whether neither the viewer's blocks and hidden posts nor the reader's options leave a post out.
    func accepts(_ post: PostNumber, _ expression: StreamExpression, _ index: StreamIndex) -> Bool {
        let author = posts.author[Int(post.value)]
        if let viewer {
            if expression.dropsBlocked, viewer.blocked.contains(author) { return false }
            if expression.dropsHidden, viewer.hidden.contains(post.value) { return false }
            if expression.options.excludesOwn, author == viewer.person { return false }
        }
        return !expression.options.filters || index.accepts(post, by: author, expression.options, expression.viewer)
    }
}
