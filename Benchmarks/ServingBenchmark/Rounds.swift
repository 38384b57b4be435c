/// Several things measured in turn, so that a slow moment of the machine meets all of them.
struct Rounds {
    /// How often each is measured.
    static let count = 2_001

    private var times: [[Double]]

    private let rounds: Int

    init(kinds: Int, count: Int = count) {
        times = Array(repeating: [], count: kinds)
        rounds = count
    }

    mutating func run(_ body: (_ kind: Int) throws -> Void) rethrows {
        let clock = ContinuousClock()
        for _ in 0..<rounds {
            for kind in times.indices {
                let time = try clock.measure { try body(kind) }
                times[kind].append(time.microseconds)
            }
        }
    }

    /// Of each kind, in microseconds.
    var medians: [Double] { times.map { $0.sorted()[$0.count / 2] } }
}

extension Duration {
    var microseconds: Double { Double(components.seconds) * 1e6 + Double(components.attoseconds) / 1e12 }
}
