import Ledger
import SocialModel

/// What the index knows of a user: what this viewer follows, ignores and hides.
///
/// A class, so that asking or changing one thing of it copies nothing; the index owns it.
final class UserState {
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
    /// What the user did to posts, if that was read.
    var acts = OwnActs()
    /// False for a user of the ledger's who has not read anything since the start: of large pods, most.
    var hasActs = true
    /// What the user did while that is being read.
    var actsMeanwhile: [(act: OwnAct, post: OrderKey)]?

    init(person: PersonNumber, seesSpotlight: Bool) {
        self.person = person
        self.seesSpotlight = seesSpotlight
    }

    /// Notes an act, if acts are here or on their way.
    func take(_ act: OwnAct, on post: OrderKey) {
        if hasActs { acts.apply(act, to: post) } else { actsMeanwhile?.append((act, post)) }
    }

    /// Puts somebody who is in none into aspects; people come in the order of their numbers.
    func add(_ person: PersonNumber, to aspects: [AspectNumber]) {
        for aspect in aspects { members[aspect, default: []].append(person.value) }
    }

    /// Gives back the room that growing took in advance.
    func compactMembers() { for aspect in members.keys { members[aspect]?.compact() } }

    /// An aspect is gone, and with it that it was chosen for posts.
    func forgetChoice(of aspect: AspectNumber) {
        for (post, aspects) in chosen where aspects.contains(aspect) {
            let rest = aspects.filter { $0 != aspect }
            chosen[post] = rest.isEmpty ? nil : rest
        }
    }

    /// Replaces the aspects a person is in.
    func place(_ person: PersonNumber, in aspects: [AspectNumber]) {
        for aspect in self.aspects.values {
            members[aspect, default: []].set(person.value, aspects.contains(aspect))
        }
    }
}

extension [UInt32] {
    /// Puts a number into an ascending array, or takes it out.
    fileprivate mutating func set(_ number: UInt32, _ isMember: Bool) {
        guard let last, last >= number else {
            if isMember { append(number) }
            return
        }
        let place = partition { $0 >= number }
        let isThere = self[place] == number
        if isMember, !isThere { insert(number, at: place) }
        if !isMember, isThere { remove(at: place) }
    }
}
