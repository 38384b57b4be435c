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
        var put = EntityPut(received.entity)
        if let recipient = incoming.recipient {
            try checkRecipient(recipient)
            put.recipients = received.isLimited ? [recipient] : []
        }
        try Refusal.of { () throws(FederationError) in
            if let recipient = incoming.recipient {
                if case .contact(let contact) = received.entity {
                    try ReceiveRules.checkRecipient(contact, is: recipient)
                }
            } else {
                try ReceiveRules.checkPublicEndpoint(received)
            }
            // Who may send a relayable or a retraction depends on what it refers to.
            guard received.proof == nil, received.entity.type != .retraction else { return }
            try ReceiveRules.checkSender(envelope.sender, author: received.entity.author)
        }
        return try apply(.entity(put), from: .federation(incoming))
    }

    /// Only who has an open account here receives anything (protocol §2, §15).
    private func checkRecipient(_ id: DiasporaID) throws {
        let found = try row(
            "SELECT flags FROM people WHERE id = ? AND number IN (SELECT person FROM users)",
            [id]
        )
        guard let found else {
            let flags = try number("SELECT flags FROM people WHERE id = ?", [id]).map(StoredPersonFlags.init(rawValue:))
            throw flags?.contains(.closed) == true ? Refusal.recipientClosed(id) : Refusal.recipientUnknown(id)
        }
        if StoredPersonFlags(rawValue: found[0]).contains(.closed) { throw Refusal.recipientClosed(id) }
    }

    /// The author of a post as the rules of relaying see it.
    func root(of post: StoredPost) throws -> ReceiveRules.Root? {
        guard let owner = try row("SELECT id, flags FROM people WHERE number = ?", [post.author.value]),
            let author = owner["id"] as DiasporaID?
        else { return nil }
        return ReceiveRules.Root(
            author: author,
            isLocal: StoredPersonFlags(rawValue: owner["flags"]).contains(.local)
        )
    }

    /// The rules of relayables that need the ledger; the pod is trusted (protocol §9, §15).
    ///
    /// They hold for what is known already too, save that nobody is ignored for what was said before.
    func checkRelayable(_ author: PersonNumber, root: StoredPost, from origin: Origin, isKnown: Bool = false) throws {
        guard case .federation(let incoming) = origin, let facts = try self.root(of: root) else { return }
        let id = incoming.received.entity.author
        // Who has moved is who he or she is now; signatures are by the key of whom they name.
        if author != root.author { try checkAuthorSignature(incoming, facts) }
        let sender = try current(incoming.envelope.sender)
        let writer = try current(id)
        try Refusal.of { () throws(FederationError) in
            try ReceiveRules.checkRelay(sender: sender, author: writer, root: facts)
        }
        guard !isKnown, facts.isLocal, let user = try account(of: root.author) else { return }
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
    func keyText(of id: DiasporaID) throws -> String {
        switch PublicKeyState(try row("SELECT key_state, key FROM people WHERE id = ?", [id])) {
        case .neverGiven: throw Unmet(need: .person(id))
        case .unusable: throw Refusal.keyUnusable(of: id)
        case .given(let pem): return pem
        }
    }

    /// Reads a key, which takes longer than all else that the writer does for an envelope: only where it must.
    func readyKey(_ pem: String, of id: DiasporaID) throws -> PublicKey {
        switch ReadyKey(.given(pem: pem)) {
        case .ready(let key, _): return key
        case .neverGiven, .unusable: throw Refusal.keyUnusable(of: id)
        }
    }
}

extension ReceivedEntity {
    /// Whether it is for those only who receive it.
    fileprivate var isLimited: Bool {
        switch entity {
        case .statusMessage(let post): !post.isPublic
        case .photo(let photo): !photo.isPublic
        default: false
        }
    }
}

extension Refusal {
    static func recipientClosed(_ id: DiasporaID) -> Refusal {
        Refusal("recipient_closed", "The account \(id) is closed.")
    }

    static func recipientUnknown(_ id: DiasporaID) -> Refusal {
        Refusal("recipient_unknown", "\(id) has no account here.")
    }
}
