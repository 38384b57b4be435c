import Ledger
import SocialModel

/// The union of an expression's terms, newest first, each post once.
///
/// A heap of cursors, each at the newest post of its list that was not given yet.
struct Union {
    private let viewer: UserState?
    /// The lists, and of each the test that its posts must pass.
    private var lists: [(keys: [UInt64], test: StreamExpression.Test)] = []
    private var heap: [Cursor] = []
    private var walk: TimeWalk?
    private var last = OrderKey.top
    /// How many more posts of lists it may look at; a walk has as many of its own.
    private var budget: Int
    /// The last post that was looked at.
    private var looked = OrderKey.top
    /// All above this place was looked at, if it stopped only because it may look at no more.
    private(set) var pausedAt: OrderKey?

    /// A place in one list; plain numbers, as the heap copies them about.
    private struct Cursor {
        /// The post there.
        var key: UInt64 = 0
        /// Where it stands in the list.
        var index: Int
        /// Which of the lists; the walk's is empty.
        var list: Int
        var isWalk = false
        /// Whether nothing stands here but the end of what the walk may look at.
        var isPause = false
    }

    /// Looks at `steps` posts, one at least, and then pauses.
    init(
        _ index: StreamIndex,
        _ expression: StreamExpression,
        before: OrderKey,
        limit: Int,
        plan: StreamPlan,
        steps: Int
    ) {
        viewer = index.state(of: expression.viewer)
        budget = steps
        lists.reserveCapacity(expression.terms.count)
        heap.reserveCapacity(expression.terms.count)
        for term in expression.terms {
            if case .everything = term.source {
                begin(TimeWalk(of: nil, index, before: before, budget: steps), term.test, index)
            } else if let people = index.people(of: term.source, viewer) {
                // One walk an expression: its marks are the index's scratch.
                if walk == nil, index.prefersWalk(people, limit: limit, plan) {
                    index.marks.insert(people)
                    begin(TimeWalk(of: people, index, before: before, budget: steps), term.test, index)
                } else {
                    for person in people { add(index.keys(of: .author(person), viewer), term.test, before, index) }
                }
            } else {
                add(index.keys(of: term.source, viewer), term.test, before, index)
            }
        }
    }

    /// Leaves the index's scratch as it was.
    func clearMarks(_ index: StreamIndex) {
        if let marked = walk?.people { index.marks.remove(marked) }
    }

    /// The next post that is there and passes the test of a term in which it stands; nil at the end, and at a pause.
    mutating func next(_ index: StreamIndex) -> OrderKey? {
        while let top = heap.first {
            let key = OrderKey(top.key)
            if top.isPause || (budget <= 0 && key != looked) {
                pausedAt = top.isPause ? key : looked
                return nil
            }
            budget -= 1
            looked = key
            let isNew = key != last
            let passes =
                isNew && index.posts.holds(key.post)
                && index.passes(lists[top.list].test, key.post, viewer)
            step(index)
            if passes {
                last = key
                return key
            }
        }
        return nil
    }

    // MARK: - Cursors

    private mutating func begin(_ walk: TimeWalk, _ test: StreamExpression.Test, _ index: StreamIndex) {
        self.walk = walk
        lists.append(([], test))
        advance(Cursor(index: 0, list: lists.count - 1, isWalk: true), index)
    }

    private mutating func add(
        _ keys: [UInt64],
        _ test: StreamExpression.Test,
        _ before: OrderKey,
        _ index: StreamIndex
    ) {
        guard !keys.isEmpty else { return }
        lists.append((keys, test))
        let end = before == .top ? keys.count : keys.lowerBound(before.value)
        advance(Cursor(index: end, list: lists.count - 1), index)
    }

    /// Moves the first cursor of the heap to its next post.
    private mutating func step(_ index: StreamIndex) {
        guard var cursor = heap.first else { return }
        if move(&cursor, index) {
            heap[0] = cursor
            sink()
        } else {
            let end = heap.removeLast()
            if !heap.isEmpty {
                heap[0] = end
                sink()
            }
        }
    }

    private mutating func advance(_ cursor: Cursor, _ index: StreamIndex) {
        var cursor = cursor
        guard move(&cursor, index) else { return }
        heap.append(cursor)
        rise()
    }

    private mutating func move(_ cursor: inout Cursor, _ index: StreamIndex) -> Bool {
        if cursor.isWalk {
            guard let key = walk?.next(index) else { return false }
            cursor.key = key
            cursor.isPause = walk?.isPaused == true
            return true
        }
        guard cursor.index > 0 else { return false }
        cursor.index -= 1
        cursor.key = lists[cursor.list].keys[cursor.index]
        return true
    }

    // MARK: - Heap, newest first

    /// Of cursors at one post the walk's pause comes last: what stands there is judged before.
    private static func isNewer(_ one: Cursor, _ other: Cursor) -> Bool {
        one.key != other.key ? one.key > other.key : other.isPause && !one.isPause
    }

    private mutating func rise() {
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !Self.isNewer(heap[child], heap[parent]) { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && Self.isNewer(heap[right], heap[left]) ? right : left
            if !Self.isNewer(heap[child], heap[parent]) { return }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
