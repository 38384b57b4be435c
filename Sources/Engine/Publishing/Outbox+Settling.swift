import Fetching
import Ledger
import Logging
import Services
import SocialModel

extension Outbox {
    /// Does what is next for a copy, and writes down what came of it; false if that could not be written.
    func settle(_ entry: OutboxEntry) async -> Bool {
        let write: OutboxWrite
        do throws(OutboxFailure) {
            write = entry.state == .deleting ? try await delete(entry) : try await publish(entry)
        } catch {
            guard let after = consequence(of: error, entry) else { return true }
            write = after
        }
        return await engine.write(write) == nil
    }

    private func account(_ entry: OutboxEntry)
        throws(OutboxFailure) -> (stored: StoredService, opened: ServiceAccount)
    {
        do {
            guard let service = try reader.service(entry.service) else { throw OutboxFailure.withdrawn }
            return (service, try ServiceAccount(service, configuration.vault))
        } catch let error as ServicesError {
            // Another key than before, perhaps: that is for who runs the engine to mend, and no fault of the user's.
            throw .service(.later(error.description, seconds: Self.unreadableSeconds))
        } catch let error as OutboxFailure {
            throw error
        } catch { throw .ledger("\(error)") }
    }

    private static var unreadableSeconds: Int { 3_600 }

    // MARK: - Posting

    private func publish(_ entry: OutboxEntry) async throws(OutboxFailure) -> OutboxWrite {
        let post: OutgoingPost
        do throws(LedgerError) {
            guard let found = try reader.outgoing(entry.post) else {
                return .failed(entry.number, reason: "The post, or the address of the pod, is not known.")
            }
            post = found
        } catch { throw .ledger("\(error)") }
        let account = try account(entry).opened
        let rendered = account.render(post)
        if let tried = entry.triedAt, Timestamp.now.seconds - tried.seconds >= account.idempotentSeconds {
            let found = try await find(entry.trace ?? rendered.trace, since: tried, entry)
            if let found { return .posted(entry.number, id: found.id, url: found.url) }
        }
        let key = "millrace-\(entry.number)-\(entry.post)"
        let outcome = try await drive(entry, rendered.trace) { $0.publish(rendered, key: key) }
        guard case .posted(let remote) = outcome else {
            throw .service(.refused("it was not said what became of the post"))
        }
        log.info("a post was copied", metadata: ["post": "\(entry.post)", "service": "\(account.kind.rawValue)"])
        return .posted(entry.number, id: remote.id, url: remote.url)
    }

    private func find(_ trace: String, since: Timestamp, _ entry: OutboxEntry)
        async throws(OutboxFailure) -> RemotePost?
    {
        let known: [String]
        do throws(LedgerError) { known = try reader.remoteIDs(of: entry.service, limit: Self.knownCopies) } catch {
            throw .ledger("\(error)")
        }
        let outcome = try await drive(entry) { $0.find(trace, since: since, known: Set(known)) }
        guard case .posted(let remote) = outcome else { return nil }
        return remote
    }

    private static var knownCopies: Int { 100 }

    // MARK: - Deleting

    private func delete(_ entry: OutboxEntry) async throws(OutboxFailure) -> OutboxWrite {
        var id = entry.remoteID
        if id == nil, let trace = entry.trace, let tried = entry.triedAt {
            id = try await find(trace, since: tried, entry)?.id
        }
        guard let id else { return .gone(entry.number) }
        _ = try await drive(entry) { $0.delete(id) }
        log.info("a copy was deleted", metadata: ["post": "\(entry.post)"])
        return .gone(entry.number)
    }

    // MARK: - Asking

    /// Asks what is to be asked, one after the other, to the end; the account is read each time, since what was asked
    /// before may have renewed its tokens.
    private func drive(_ entry: OutboxEntry, _ trace: String? = nil, _ first: (ServiceAccount) -> ServiceStep)
        async throws(OutboxFailure) -> ServiceStep
    {
        let service = try account(entry)
        var step = first(service.opened)
        while true {
            if case .renewed(let credentials, let next) = step {
                try await keep(credentials, for: service.stored, service.opened.kind)
                step = next
                continue
            }
            guard case .ask(let request, let then) = step else { return step }
            if request.pauseMilliseconds > 0 {
                try? await Task.sleep(for: .milliseconds(request.pauseMilliseconds))
            }
            let isDecisive = request.isDecisive
            if isDecisive {
                let until = Timestamp.inMilliseconds(configuration.pauseMilliseconds)
                let write = OutboxWrite.trying(entry.number, trace: trace ?? "", until: until)
                if let error = await engine.write(write) { throw error.isRefusal ? .withdrawn : .ledger("\(error)") }
            }
            do throws(ServiceFailure) {
                step = try then(try await send(request))
            } catch {
                // Whether a post is there is a question after a decisive request only.
                if case .unclear(let reason, let seconds) = error, !isDecisive {
                    throw .service(.later(reason, seconds: seconds))
                }
                throw .service(error)
            }
        }
    }

