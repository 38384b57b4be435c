import Fetching
import Ledger
import Logging
import Services
import SocialModel

/// Makes and deletes copies of posts on other networks, as the ledger's outbox says: one at a time for each account.
///
/// All that it knows stands in the ledger, so that it goes on where it was killed. Before anything is asked that may make
/// a copy, the ledger has that it is; where it is not known what came of it, the copy is looked for first.
actor Outbox {
    let configuration: PublishingConfiguration
    let client: HTTPClient
    let reader: LedgerReader
    let engine: Engine
    let log: Logger
    private var busy: Set<Int64> = []
    private var wake: Task<Void, Never>?
    private var isStopped = false

    init(_ configuration: PublishingConfiguration, _ reader: LedgerReader, _ engine: Engine, _ log: Logger)
        throws(FetchingError)
    {
        (self.configuration, self.reader, self.engine, self.log) = (configuration, reader, engine, log)
        client = try HTTPClient(configuration.client)
    }

    /// Begins nothing more, and gives up what is at work; what was asked and not answered is looked for after the next
    /// start.
    func stop() {
        isStopped = true
        wake?.cancel()
        client.stop()
    }

    /// Begins what is up.
    func pump() {
        guard !isStopped else { return }
        wake?.cancel()
        do throws(LedgerError) {
            let room = configuration.atOnce - busy.count
            for entry in try reader.dueCopies(by: .now, limit: room, busy: busy) {
                busy.insert(entry.service)
                Task { await self.run(entry) }
            }
            guard busy.count < configuration.atOnce, let next = try reader.nextCopy(busy: busy) else { return }
            sleep(until: next)
        } catch {
            log.error("the outbox cannot be read: \(error)")
            sleep(until: .inMilliseconds(configuration.pauseMilliseconds))
        }
    }

    private func sleep(until time: Timestamp) {
        wake = Task {
            await Task.sleep(untilDue: time)
            if !Task.isCancelled { self.pump() }
        }
    }

    private func run(_ entry: OutboxEntry) async {
        if await !settle(entry) {
            // What became of it could not be written: not again at once.
            try? await Task.sleep(for: .milliseconds(configuration.pauseMilliseconds))
        }
        busy.remove(entry.service)
        pump()
    }
}
