public import Ledger
public import SocialModel

// What users did to posts is read from the ledger when each of them first asks for something: a start is quicker by
// half, and the acts of those who never come take no room.

extension StreamIndex {
    /// The person of an account whose acts have to be read before what it sees can be told, if they have to be.
    public func personWithoutActs(_ user: UserNumber) -> PersonNumber? {
        guard usersWithoutActs > 0, let state = users[safe: user.value], !state.hasActs else { return nil }
        return state.person
    }

    /// From now on what the user does is kept, until ``load(_:of:)``: acts are being read elsewhere, from a ledger that
    /// may be behind or ahead.
    public func expectActs(of user: UserNumber) {
        edit(user) { if !$0.hasActs, $0.actsMeanwhile == nil { $0.actsMeanwhile = [] } }
    }

    /// Takes in what a user did to posts, if it is not here.
    ///
    /// What a ledger tells that is ahead comes again with its changes, and has no other effect then.
    public func load(_ acts: UserActs, of user: UserNumber) {
        edit(user) { state in
            if state.hasActs { return }
            state.acts = OwnActs(acts) { $0.value < posts.count ? posts.key($0) : nil }
            for (act, post) in state.actsMeanwhile ?? [] { state.acts.apply(act, to: post) }
            (state.hasActs, state.actsMeanwhile) = (true, nil)
            usersWithoutActs -= 1
        }
    }
}
