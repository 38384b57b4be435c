import SocialModel
import Streams
import Wire

/// Cards that were made before, up to a number of bytes, and of which versions of the things that they show.
///
/// When it is full the clock's hand goes round: a card that was used since the hand's last visit stays, others go.
struct CardShelf {
    /// What a card was made of.
    struct Versions {
        let post: UInt32
        /// What a reshare shows comes from its root.
        let root: UInt32
        /// In the order of ``Wire/ItemCard/people``.
        let people: [UInt32]
        let pod: UInt32
    }

    private let capacity: Int
    private var slots: [Slot] = []
    private var places: [PostNumber: Int] = [:]
    private var hand = 0
    private(set) var bytes = 0
    /// How many cards were ever put there.
    private(set) var made = 0

    private struct Slot {
        var card: ItemCard
        var versions: Versions
        /// ``Streams/StreamIndex/peopleVersion`` when all people in the card were as it shows them.
        var peopleVersion: UInt64
        var wasUsed = true
    }

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { slots.count }

    /// A post's card, if it is of that version and nothing in it has changed but its counters.
    mutating func card(_ post: PostNumber, _ version: UInt32, _ index: StreamIndex) -> ItemCard? {
        guard let place = places[post], slots[place].versions.post == version, isCurrent(place, index) else {
            return nil
        }
        slots[place].wasUsed = true
        return slots[place].card
    }

    private mutating func isCurrent(_ place: Int, _ index: StreamIndex) -> Bool {
        let card = slots[place].card
        guard slots[place].versions.pod == index.podVersion,
            slots[place].versions.root == (card.root.map { index.version(of: $0) } ?? 0)
        else { return false }
        if slots[place].peopleVersion == index.peopleVersion { return true }
        for (person, version) in zip(card.people, slots[place].versions.people)
        where index.version(of: person) != version {
            return false
        }
        slots[place].peopleVersion = index.peopleVersion
        return true
    }

    /// Puts a card there that was just made.
    mutating func put(_ card: ItemCard, _ versions: Versions, _ index: StreamIndex) {
        made += 1
        let slot = Slot(card: card, versions: versions, peopleVersion: index.peopleVersion)
        if let place = places[card.post] {
            bytes += card.byteCount - slots[place].card.byteCount
            slots[place] = slot
        } else {
            places[card.post] = slots.count
            slots.append(slot)
            bytes += card.byteCount
        }
        while bytes > capacity, slots.count > 1 { evict() }
    }

    /// Replaces a card by the same one with other counters.
    mutating func replace(_ card: ItemCard) {
        guard let place = places[card.post] else { return }
        bytes += card.byteCount - slots[place].card.byteCount
        slots[place].card = card
    }

    private mutating func evict() {
        while true {
            if hand >= slots.count { hand = 0 }
            guard slots[hand].wasUsed else { break }
            slots[hand].wasUsed = false
            hand += 1
        }
        let gone = slots[hand]
        bytes -= gone.card.byteCount
        places[gone.card.post] = nil
        let last = slots.removeLast()
        if hand < slots.count {
            slots[hand] = last
            places[last.card.post] = hand
        }
    }
}
