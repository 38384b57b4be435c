/// One thing that a pod says happened: an element of `pod.apply`'s `changes` (contract, "Writing").
public enum Change: Sendable, Hashable {
    /// What items need to know of the pod.
    case podPut(PodPut)
    /// A person, or more of what is known of one.
    case personPut(PersonPut)
    /// The person left: posts, photos, contacts and subscriptions go, comments and likes stay (account deletion).
    case personClose(person: DiasporaID)
    /// The person moved: everything of the one is the other's (account migration).
    case personMigrate(from: DiasporaID, to: DiasporaID)
    /// This person has an account here.
    case userPut(UserPut)
    /// The account is gone, with all that only its user could see or had set.
    case userDelete(user: DiasporaID)
    /// One of a user's aspects, with its name.
    case aspectPut(user: DiasporaID, aspect: String, name: String?)
    /// The aspect goes, with its memberships; contacts whose last one it was are no longer received.
    case aspectDelete(user: DiasporaID, aspect: String)
    /// The whole new state of what a user and a person are to each other.
    case contactPut(ContactPut)
    /// They are nothing to each other any more.
    case contactDelete(user: DiasporaID, person: DiasporaID)
    /// The user ignores the person.
    case blockPut(user: DiasporaID, person: DiasporaID)
    /// No longer.
    case blockDelete(user: DiasporaID, person: DiasporaID)
    /// The user does not want to see the post in streams.
    case hidePut(user: DiasporaID, post: GUID)
    /// It may show again.
    case hideDelete(user: DiasporaID, post: GUID)
    /// The user follows the tag, named as typed.
    case tagFollowingPut(user: DiasporaID, tag: String)
    /// No longer.
    case tagFollowingDelete(user: DiasporaID, tag: String)
    /// The user's stream of that name is what a query says (Docs/query-language.md).
    case savedStreamPut(user: DiasporaID, name: String, query: String)
    /// There is no such stream any more.
    case savedStreamDelete(user: DiasporaID, name: String)
    /// The person is subscribed to the post, so many times over; later comments, likes and votes count on from there.
    case participationPut(person: DiasporaID, post: GUID, count: UInt32)
    /// No longer.
    case participationDelete(person: DiasporaID, post: GUID)
    /// The user may see the limited post or photo; hidden ones stay out of home and aspects.
    case visibilityPut(user: DiasporaID, VisibilityTarget, guid: GUID, isHidden: Bool)
    /// No longer.
    case visibilityDelete(user: DiasporaID, VisibilityTarget, guid: GUID)
    /// The person is presented to everybody.
    case spotlightPut(person: DiasporaID)
    /// No longer.
    case spotlightDelete(person: DiasporaID)
    /// What is shown of the page or video that a post links to.
    case previewPut(PreviewPut)
    /// The pod's own row of something.
    case rowIDPut(RowTarget, guid: GUID, rowID: Int64)
    /// Something that a person said.
    case entity(EntityPut)
}

/// What a share visibility can be of.
public enum VisibilityTarget: String, Sendable, Hashable, CaseIterable {
    /// A status message.
    case post = "Post"
    /// A photo.
    case photo = "Photo"
}

/// What the pod has rows of that items show.
public enum RowTarget: String, Sendable, Hashable, CaseIterable {
    /// A status message or a reshare.
    case post = "Post"
    /// A photo.
    case photo = "Photo"
    /// A comment.
    case comment = "Comment"
    /// A like.
    case like = "Like"
    /// A poll.
    case poll = "Poll"
    /// An answer of a poll.
    case pollAnswer = "PollAnswer"
    /// A vote.
    case pollParticipation = "PollParticipation"
    /// A person.
    case person = "Person"
}

/// A part of a row that a change may leave alone, clear or set.
///
/// In JSON: absent, `null`, or the value.
public enum Field<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Stays as it is, or gets its default in a new row.
    case unchanged
    /// Is emptied.
    case cleared
    /// Gets this value.
    case set(Value)

    /// What the row holds afterwards, given what it held.
    public func applied(to old: Value?) -> Value? {
        switch self {
        case .unchanged: old
        case .cleared: nil
        case .set(let value): value
        }
    }
}
