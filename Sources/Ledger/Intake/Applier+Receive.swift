import Federation
import GRDB
import SocialModel

extension Applier {
    /// Takes in an envelope: its signature, who may send what, then what it says (protocol §10).
    func receive(_ incoming: IncomingEnvelope) throws -> Bool {
        let envelope = incoming.envelope
        let received = incoming.received
        let pem = try keyText(of: envelope.sender)
        if incoming.verifiedWith != pem {
            let key = try readyKey(pem, of: envelope.sender)
            try Refusal.of { () throws(FederationError) in try envelope.verify(with: key) }
        }
        try Refusal.of { () throws(FederationError) in
            try ReceiveRules.checkPublicEndpoint(received)
            // Who may send a relayable or a retraction depends on what it refers to.
            guard received.proof == nil, received.entity.type != .retraction else { return }
            try ReceiveRules.checkSender(envelope.sender, author: received.entity.author)
        }
        return try apply(.entity(EntityPut(received.entity)), from: .federation(incoming))
    }

    /// The rules of relayables that need the ledger; the pod is trusted (protocol §9, §15).
    func checkRelayable(_ author: PersonNumber, root: StoredPost, from origin: Origin) throws {
        guard case .federation(let incoming) = origin else { return }
        let owner = try row("SELECT id, flags FROM people WHERE number = ?", [root.author.value])
        guard let owner, let rootAuthor = owner["id"] as DiasporaID? else { return }
        let isLocal = StoredPersonFlags(rawValue: owner["flags"]).contains(.local)
        let facts = ReceiveRules.Root(author: rootAuthor, isLocal: isLocal)
        let id = incoming.received.entity.author
        try checkAuthorSignature(incoming, facts)
        try Refusal.of { () throws(FederationError) in
            try ReceiveRules.checkRelay(sender: incoming.envelope.sender, author: id, root: facts)
        }
        guard isLocal, let user = try account(of: root.author) else { return }
        let blocked = try row("SELECT 1 FROM blocks WHERE user = ? AND person = ?", [user.value, author.value])
        if blocked != nil { throw Refusal("author_ignored", "The post's author ignores \(id).") }
    }

    /// The author's own signature, which counts unless the author is the root's (protocol §9.1).
    private func checkAuthorSignature(_ incoming: IncomingEnvelope, _ root: ReceiveRules.Root) throws {
        let received = incoming.received
        let author = received.entity.author
        guard ReceiveRules.needsAuthorSignature(author: author, root: root) else { return }
        guard received.proof?.signature != nil else {
            throw Refusal(FederationError.missingAuthorSignature(author: author))
        }
        let pem = try keyText(of: author)
        if let verdict = incoming.authorVerdict, verdict.pem == pem {
            guard verdict.isValid else { throw Refusal(FederationError.invalidAuthorSignature(author: author)) }
        } else {
            let key = try readyKey(pem, of: author)
            try Refusal.of { () throws(FederationError) in
                try ReceiveRules.checkAuthorSignature(received, root: root, key: key)
            }
        }
    }

    /// A person's key as PEM; waits for one that nobody told yet.
    private func keyText(of id: DiasporaID) throws -> String {
        switch PublicKeyState(try row("SELECT key_state, key FROM people WHERE id = ?", [id])) {
        case .neverGiven: throw Unmet(need: .person(id))
        case .unusable: throw Refusal.keyUnusable(of: id)
        case .given(let pem): return pem
        }
    }

    /// Reads a key, which takes longer than all else that the writer does for an envelope: only where it must.
    private func readyKey(_ pem: String, of id: DiasporaID) throws -> PublicKey {
        switch ReadyKey(.given(pem: pem)) {
        case .ready(let key, _): return key
        case .neverGiven, .unusable: throw Refusal.keyUnusable(of: id)
        }
    }
}
