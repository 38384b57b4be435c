import Federation
import Foundation
import GRDB
import Ledger
import SocialModel
import TestSupport
import Testing

/// A ledger of a test's own with the usual cast: ana and ben have accounts here, rex and mia live elsewhere.
struct Desk {
    let folder: ScratchFolder
    let ledger: Ledger
    let writer: LedgerWriter
    let reader: LedgerReader

    static let ana = id("ana@pod.example")
    static let ben = id("ben@pod.example")
    static let rex = id("rex@r.example")
    static let mia = id("mia@m.example")
    static let now = Timestamp(seconds: 1_700_000_000)

    static func id(_ text: String) -> DiasporaID {
        guard let id = DiasporaID(text) else { preconditionFailure("\(text) is no ID") }
        return id
    }

    static func guid(_ text: String) -> GUID {
        guard let guid = GUID(text.padding(toLength: 20, withPad: "0", startingAt: 0)) else {
            preconditionFailure("\(text) makes no GUID")
        }
        return guid
    }

    init(limits: LedgerLimits = LedgerLimits()) throws {
        try self.init(in: ScratchFolder(), limits: limits)
        var changes: [Change] = []
        for person in [Self.ana, Self.ben, Self.rex, Self.mia] {
            var put = PersonPut(id: person, guid: Self.guid("person-" + person.text.prefix(3)))
            put.publicKey = .set(try Keys.of(person).publicPEM)
            changes.append(.personPut(put))
        }
        for user in [Self.ana, Self.ben] {
            changes.append(.userPut(UserPut(id: user)))
            changes.append(.aspectPut(user: user, aspect: "Pals", name: "Pals"))
        }
        try apply(changes)
    }

    /// Opens a ledger that is there.
    init(in folder: ScratchFolder, limits: LedgerLimits = LedgerLimits()) throws {
        self.folder = folder
        ledger = Ledger(folder: folder.path, limits: limits)
        writer = try ledger.openWriter()
        reader = try ledger.openReader(label: "test")
    }

    @discardableResult
    func apply(
        _ changes: [Change],
        skipRefused: Bool = false,
        backfill: String? = nil,
        telling: UInt64? = nil,
        at time: Timestamp = now
    ) throws -> WriteReceipt {
        let call = WriteCall.apply(changes, skipRefused: skipRefused, backfill: backfill, telling: telling)
        let commit = try writer.commit([(call, time)])
        return try #require(commit.results.first).get()
    }

    @discardableResult
    func apply(_ entity: Entity, at time: Timestamp = now) throws -> WriteReceipt {
        try apply([.entity(EntityPut(entity))], at: time)
    }

    /// Seals an entity as its sender's pod would, and takes it in.
    @discardableResult
    func receive(_ entity: Entity, from sender: DiasporaID, at time: Timestamp = now) throws -> WriteReceipt {
        try receive(
            MagicEnvelope.seal(payload: EntityWriter.bytes(entity), sender: sender, key: Keys.of(sender)),
            at: time
        )
    }

    /// Seals an entity as its sender's pod would, and takes it in for one user.
    @discardableResult
    func receive(_ entity: Entity, from sender: DiasporaID, to recipient: DiasporaID, at time: Timestamp = now) throws
        -> WriteReceipt
    {
        try receive(
            MagicEnvelope.seal(payload: EntityWriter.bytes(entity), sender: sender, key: Keys.of(sender)),
            to: recipient,
            at: time
        )
    }

    func receive(_ envelope: [UInt8], to recipient: DiasporaID? = nil, at time: Timestamp = now) throws -> WriteReceipt
    {
        let incoming = try IncomingEnvelope(envelope, recipient: recipient, receivedAt: time) { id in
            ReadyKey((try? reader.key(of: id)) ?? .neverGiven)
        }
        let commit = try writer.commit([(.receive(incoming), time)])
        return try #require(commit.results.first).get()
    }

    func contents(_ guid: GUID) throws -> PostContents? {
        try reader.post(guid).flatMap { try reader.contents(of: $0, pod: .unset) }
    }

    /// What a statement of SQL finds, row by row, its columns joined by spaces.
    func rows(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: folder.path + "/ledger.sqlite").read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: "-"
                    case .blob: GUID.fromDatabaseValue(value)?.text ?? "blob"
                    default: String.fromDatabaseValue(value) ?? "\(value)"
                    }
                }.joined(separator: " ")
            }
        }
    }

    static func post(_ guid: GUID, by author: DiasporaID, _ text: String = "hello", isPublic: Bool = true)
        -> StatusMessage
    {
        StatusMessage(author: author, guid: guid, createdAt: now, isPublic: isPublic, text: text)
    }
}

/// A key a person, made once.
enum Keys {
    private static let all: [DiasporaID: PrivateKey] = {
        var keys: [DiasporaID: PrivateKey] = [:]
        for person in [Desk.ana, Desk.ben, Desk.rex, Desk.mia] { keys[person] = try? PrivateKey.generate(bits: 2_048) }
        return keys
    }()

    static func of(_ person: DiasporaID) throws -> PrivateKey { try #require(all[person]) }
}

/// The reason of the refusal with which `body` fails; nil if it does not.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let refusal as Refusal {
        return refusal.reason
    } catch LedgerError.refused(let refusal) {
        return refusal.reason
    } catch {
        return "\(error)"
    }
}