    private func keep(_ credentials: ServiceCredentials, for service: StoredService, _ kind: ServiceKind)
        async throws(OutboxFailure)
    {
        let context = ServiceAccount.context(service.user, kind, service.endpoint)
        let sealed: [UInt8]
        do throws(ServicesError) { sealed = try configuration.vault.seal(credentials, context: context) } catch {
            throw .ledger("\(error)")
        }
        let write = OutboxWrite.renew(service: service.number, from: service.credentials, to: sealed)
        if let error = await engine.write(write) { throw .ledger("\(error)") }
    }

    private func send(_ request: ServiceRequest) async throws(ServiceFailure) -> HTTPResponse {
        let stamp = OAuthStamp(second: Timestamp.now.seconds, nonce: Self.nonce())
        var http = request.signed(stamp)
        http.bodyLimit = http.bodyLimit ?? Self.answerBytes
        do throws(FetchingError) { return try await client.send(http) } catch {
            switch error {
            case .unresolved, .unreachable, .certificate, .busy: throw .later(error.description, seconds: nil)
            case .tooLarge where !request.isDecisive: throw .refused(error.description)
            case .timedOut, .broken, .cancelled, .stopped, .library, .tooLarge, .headersTooLarge:
                throw .unclear(error.description, seconds: nil)
            case .invalidURL, .insecure, .insecureRedirect, .addressRefused, .tooManyRedirects, .invalidHeader:
                throw .refused(error.description)
            }
        }
    }

    private static var answerBytes: Int { 1 << 20 }

    private static func nonce() -> String {
        (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
    }

    // MARK: - What a failure leads to

    /// What is written of a failure; nil if nothing is.
    private func consequence(of failure: OutboxFailure, _ entry: OutboxEntry) -> OutboxWrite? {
        switch failure {
        case .withdrawn: return nil
        case .ledger(let detail):
            log.error("a copy could not be made: \(detail)", metadata: ["post": "\(entry.post)"])
            return postponed(entry, "The ledger could not be read.", nil, mayBeThere: true, wholeService: false)
        case .service(let failure):
            let reason = withheld(failure.reason, entry)
            log.info("a network did not take a post: \(reason)", metadata: ["post": "\(entry.post)"])
            switch failure {
            case .refused: return givenUp(entry, reason)
            case .revoked:
                return .disable(
                    service: entry.service,
                    copy: entry.number,
                    reason: reason,
                    mayBeThere: entry.triedAt != nil
                )
            case .later(_, let seconds):
                return postponed(
                    entry,
                    reason,
                    seconds,
                    mayBeThere: entry.triedAt != nil,
                    wholeService: seconds != nil
                )
            case .unclear(_, let seconds):
                return postponed(entry, reason, seconds, mayBeThere: true, wholeService: seconds != nil)
            }
        }
    }

    private func postponed(
        _ entry: OutboxEntry,
        _ reason: String,
        _ seconds: Int?,
        mayBeThere: Bool,
        wholeService: Bool
    ) -> OutboxWrite {
        guard entry.attempts + 1 < configuration.attempts else {
            return givenUp(entry, "It was given up after \(configuration.attempts) tries. \(reason)")
        }
        let doubled = configuration.pauseMilliseconds << min(entry.attempts, 20)
        let pause = max(min(doubled, configuration.longestPauseMilliseconds), Int64(seconds ?? 0) * 1_000)
        let until = Timestamp.inMilliseconds(pause)
        return .postpone(
            entry.number,
            until: until,
            reason: reason,
            mayBeThere: mayBeThere,
            wholeService: wholeService
        )
    }

    private func givenUp(_ entry: OutboxEntry, _ reason: String) -> OutboxWrite {
        entry.state == .deleting
            ? .abandoned(entry.number, reason: "The copy could not be deleted. \(reason)")
            : .failed(entry.number, reason: reason)
    }

    /// A network's words, without anything secret that it may have repeated.
    private func withheld(_ reason: String, _ entry: OutboxEntry) -> String {
        guard let account = try? account(entry) else { return reason.cut(to: ServicesLimits.reason) }
        return account.opened.withheld(from: reason)
    }
}

/// Why nothing came of a copy.
enum OutboxFailure: Error {
    /// It is not to be made any more.
    case withdrawn
    /// The ledger could not be read or written.
    case ledger(String)
    /// The network says why, or does not answer.
    case service(ServiceFailure)
}

extension EngineError {
    fileprivate var isRefusal: Bool {
        if case .ledger(.refused) = self { true } else { false }
    }
}
