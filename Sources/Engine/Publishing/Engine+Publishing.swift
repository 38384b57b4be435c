import Fetching
public import JSON
public import Ledger
public import Services
public import SocialModel

extension Engine {
    /// Begins to copy posts to other networks, if that is configured.
    func startPublishing() async throws(EngineError) {
        guard let publishing = configuration.publishing else { return }
        let reader: LedgerReader
        do throws(LedgerError) { reader = try files.openReader(label: "ledger.outbox") } catch { throw .ledger(error) }
        outboxLane = openLane()
        let outbox: Outbox
        do throws(FetchingError) { outbox = try Outbox(publishing, reader, self, log) } catch { throw .fetching(error) }
        self.outbox = outbox
        await outbox.pump()
    }

    func stopPublishing() async {
        await outbox?.stop()
        outbox = nil
    }

    /// Tells the outbox that there may be something to do.
    func wakeOutbox() {
        guard let outbox else { return }
        Task { await outbox.pump() }
    }

    /// Writes what happens to accounts and copies; gives what is wrong with it.
    func write(_ write: OutboxWrite) async -> EngineError? {
        guard let lane = outboxLane else { return .publishingOff }
        return await withCheckedContinuation { continuation in
            append(.outbox(write), lane, .now, Self.outboxCost, 0) { result in
                switch result {
                case .success: continuation.resume(returning: nil)
                case .failure(let error): continuation.resume(returning: error)
                }
            }
        }
    }

    /// About what a write takes in memory.
    private static var outboxCost: Int { 4_096 }

    // MARK: - Accounts

    /// Keeps a user's account on another network, its credentials encrypted.
    public func putService(
        _ name: String,
        of user: DiasporaID,
        _ kind: ServiceKind,
        endpoint: String?,
        account: String?,
        credentials: [String: String],
        defaults: JSONObject
    ) async throws(EngineError) {
        guard let vault = configuration.publishing?.vault else { throw .publishingOff }
        let put: ServicePut
        do throws(ServicesError) {
            guard let endpoint = endpoint ?? kind.endpoint else {
                throw .endpoint("\(kind.rawValue) needs endpoint, the address of the server.")
            }
            let address = try ServiceAccount.endpoint(endpoint)
            let settings = try ServiceSettings(kind, defaults)
            put = ServicePut(
                user: user,
                name: name,
                kind: kind.rawValue,
                endpoint: address,
                account: account,
                defaults: String(decoding: JSONWriter.bytes(.object(settings.json)), as: UTF8.self),
                credentials: try vault.seal(
                    try ServiceCredentials(kind, credentials),
                    context: ServiceAccount.context(user, kind, address)
                )
            )
        } catch { throw .services(error) }
        // A user is not waited for: who has none here has no accounts elsewhere either.
        try localAccount(user)
        if let error = await write(.put(put)) { throw error }
    }

    /// Forgets an account; what was posted there stays.
    public func deleteService(_ name: String, of user: DiasporaID) async throws(EngineError) {
        try localAccount(user)
        if let error = await write(.delete(user: user, name: name)) { throw error }
    }

    /// A user's accounts, without their credentials, and of each the copy of a post.
    public func services(of user: DiasporaID, post: GUID?) async throws(EngineError) -> [ServiceOverview] {
        try localAccount(user)
        let failures = Self.failuresInList
        return try await slowReader.read { (reader) throws(LedgerError) in
            try reader.services(of: user, post: post, failures: failures)
        }
    }

    private static var failuresInList: Int { 20 }

    // MARK: - Posts

    /// Exactly what would be posted.
    public func previewService(_ name: String, of user: DiasporaID, post: GUID) async throws(EngineError)
        -> RenderedPost
    {
        guard let vault = configuration.publishing?.vault else { throw .publishingOff }
        try localAccount(user)
        let (stored, found, isOwn) = try await slowReader.read { (reader) throws(LedgerError) in
            (
                try reader.service(name, of: user), try reader.outgoing(post),
                try reader.isStatusMessage(post, by: user)
            )
        }
        guard let stored else { throw .ledger(.refused(Refusal("unknown_service", "The user has no such service."))) }
        guard let found, isOwn else { throw .notFound("\(user) has no post \(post) with a text of its own.") }
        do throws(ServicesError) { return try ServiceAccount(stored, vault).render(found) } catch {
            throw .services(error)
        }
    }

    /// Lets a post be copied to accounts; one that is there already is not copied again.
    public func publish(_ post: GUID, of user: DiasporaID, to names: [String], thoughLimited: Bool)
        async throws(EngineError)
    {
        guard configuration.publishing != nil else { throw .publishingOff }
        try localAccount(user)
        let isOwn = try await slowReader.read { (reader) throws(LedgerError) in
            try reader.isStatusMessage(post, by: user)
        }
        guard isOwn else { throw .notFound("\(user) has no post \(post) with a text of its own.") }
        if let error = await write(.enqueue(post: post, user: user, names: names, thoughLimited: thoughLimited)) {
            throw error
        }
    }
}
