import Engine
import Foundation
import Ledger
import NIOCore
import SocialModel

/// How long after a post has come it is found, while a thousand come every second.
enum Arrivals {
    private static let rate = 1_000
    private static let seconds = 30

    /// Posts with the ledger's texts by its people, evenly spread; one in a hundred is waited for.
    static func run(_ engine: Engine, _ folder: String, _ texts: Texts) async throws {
        let authors = try Texts.authors(folder)
        guard !authors.isEmpty, !texts.all.isEmpty else { return }
        let lane = await engine.openLane()
        let clock = ContinuousClock()
        let start = clock.now
        let times: [Times] = try await withThrowingTaskGroup(of: Times.self) { group in
            for number in 0..<rate * seconds {
                let due = start + .microseconds(number * 1_000_000 / rate)
                // By the clock and not one after the other: posts come whether or not the last one is written, so that
                // whoever waits behind a slow one is counted.
                if clock.now < due { try await clock.sleep(until: due) }
                let post = StatusMessage(
                    author: authors[number % authors.count],
                    guid: GUID(digits: UInt128(number) | UInt128(1) << 127),
                    createdAt: .now,
                    isPublic: true,
                    text: texts.all[number % texts.all.count]
                )
                let written = engine.loop.makePromise(of: WriteReceipt.self)
                let came = clock.now
                await engine.apply(
                    [.entity(EntityPut(.statusMessage(post)))],
                    skipRefused: false,
                    lane: lane,
                    receivedAt: .now,
                    cost: 0
                ) { written.completeWith($0.mapError { $0 }) }
                guard number.isMultiple(of: 100) else { continue }
                group.addTask {
                    let seq = try await written.futureResult.get().seq
                    let isWritten = clock.now
                    try await engine.searchReach(seq, within: .seconds(60))
                    return Times(written: isWritten - came, found: clock.now - came)
                }
            }
            return try await group.reduce(into: [Times]()) { $0.append($1) }
        }
        let took = (clock.now - start).seconds
        await engine.closeLane(lane)
        print(String(format: "\n%d posts in %.1f s, one in a hundred waited for, milliseconds", rate * seconds, took))
        print("                                          median     99th  slowest")
        report("from coming until it is on the disk", times.map { $0.written })
        report("from coming until it is found", times.map { $0.found })
    }

    private struct Times {
        let written: Duration
        let found: Duration
    }

    private static func report(_ name: String, _ times: [Duration]) {
        let times = times.map(\.milliseconds).sorted()
        print(
            name.padding(toLength: 38, withPad: " ", startingAt: 0)
                + String(
                    format: "%10.2f %8.2f %8.2f",
                    times[times.count / 2],
                    times[times.count * 99 / 100],
                    times.last ?? 0
                )
        )
    }
}
