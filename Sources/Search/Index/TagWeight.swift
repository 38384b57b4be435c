import Glibc
import SocialModel

/// What a post counts for its tags: twice as much as one of thirty days before, so that what is used now stands first.
///
/// Sums of such weights keep their order as time goes on, and need no work.
enum TagWeight {
    private static let halfLife = 30 * 86_400.0
    /// In the middle of what a key can be, so that no power is out of range.
    private static let reference = 1_767_225_600.0

    static func of(_ post: OrderKey) -> Double { exp2((Double(post.second) - reference) / halfLife) }
}
