import Corpus
import RPC
import SocialModel
import Wire

/// A simulated pod: it has a generated world happen to it, and tells the engine as a pod would.
struct DemoPod {
    let world: World
    private let keys: KeyRing
    /// The people in each aspect of each user, as the pod told the engine.
    private(set) var members: [DiasporaID: [String: Int]] = [:]
    private(set) var envelopes = 0
    private(set) var signing = Duration.zero

    init(_ world: World, _ keys: KeyRing) {
        self.world = world
        self.keys = keys
    }

    /// Attaches: everything that happened, in order, over one connection with many requests on their way.
    mutating func attach(_ client: RPCClient) async throws -> ImportTally {
        var importer = Importer(client)
        let events = Array(world.events.withPublicKeys { [keys] in keys.publicKey(of: $0) })
        let bar = ProgressBar("attaching")
        for (number, event) in events.enumerated() {
            try Task.checkCancellation()
            if event.isEnvelope { envelopes += 1 }
            note(event)
            let begin = ContinuousClock.now
            let line = try CommandError.generating { () throws(CorpusError) in try event.line(keys) }
            if event.isEnvelope { signing += .now - begin }
            try await importer.take(line, line: number + 1)
            bar.show(number + 1, of: events.count)
        }
        try await importer.finish()
        bar.clear()
        return importer.tally
    }

    private mutating func note(_ event: WorldEvent) {
        guard case .apply(let changes) = event.content else { return }
        for case .contactPut(let put) in changes where put.isReceiving {
            for aspect in put.aspects { members[put.user, default: [:]][aspect, default: 0] += 1 }
        }
    }
}
