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
    /// The aspects the user chose for limited posts of her or his own.
    var chosen: [UInt32: [AspectNumber]] = [:]
    /// What the user did to posts.
    var acts: [PostNumber: OwnState] = [:]

    /// Replaces the aspects a person is in.
    mutating func place(_ person: PersonNumber, in aspects: [AspectNumber]) {
        for aspect in self.aspects.values {
            let place = members[aspect, default: []].partitioningIndex { $0 >= person.value }
            let isMember = place < members[aspect, default: []].count && members[aspect]?[place] == person.value
            let belongs = aspects.contains(aspect)
            if belongs, !isMember { members[aspect, default: []].insert(person.value, at: place) }
            if !belongs, isMember { members[aspect]?.remove(at: place) }
        }
    }
}

/// What a user did to one post.
struct OwnState {
    var like: ViewerOverlay.Act?
    var reshare: ViewerOverlay.Act?
    var comments = 0
    var commentLikes: [GUID: ViewerOverlay.Act] = [:]

    var isNothing: Bool { like == nil && reshare == nil && comments == 0 && commentLikes.isEmpty }
}

extension [UInt32] {
    fileprivate func partitioningIndex(_ isBeyond: (UInt32) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
