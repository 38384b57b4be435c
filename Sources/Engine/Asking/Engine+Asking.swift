import Federation
import Fetching
import Ledger
import SocialModel

extension Engine {
    /// Begins to fetch what things wait for, if that is configured.
    func startFetching() async throws(EngineError) {
        guard let configuration = configuration.fetching else { return }
        let client: PodClient
        let reader: LedgerReader
        do throws(FetchingError) { client = try PodClient(configuration.client) } catch { throw .fetching(error) }
        do throws(LedgerError) { reader = try files.openReader(label: "ledger.fetcher") } catch { throw .ledger(error) }
        fetchLane = openLane()
        let fetcher = FederationFetcher(client, reader, self, configuration.limits, log)
        self.fetcher = fetcher
        // What things waited for when the engine stopped.
        let limit = configuration.limits.queued
        let needs = try await slowReader.read { (reader) throws(LedgerError) in try reader.needs(limit: limit) }
        await fetcher.want([FetchWish(needs: needs, texts: [], depth: 0)])
    }

    func stopFetching() async {
        await fetcher?.stop()
        fetcher = nil
    }

    /// Tells the fetcher what a group of calls left to be fetched.
    func wish(_ group: [PendingCall], _ results: [Result<WriteReceipt, LedgerError>]) {
        guard let fetcher else { return }
        var wishes: [FetchWish] = []
        for (call, result) in zip(group, results) {
            guard case .success(let receipt) = result else { continue }
            var entities = receipt.resumed
            if case .receive(let incoming) = call.call, receipt.status == .accepted {
                entities.append(incoming.received.entity)
            }
            let texts = entities.compactMap(\.linkingText)
            if receipt.needs.isEmpty, texts.isEmpty { continue }
            wishes.append(FetchWish(needs: receipt.needs, texts: texts, depth: call.depth))
        }
        guard !wishes.isEmpty else { return }
        Task { await fetcher.want(wishes) }
    }

    /// Takes in a person as the ordinary intake does; gives what is wrong with it.
    func takeFetched(_ person: DiscoveredPerson, depth: Int) async -> EngineError? {
        guard let lane = fetchLane else { return .stopping }
        return await withCheckedContinuation { continuation in
            discover(person, lane: lane, receivedAt: .now, cost: Self.personCost, depth: depth) { result in
                switch result {
                case .success: continuation.resume(returning: nil)
                case .failure(let error): continuation.resume(returning: error)
                }
            }
        }
    }

    /// Takes in an envelope as the ordinary intake does; gives what became of it, or what is wrong with it.
    func takeFetched(_ envelope: [UInt8], depth: Int) async -> (EnvelopeStatus?, EngineError?) {
        guard let lane = fetchLane else { return (nil, .stopping) }
        return await withCheckedContinuation { continuation in
            receive(
                .everybody(envelope),
                lane: lane,
                receivedAt: .now,
                cost: envelope.count,
                depth: depth
            ) { result, _ in
                switch result {
                case .success(let receipt): continuation.resume(returning: (receipt.status, nil))
                case .failure(let error): continuation.resume(returning: (nil, error))
                }
            }
        }
    }

    /// About what a person takes in memory.
    private static var personCost: Int { 4_096 }
}

extension Entity {
    /// The text whose links are followed (protocol §11.4).
    fileprivate var linkingText: String? {
        switch self {
        case .statusMessage(let post): post.text
        case .photo(let photo): photo.text
        case .comment(let comment): comment.text
        case .message(let message): message.text
        case .profile(let profile): profile.bio
        case .reshare, .like, .pollParticipation, .participation, .contact, .conversation, .retraction,
            .accountDeletion, .accountMigration:
            nil
        }
    }
}
