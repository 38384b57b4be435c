/// Millions of values, ascending, in chunks, so that a late one moves a few kilobytes and not everything.
struct ChunkedList {
    /// A chunk is split when it grows beyond this.
    static let largestChunk = 2_048

    private(set) var chunks: [[UInt64]] = []
    private(set) var count = 0

    init() {}

    /// Takes in values in any order, each once.
    init(sorting values: consuming [UInt64]) {
        let sorted = values.radixSorted()
        count = sorted.count
        chunks = stride(from: 0, to: sorted.count, by: Self.largestChunk).map { start in
            Array(sorted[start..<min(start + Self.largestChunk, sorted.count)])
        }
    }

    mutating func insert(_ value: UInt64) {
        count += 1
        guard let last = chunks.last?.last, last > value else {
            append(value)
            return
        }
        let index = chunk(of: value)
        let place = chunks[index].lowerBound(value)
        chunks[index].insert(value, at: place)
        if chunks[index].count > Self.largestChunk {
            let half = chunks[index].count / 2
            let upper = Array(chunks[index][half...])
            chunks[index].removeLast(upper.count)
            chunks.insert(upper, at: index + 1)
        }
    }

    mutating func remove(_ value: UInt64) {
        guard !chunks.isEmpty else { return }
        let index = chunk(of: value)
        let place = chunks[index].lowerBound(value)
        guard place < chunks[index].count, chunks[index][place] == value else { return }
        chunks[index].remove(at: place)
        if chunks[index].isEmpty { chunks.remove(at: index) }
        count -= 1
    }

    func contains(_ value: UInt64) -> Bool {
        guard !chunks.isEmpty else { return false }
        let index = chunk(of: value)
        let place = chunks[index].lowerBound(value)
        return place < chunks[index].count && chunks[index][place] == value
    }

    private mutating func append(_ value: UInt64) {
        if let last = chunks.indices.last, chunks[last].count < Self.largestChunk {
            chunks[last].append(value)
        } else {
            var chunk: [UInt64] = []
            chunk.reserveCapacity(Self.largestChunk)
            chunk.append(value)
            chunks.append(chunk)
        }
    }

    /// The chunk in which a value stands or would stand: the last one that begins at or below it, else the first.
    private func chunk(of value: UInt64) -> Int {
        max(chunks.partition { $0[0] > value } - 1, 0)
    }

    /// Where a walk down begins: behind the highest value below another.
    func position(before value: UInt64) -> Position {
        guard !chunks.isEmpty else { return Position(chunk: 0, index: 0) }
        let index = chunk(of: value)
        return Position(chunk: index, index: chunks[index].lowerBound(value))
    }

    /// The next value downwards.
    func step(_ position: inout Position) -> UInt64? {
        while position.chunk >= 0, position.chunk < chunks.count {
            if position.index > 0 {
                position.index -= 1
                return chunks[position.chunk][position.index]
            }
            position.chunk -= 1
            position.index = position.chunk >= 0 ? chunks[position.chunk].count : 0
        }
        return nil
    }

    /// Calls `body` with each value, upwards.
    func each(_ body: (UInt64) -> Void) { for chunk in chunks { for value in chunk { body(value) } } }

    /// A place between two values; a walk goes down from it.
    struct Position {
        var chunk: Int
        var index: Int
    }
}
