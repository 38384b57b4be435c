import Federation
import Fetching
import Ledger
import Logging
import SocialModel

/// What a write left to be fetched.
struct FetchWish: Sendable {
    /// What things wait for.
    var needs: [Need]
    /// What was said and may link to something.
    var texts: [String]
    /// How many fetches led to that.
    var depth: Int
}

/// Fetches from other pods what things here wait for, and gives it to the ordinary intake.
///
/// Off unless configured; then the pod is only told what is needed. ``FetchBook`` decides what begins when.
actor FederationFetcher {
    let client: PodClient
    private let reader: LedgerReader
    private let engine: Engine
    private let limits: FetchLimits
    private let log: Logger
    private var book: FetchBook
    private var wake: Task<Void, Never>?
    private var isStopped = false
    private let begin = ContinuousClock.now

    init(_ client: PodClient, _ reader: LedgerReader, _ engine: Engine, _ limits: FetchLimits, _ log: Logger) {
        (self.client, self.reader, self.engine, self.limits, self.log) = (client, reader, engine, limits, log)
        book = FetchBook(limits)
    }

    var counters: FetchCounters { book.counters }

    /// Fetches what is needed, and what texts link to.
    func want(_ wishes: [FetchWish]) {
        guard !isStopped else { return }
        for wish in wishes { want(wish.needs, wish.texts, depth: wish.depth) }
        pump()
    }

    private func want(_ needs: [Need], _ texts: [String], depth: Int) {
        let links = texts.flatMap { Self.links(in: $0, limit: limits.linksOfText) }
        for var errand in needs.compactMap({ Errand($0, depth: depth) })
            + links.compactMap({ Errand($0, depth: depth) })
        {
            guard !isSettled(errand.target), let pod = pod(of: errand) else { continue }
            errand.host = Self.host(of: pod)
            book.want(errand, now: now)
        }
    }

    /// Begins nothing more, and gives up what is at work.
    func stop() {
        isStopped = true
        wake?.cancel()
        client.stop()
    }

    // MARK: - One after the other

    private var now: Int64 { Int64((ContinuousClock.now - begin) / .milliseconds(1)) }

    private func pump() {
        guard !isStopped else { return }
        while let errand = book.next(now: now) {
            Task { await self.run(errand) }
        }
        wake?.cancel()
        guard let time = book.wakeTime(now: now) else { return }
        let pause = time - now
        wake = Task {
            try? await Task.sleep(for: .milliseconds(max(pause, 1)))
            if !Task.isCancelled { self.pump() }
        }
    }

    private func run(_ errand: Errand) async {
        let outcome = await outcome(of: errand)
        book.finish(errand, outcome, now: now)
        pump()
    }

    private func outcome(of errand: Errand) async -> FetchBook.Outcome {
        // It may have come by another way while this one waited for its turn.
        guard !isSettled(errand.target), let pod = pod(of: errand) else { return .needless }
        do throws(PodClientError) {
            let fault: EngineError?
            switch errand.target {
            case .person(let id): fault = await engine.takeFetched(try await client.person(id), depth: errand.depth + 1)
            case .entity(let type, let guid):
                let envelope = try await client.envelope(type, guid, of: pod)
                let (status, error) = await engine.takeFetched(envelope, depth: errand.depth + 1)
                // Any envelope is taken in if it is good; but what was asked for is missing still.
                if error == nil, status != .parked, !isSettled(errand.target) {
                    log.info("a pod answered with something else", metadata: ["for": "\(errand.target)"])
                    return .failed
                }
                fault = error
            }
            guard let fault else { return .fetched }
            log.info("what was fetched was refused: \(fault)", metadata: ["for": "\(errand.target)"])
        } catch {
            log.info("a fetch failed: \(error)", metadata: ["for": "\(errand.target)"])
        }
        return .failed
    }

    // MARK: - The ledger

    /// Whether nothing is to be fetched: a person with a key, an entity that is here or gone for good.
    private func isSettled(_ target: Errand.Target) -> Bool {
        switch target {
        case .person(let id): (try? reader.key(of: id)).map { $0 != .neverGiven } ?? true
        case .entity(let type, let guid): (try? reader.isSettled(type, guid)) ?? true
        }
    }

    /// The URL of the pod that is asked; nil if that is our own, which tells by itself.
    private func pod(of errand: Errand) -> String? {
        guard let pod = try? reader.pod(of: errand.owner), !pod.isLocal else { return nil }
        if let own = try? reader.pod()?.url, Self.host(of: own) == String(errand.owner.host) { return nil }
        if case .entity = errand.target, let url = pod.url { return url }
        return "https://\(errand.owner.host)/"
    }

    /// The first so many links of a text, each once.
    private static func links(in text: String, limit: Int) -> [DiasporaLink] {
        var links: [DiasporaLink] = []
        for link in DiasporaLink.links(in: text) where !links.contains(link) {
            guard links.count < limit else { break }
            links.append(link)
        }
        return links
    }

    /// Host and port of a URL.
    private static func host(of url: String) -> String {
        let rest = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return rest.count > 2 ? rest[2].lowercased() : url
    }
}
