import Ledger
import SocialModel

/// The columns by which posts are judged: of all, the few that a reading holds.
struct JudgedPosts {
    var second: [UInt32] = []
    var author: [UInt32] = []
    var flags: [PostFlags] = []
    var isAlive = Bitmap()

    func holds(_ post: PostNumber) -> Bool { isAlive.contains(post.value) }

    /// Whether somebody may see a post: it is public, the viewer's own, or was received (diaspora-behaviour, `VIS`).
    ///
    /// The one predicate that streams, single posts, search and comments all ask. Nobody sees a post that is not there.
    func isVisible(_ post: PostNumber, to person: UInt32?, received: @autoclosure () -> PostingList?) -> Bool {
        guard holds(post) else { return false }
        let place = Int(post.value)
        if flags[place].contains(.isPublic) { return true }
        guard let person else { return false }
        return author[place] == person
            || received()?.contains(OrderKey(second: second[place], post: post)) == true
    }
}
