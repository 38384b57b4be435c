/// What is still to come, the earliest first; of one second, the earlier post first.
struct Pending {
    /// One thing to come.
    struct Item: Sendable {
        /// Seconds since 1970.
        let arrival: UInt32
        /// The post that it belongs to, or for a profile the person.
        let subject: UInt32
        /// Its place among what belongs to that post, which breaks ties.
        let place: UInt32
        /// What it is.
        let kind: Kind
    }

    /// What is to come.
    enum Kind: Sendable {
        case photo
        case post
        case repeatedPost
        case interaction(Interaction)
        case interactionRetraction(Interaction)
        case postRetraction
        case profile(version: Int)
    }

    private var heap: [Item] = []

    /// When the first one comes.
    var next: UInt32? { heap.first?.arrival }

    /// Adds one (a binary heap's sift up).
    mutating func insert(_ item: Item) {
        heap.append(item)
        var child = heap.count - 1
        while child > 0, Self.precedes(heap[child], heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the first one (sift down).
    mutating func popFirst() -> Item? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return first }
            if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
            guard Self.precedes(heap[child], heap[parent]) else { return first }
            heap.swapAt(child, parent)
            parent = child
        }
    }

    private static func precedes(_ one: Item, _ other: Item) -> Bool {
        (one.arrival, one.subject, one.place) < (other.arrival, other.subject, other.place)
    }
}
