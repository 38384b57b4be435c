import JSON
import Ledger
import Logging
import SocialModel

/// Fetches the previews of addresses in posts, as the ledger's queue says.
///
/// All that it knows stands in the ledger, so that it goes on where it was killed.
actor LinkPreviewer {
    private let configuration: LinksConfiguration
    private let client: PodClient
    private let reader: LedgerReader
    private let engine: Engine
    private let log: Logger
    private var busy: Set<String> = []
    private var minute = ContinuousClock.now
    private var asked: [Substring: Int] = [:]
    private var wake: Task<Void, Never>?
    private var isStopped = false

    init(
        _ configuration: LinksConfiguration,
        _ client: PodClient,
        _ reader: LedgerReader,
        _ engine: Engine,
        _ log: Logger
    ) {
        (self.configuration, self.client, self.reader) = (configuration, client, reader)
        (self.engine, self.log) = (engine, log)
    }

    func stop() {
        isStopped = true
        wake?.cancel()
    }

    /// Begins what is up.
    func pump() {
        guard !isStopped else { return }
        wake?.cancel()
        do throws(LedgerError) {
            // Those at work are still waiting in the ledger.
            let upcoming = try reader.links(upBy: .now, limit: configuration.atOnce)
            for errand in upcoming.due where busy.count < configuration.atOnce && !busy.contains(errand.url) {
                busy.insert(errand.url)
                Task { await self.run(errand) }
            }
            guard busy.count < configuration.atOnce, let next = upcoming.next else { return }
            sleep(until: next)
        } catch {
            log.error("the previews to be fetched cannot be read: \(error)")
            sleep(until: .inMilliseconds(configuration.pauseMilliseconds))
        }
    }

    private func sleep(until time: Timestamp) {
        wake = Task {
            await Task.sleep(untilDue: time)
            if !Task.isCancelled { self.pump() }
        }
    }

    private func run(_ errand: LinkErrand) async {
        let write = mayAsk(errand.url) ? await outcome(of: errand) : later(errand)
        if let error = await engine.write(write), !isStopped {
            log.error("a preview could not be written: \(error)")
            try? await Task.sleep(for: .milliseconds(configuration.pauseMilliseconds))
        }
        busy.remove(errand.url)
        pump()
    }

    private func outcome(of errand: LinkErrand) async -> LinkWrite {
        do throws(LinkFailure) {
            let found = try await LinkPreview.fetch(errand.url, client).objects
            func text(_ object: JSONObject?) -> String? {
                object.map { String(decoding: JSONWriter.bytes(.object($0)), as: UTF8.self) }
            }
            return .found(url: errand.url, oEmbed: text(found.oEmbed), openGraph: text(found.openGraph))
        } catch {
            let reason = error.description.cut(to: Self.reasonBytes)
            guard error.isPassing, errand.attempts + 1 < configuration.attempts else {
                return .failed(url: errand.url, reason: reason)
            }
            let pause = (0..<errand.attempts).reduce(configuration.pauseMilliseconds) { pause, _ in pause * 10 }
            return .postpone(url: errand.url, until: .inMilliseconds(pause), reason: reason, counts: true)
        }
    }

    private static var reasonBytes: Int { 300 }

    // MARK: - One host's share

    private func mayAsk(_ url: String) -> Bool {
        if minute.duration(to: .now) > .seconds(60) { (minute, asked) = (.now, [:]) }
        let host = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first ?? ""
        guard asked[host, default: 0] < configuration.perHostAndMinute else { return false }
        asked[host, default: 0] += 1
        return true
    }

    private func later(_ errand: LinkErrand) -> LinkWrite {
        .postpone(url: errand.url, until: .inMilliseconds(60_000), reason: nil, counts: false)
    }
}
