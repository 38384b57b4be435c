/// One thing that a pod says happened: an element of `pod.apply`'s `changes` (contract, "Writing").
public enum Change: Sendable, Hashable {
    /// What items need to know of the pod.
    case podPut(PodPut)
    /// A person, or more of what is known of one.
    case personPut(PersonPut)
    /// This person has an account here.
    case userPut(UserPut)
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
    /// The person is presented to everybody.
    case spotlightPut(person: DiasporaID)
    /// No longer.
    case spotlightDelete(person: DiasporaID)
    /// Something that a person said.
    case entity(EntityPut)
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
