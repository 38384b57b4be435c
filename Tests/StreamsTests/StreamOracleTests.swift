import Ledger
import Streams
import TestSupport
import Testing

/// Random histories: the ledger and the index must show what the oracle shows, at every moment and after a restart.
@Suite struct StreamOracleTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func everyStreamEqualsTheOracle(seed: UInt64) async throws {
        var history = RandomHistory(seed: seed)
        var twins = try Twins()
        for change in history.beginning { try twins.apply(change, at: history.next().at) }
        for step in 1...240 {
            let (change, time) = history.next()
            try twins.apply(change, at: time)
            if step % 60 == 0 { try twins.compare(history, "seed \(seed), step \(step)") }
        }
        // What a restart reads from the ledger is what was built change by change.
        twins.index = StreamIndex()
        let index = twins.index
        _ = try await index.load(from: twins.reader)
        try twins.compare(history, "seed \(seed), after a scan")
    }
}
