import Ledger
import SocialModel

/// The union of an expression's terms, newest first, each post once.
///
/// A heap of cursors, each at the newest post of its list that was not given yet.
struct Union {
    private let expression: StreamExpression
    private var heap: [Cursor] = []
    private var walk: TimeWalk?
    private var last = OrderKey.top
    /// How many more posts of lists it may look at; a walk has as many of its own.
    private var budget: Int
    /// The last post that was looked at.
    private var looked = OrderKey.top
    /// All above this place was looked at, if it stopped only because it may look at no more.
    private(set) var pausedAt: OrderKey?

    /// A place in one posting list.
    private struct Cursor {
        /// The post there.
        var key: UInt64
        /// Where it stands in the list.
        var index: Int
        /// Which list it stands in; ``StreamExpression/Source/everything`` is the walk.
        var source: StreamExpression.Source
        /// Whose test it must pass.
        var term: Int
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
        self.expression = expression
        budget = steps
        for (term, part) in expression.terms.enumerated() {
            if case .everything = part.source {
                walk = TimeWalk(
                    position: index.time.position(before: before.value),
                    marked: [],
                    isEverybody: true,
                    budget: steps
                )
                advance(Cursor(key: 0, index: 0, source: .everything, term: term), index)
            } else if let people = index.people(of: part.source, expression.viewer) {
                // One walk an expression: its marks are the index's scratch.
                let walks = walk == nil && index.prefersWalk(people, limit: limit, plan)
                if walks {
                    index.marks.insert(people)
                    walk = TimeWalk(
                        position: index.time.position(before: before.value),
                        marked: people,
                        isEverybody: false,
                        budget: steps
                    )
                    advance(Cursor(key: 0, index: 0, source: .everything, term: term), index)
                } else {
                    for person in people { add(.author(person), term, index, before) }
                }
            } else {
                add(part.source, term, index, before)
            }
        }
    }

    /// Leaves the index's scratch as it was.
    func clearMarks(_ index: StreamIndex) {
        if let marked = walk?.marked { index.marks.remove(marked) }
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
                && index.passes(expression.terms[top.term].test, key.post, viewer: expression.viewer)
            step(index)
            if passes {
                last = key
                return key
            }
        }
        return nil
    }

    // MARK: - Cursors

    private mutating func add(
        _ source: StreamExpression.Source,
        _ term: Int,
        _ index: StreamIndex,
        _ before: OrderKey
    ) {
        let keys = index.keys(of: source, expression.viewer)
        guard !keys.isEmpty else { return }
        let end = before == .top ? keys.count : keys.lowerBound(before.value)
        advance(Cursor(key: 0, index: end, source: source, term: term), index)
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
        if case .everything = cursor.source {
            guard let key = walk?.next(index) else { return false }
            cursor.key = key
            cursor.isPause = walk?.isPaused == true
            return true
        }
        guard cursor.index > 0 else { return false }
        cursor.index -= 1
        cursor.key = index.keys(of: cursor.source, expression.viewer)[cursor.index]
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
