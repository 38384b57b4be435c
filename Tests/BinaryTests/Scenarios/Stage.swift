import Federation
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// The people of diaspora-behaviour §16 on an engine of their own, as its pod and other pods speak to it.
///
/// ana has Friends {ben} and Work {cyd}; ben has Pals {ana, dan}; cyd and dan follow nobody. rex and mia live elsewhere.
final class Stage {
    let engine: ServedEngine
    let client: RPCClient
    private var posted: Int64 = 0

    static let ana = id("ana@pod.example")
    static let ben = id("ben@pod.example")
    static let cyd = id("cyd@pod.example")
    static let dan = id("dan@pod.example")
    static let rex = id("rex@r.example")
    static let mia = id("mia@m.example")
    private static let users = [ana, ben, cyd, dan]

    /// Keys of those whose envelopes come in, made once.
    private static let keys: [DiasporaID: PrivateKey] = {
        var keys: [DiasporaID: PrivateKey] = [:]
        for person in [rex, mia] { keys[person] = try? PrivateKey.generate(bits: 2_048) }
        return keys
    }()

    init() async throws {
        engine = try await ServedEngine()
        client = try await engine.client()
        var changes: [Change] = []
        for person in Self.users + [Self.rex, Self.mia] {
            var put = PersonPut(id: person, guid: try Self.guid("person-\(person.name)"))
            put.firstName = .set(person.name.prefix(1).uppercased() + person.name.dropFirst())
            put.url = .set("https://\(person.host)/")
            if let key = Self.keys[person] { put.publicKey = .set(try key.publicPEM) }
            changes.append(.personPut(put))
        }
        changes += Self.users.map { .userPut(UserPut(id: $0)) }
        let aspects = [(Self.ana, "Friends"), (Self.ana, "Work"), (Self.ben, "Pals")]
        changes += aspects.map { .aspectPut(user: $0, aspect: $1, name: $1) }
        _ = try await client.apply(changes)
        try await connect(Self.ana, Self.ben, ["Friends"])
        try await connect(Self.ana, Self.cyd, ["Work"])
        try await connect(Self.ben, Self.ana, ["Pals"])
        try await connect(Self.ben, Self.dan, ["Pals"])
    }

    // MARK: - Names and times

    private static func id(_ text: String) -> DiasporaID {
        guard let id = DiasporaID(text) else { preconditionFailure("\(text) is no ID") }
        return id
    }

    /// The GUID of a name; names do not end in `0`.
    static func guid(_ name: String) throws -> GUID {
        try #require(GUID(name.padding(toLength: max(name.utf8.count, 16), withPad: "0", startingAt: 0)))
    }

    /// The name of a GUID.
    static func name(_ guid: String) -> String {
        var name = Substring(guid)
        while name.last == "0" { name.removeLast() }
        return String(name)
    }

    /// A second of the day on which everything happens.
    static func time(_ second: Double) -> Timestamp {
        Timestamp(microseconds: 1_700_006_400_000_000 + Int64((second * 1_000_000).rounded()))
    }

    /// When everything is received that does not say otherwise.
    static let evening = time(80_000)

    /// The next minute, for what happens in the order in which it is told.
    func minute() -> Timestamp {
        posted += 1
        return Self.time(Double(posted * 60))
    }

    // MARK: - Telling the engine

    /// What the pod says; it is taken whole.
    @discardableResult
    func say(_ changes: Change...) async throws -> JSONValue { try await client.apply(changes) }

    /// Tells an entity, or the reason why it was refused.
    @discardableResult
    func tell(_ entity: Entity, at time: Timestamp = evening) async throws -> String? {
        try await fault {
            _ = try await client.apply([.entity(EntityPut(entity, receivedAt: time, interactedAt: time))])
        }?.reason
    }

    /// Sends an entity as another pod does: what became of it, or the reason why it was refused.
    func send(_ entity: Entity, from sender: DiasporaID) async throws -> String? {
        let envelope = try Self.envelope(entity, from: sender)
        var status: String?
        let fault = try await fault { status = try await client.receive(envelope)["status"]?.string }
        return fault?.reason ?? status
    }

    /// Sends an entity to one user alone.
    func send(_ entity: Entity, from sender: DiasporaID, to recipient: DiasporaID) async throws -> String? {
        let envelope = String(decoding: try Self.envelope(entity, from: sender), as: UTF8.self)
        let parameters: JSONObject = ["recipient": .string(recipient.text), "envelope": .string(envelope)]
        return try await client.call("federation.receive", parameters)["status"]?.string
    }

    private static func envelope(_ entity: Entity, from sender: DiasporaID) throws -> [UInt8] {
        let signed = try keys[entity.author].map { try AuthorSignature.sign(entity, key: $0) } ?? entity
        let key = try #require(keys[sender])
        return try MagicEnvelope.seal(payload: EntityWriter.bytes(signed), sender: sender, key: key)
    }

    func connect(_ user: DiasporaID, _ person: DiasporaID, _ aspects: [String], isSharing: Bool = false) async throws {
        let contact = ContactPut(
            user: user,
            person: person,
            isSharing: isSharing,
            isReceiving: !aspects.isEmpty,
            aspects: aspects
        )
        try await say(.contactPut(contact))
    }
}

extension DiasporaID {
    /// What stands before the `@`.
    var name: String { String(text.prefix { $0 != "@" }) }
}
