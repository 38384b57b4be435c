import SocialModel
import Wire

/// Cards that were made before, up to a number of bytes; which are out of date is for the reader to say.
///
/// When it is full the clock's hand goes round: a card that was used since the hand's last visit stays, others go.
struct CardShelf {
    /// A card, and the versions of all that it was made of; an object, so that handing it out copies one reference.
    final class Entry: Sendable {
        let card: ItemCard
        let version: UInt32
        /// What a reshare shows comes from its root.
        let rootVersion: UInt32
        let peopleVersions: [UInt32]
        let podVersion: UInt32

        init(card: ItemCard, version: UInt32, rootVersion: UInt32, peopleVersions: [UInt32], podVersion: UInt32) {
            self.card = card
            self.version = version
            self.rootVersion = rootVersion
            self.peopleVersions = peopleVersions
            self.podVersion = podVersion
        }
    }

    private let capacity: Int
    private var slots: [Slot] = []
    private var places: [PostNumber: Int] = [:]
    private var hand = 0
    private(set) var bytes = 0
    /// How many cards were ever put there.
    private(set) var made = 0

    private struct Slot {
        var post: PostNumber
        var entry: Entry
        var wasUsed: Bool
    }

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { slots.count }

    mutating func entry(_ post: PostNumber) -> Entry? {
        guard let place = places[post] else { return nil }
        slots[place].wasUsed = true
        return slots[place].entry
    }

    mutating func put(_ post: PostNumber, _ entry: Entry) {
        made += 1
        let size = entry.card.byteCount
        if let place = places[post] {
            bytes += size - slots[place].entry.card.byteCount
            slots[place].entry = entry
        } else {
            places[post] = slots.count
            slots.append(Slot(post: post, entry: entry, wasUsed: true))
            bytes += size
        }
        while bytes > capacity, slots.count > 1 { evict() }
    }

    private mutating func evict() {
        while true {
            if hand >= slots.count { hand = 0 }
            guard slots[hand].wasUsed else { break }
            slots[hand].wasUsed = false
            hand += 1
        }
        let gone = slots[hand]
        bytes -= gone.entry.card.byteCount
        places[gone.post] = nil
        let last = slots.removeLast()
        if hand < slots.count {
            slots[hand] = last
            places[last.post] = hand
        }
    }
}
