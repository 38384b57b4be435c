public import SocialModel

/// What happens to accounts on other networks, and to posts on their way there.
///
/// Neither stands in the change log: it is nothing that other pods or views follow.
public enum OutboxWrite: Sendable, Hashable {
    /// The user has this account; put again it is no longer disabled.
    case put(ServicePut)
    /// The user has that account no longer; copies of posts stay where they are.
    case delete(user: DiasporaID, name: String)
    /// A post is to be copied, once, though it may be limited.
    case enqueue(post: GUID, user: DiasporaID, names: [String], thoughLimited: Bool)
    /// The network gave other credentials for those that it knew the account by; if the user put the account again
    /// meanwhile, the user's stay.
    case renew(service: Int64, from: [UInt8], to: [UInt8])
    /// What is asked next may make the copy: written before it is asked.
    ///
    /// If nothing is heard of it, as after a crash, it may be on its way still, and is left alone until then.
    case trying(Int64, trace: String, until: Timestamp)
    /// The copy is there.
    case posted(Int64, id: String, url: String?)
    /// It did not work, and is tried again.
    ///
    /// `mayBeThere` keeps in mind that it may have worked; `wholeService` lets all of the account's posts wait.
    case postpone(Int64, until: Timestamp, reason: String, mayBeThere: Bool, wholeService: Bool)
    /// It is given up.
    case failed(Int64, reason: String)
    /// The network does not trust the account any more, as it said when it was asked for a copy.
    case disable(service: Int64, copy: Int64, reason: String, mayBeThere: Bool)
    /// The copy that was to be deleted is not there.
    case gone(Int64)
    /// The copy that was to be deleted cannot be.
    case abandoned(Int64, reason: String)
}
