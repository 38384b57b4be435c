import Ledger
import SocialModel

/// The union of an expression's terms, newest first, each post once.
///
/// A heap of cursors, each at the newest post of its list that was not given yet.
struct Union {
    private let viewer: UserState?
    private let terms: [StreamExpression.Term]
    /// What the columns tell of the condition of a saved stream.
    private let columns: ColumnTest?
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
        /// Where it stands in the list; beyond the end: at the newest.
        var index = Int.max
        /// Nil for the walk.
        var list: StreamExpression.PostList?
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
        let viewer = index.state(of: expression.viewer)
        self.viewer = viewer
        terms = expression.terms
        columns = expression.condition.map { ColumnTest($0.root, index) }
        budget = steps
        heap.reserveCapacity(terms.count)
        for (term, part) in terms.enumerated() {
            switch part.source {
            case .list(let list): add(list, term, before, index)
            case .everything(let condition):
                let columns = condition.map { ColumnTest($0, index) }
                begin(TimeWalk(of: nil, columns, index, before: before, budget: steps), term, index)
            case .members, .spotlight:
                let people = index.people(of: part.source, viewer) ?? []
                // One walk an expression: its marks are the index's scratch.
                if walk == nil, index.prefersWalk(people, limit: limit, plan) {
                    index.marks.insert(people)
                    begin(TimeWalk(of: people, columns, index, before: before, budget: steps), term, index)
                } else {
                    for person in people { add(.author(person), term, before, index) }
                }
            }
        }
    }

    /// Leaves the index's scratch as it was.
    func clearMarks(_ index: StreamIndex) {
        if let marked = walk?.people { index.marks.remove(marked) }
    }

    /// The next post that is there and passes the test of a term in which it stands; nil at the end, and at a pause.
    mutating func next(_ index: StreamIndex, _ judge: PostJudge) -> OrderKey? {
        while let top = heap.first {
            let key = OrderKey(top.key)
            if top.isPause || (budget <= 0 && key != looked) {
                pausedAt = top.isPause ? key : looked
                return nil
            }
            looked = key
            let mayMatch = columns?.mayMatch(Int(key.post.value)) ?? true
            budget -= columns != nil && mayMatch ? ColumnTest.stepsOfJudging : 1
            let isNew = key != last
            let passes =
                isNew && mayMatch && judge.holds(key.post) && judge.passes(terms[top.term].test, key.post)
            step(index)
            if passes {
                last = key
                return key
            }
        }
        return nil
    }

    // MARK: - Cursors

    private mutating func begin(_ walk: TimeWalk, _ term: Int, _ index: StreamIndex) {
        self.walk = walk
        advance(Cursor(list: nil, term: term), index)
    }

    /// Adds a list from below a place on; on a first page nothing of it is read but its newest key.
    private mutating func add(
        _ list: StreamExpression.PostList,
        _ term: Int,
        _ before: OrderKey,
        _ index: StreamIndex
    ) {
        let newest = index.newest(of: list, viewer)
        if newest < before.value {
            if newest > 0 { push(Cursor(key: newest, list: list, term: term)) }
        } else {
            advance(
                Cursor(index: index.list(list, viewer).keys.lowerBound(before.value), list: list, term: term),
                index
            )
        }
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
        if move(&cursor, index) { push(cursor) }
    }

    private mutating func move(_ cursor: inout Cursor, _ index: StreamIndex) -> Bool {
        guard let list = cursor.list else {
            guard let key = walk?.next(index) else { return false }
            cursor.key = key
            cursor.isPause = walk?.isPaused == true
            return true
        }
        let keys = index.list(list, viewer).keys
        cursor.index = min(cursor.index, keys.count - 1) - 1
        guard cursor.index >= 0 else { return false }
        cursor.key = keys[cursor.index]
        return true
    }

    // MARK: - Heap, newest first

    /// Of cursors at one post the walk's pause comes last: what stands there is judged before.
    private static func isNewer(_ one: Cursor, _ other: Cursor) -> Bool {
        one.key != other.key ? one.key > other.key : other.isPause && !one.isPause
    }

    private mutating func push(_ cursor: Cursor) {
        heap.append(cursor)
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
