import SocialModel

/// What the index knows of a user: what this viewer follows, ignores and hides.
struct UserState {
    var person: PersonNumber
    var seesSpotlight: Bool
    var aspects: [String: AspectNumber] = [:]
    /// The people in each aspect, ascending.
    var members: [AspectNumber: [UInt32]] = [:]
    var blocked: Set<UInt32> = []
    var hidden: Set<UInt32> = []
    var tags: [TagNumber] = []
    /// Limited posts of others that the user received.
    var received = PostingList()
    /// Those of them that home and aspects leave out.
    var hiddenReceived: Set<UInt32> = []
    /// The aspects the user chose for limited posts of her or his own.
    var chosen: [UInt32: [AspectNumber]] = [:]
    /// What the user did to posts.
    var acts = OwnActs()

    /// Replaces the aspects a person is in.
    mutating func place(_ person: PersonNumber, in aspects: [AspectNumber]) {
        for aspect in self.aspects.values {
            let place = members[aspect, default: []].partition { $0 >= person.value }
            let isMember = place < members[aspect, default: []].count && members[aspect]?[place] == person.value
            let belongs = aspects.contains(aspect)
            if belongs, !isMember { members[aspect, default: []].insert(person.value, at: place) }
            if !belongs, isMember { members[aspect]?.remove(at: place) }
        }
    }
}
