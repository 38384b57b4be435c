public import NIOCore

/// How often each method was called, what came of it, and how long it took; it lives on the engine's loop, as sessions do.
public actor CallMeter {
    private nonisolated let loop: any EventLoop
    /// The loop's executor.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.executor.asUnownedSerialExecutor() }

    /// By the methods' places in their table.
    private var methods: [MethodCounts] = []

    init(_ loop: any EventLoop) { self.loop = loop }

    /// Upper bounds of the buckets, in microseconds; what takes longer is in none.
    public static let bounds: [Int64] = [
        50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
    ]

    /// Notes a call that was answered now.
    public func note(_ method: Int, isFault: Bool, since begin: NIODeadline) {
        while methods.count <= method { methods.append(MethodCounts()) }
        let microseconds = max(0, (NIODeadline.now() - begin).nanoseconds / 1_000)
        methods[method].note(microseconds, isFault: isFault)
    }

    /// All that was counted since the engine opened.
    public var counts: [MethodCounts] { methods }
}

/// The calls of one method.
public struct MethodCounts: Sendable, Hashable {
    /// Answered with a result.
    public private(set) var results: UInt64 = 0
    /// Answered with an error.
    public private(set) var faults: UInt64 = 0
    /// Microseconds of all together.
    public private(set) var microseconds: UInt64 = 0
    /// How many took at most as long as each of ``CallMeter/bounds``, but longer than the one before.
    public private(set) var buckets = [UInt64](repeating: 0, count: CallMeter.bounds.count)

    mutating func note(_ microseconds: Int64, isFault: Bool) {
        if isFault { faults += 1 } else { results += 1 }
        self.microseconds += UInt64(microseconds)
        if let bucket = CallMeter.bounds.firstIndex(where: { microseconds <= $0 }) { buckets[bucket] += 1 }
    }
}
