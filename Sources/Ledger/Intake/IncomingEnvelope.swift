public import Federation
public import SocialModel

/// An envelope that was read, and verified if the sender's key was at hand.
///
/// Made outside the writer, on any thread: verifying costs more than all that follows.
public struct IncomingEnvelope: Sendable {
    /// As received, for the case that it has to wait.
    public let bytes: [UInt8]
    /// To whom it was sent, if it came to one person and was decrypted.
    public let recipient: DiasporaID?
    /// The envelope.
    public let envelope: MagicEnvelope
    /// What it says; nothing of it counts before the signature is verified.
    public let received: ReceivedEntity
    /// The sender's key with which it was verified already.
    let verifiedWith: String?
    /// The author's key with which the author's signature was checked already, and whether it is right.
    let authorVerdict: (pem: String, isValid: Bool)?

    /// Reads an envelope and verifies what can be verified with the keys at hand.
    ///
    /// The signature comes before the payload's rules, so that nobody learns about the latter without a key.
    /// - Throws: ``Refusal`` with the reason of the protocol's rule that is broken.
    public init(
        _ bytes: [UInt8],
        recipient: DiasporaID? = nil,
        receivedAt: Timestamp,
        keys: (DiasporaID) -> ReadyKey
    ) throws(Refusal) {
        self.bytes = bytes
        self.recipient = recipient
        envelope = try Refusal.of { () throws(FederationError) in try MagicEnvelope(parsing: bytes) }
        let envelope = envelope
        switch keys(envelope.sender) {
        case .neverGiven: verifiedWith = nil
        case .unusable: throw Refusal.keyUnusable(of: envelope.sender)
        case .ready(let key, let pem):
            try Refusal.of { () throws(FederationError) in try envelope.verify(with: key) }
            verifiedWith = pem
        }
        received = try Refusal.of { () throws(FederationError) in
            try EntityParser.parse(envelope.payload, now: receivedAt)
        }
        if let proof = received.proof, received.entity.author != envelope.sender,
            case .ready(let key, let pem) = keys(received.entity.author)
        {
            authorVerdict = (pem, proof.isValid(key: key))
        } else {
            authorVerdict = nil
        }
    }
}

/// A public key, parsed, or why there is none.
public enum ReadyKey: Sendable {
    /// Nobody told it yet.
    case neverGiven
    /// There is none to be had, or it cannot be used.
    case unusable
    /// The key, and the PEM that it came from.
    case ready(PublicKey, pem: String)

    /// Parses what the ledger knows.
    public init(_ state: PublicKeyState) {
        switch state {
        case .neverGiven: self = .neverGiven
        case .unusable: self = .unusable
        case .given(let pem):
            self = (try? PublicKey(pem: pem)).map { .ready($0, pem: pem) } ?? .unusable
        }
    }
}

extension Refusal {
    /// In the words of the protocol's rule.
    public init(_ error: FederationError) { self.init(error.reason, error.detail) }

    static func keyUnusable(of id: DiasporaID) -> Refusal {
        Refusal("key_unusable", "The key that the pod gave for \(id) is none, or cannot be used.")
    }

    /// Runs a rule of the protocol's; what it refuses is refused in its words.
    static func of<Result>(_ rule: () throws(FederationError) -> Result) throws(Refusal) -> Result {
        do { return try rule() } catch { throw Refusal(error) }
    }
}
