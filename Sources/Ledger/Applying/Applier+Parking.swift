import Federation
import Foundation
import GRDB
import SocialModel
import Wire

/// What can wait.
enum ParkedInput {
    case change(Change)
    /// Of a sync.
    case backfill(Change)
    /// As it came to everybody, or, decrypted, to one person.
    case envelope([UInt8], recipient: DiasporaID?)

    var origin: Int {
        switch self {
        case .change: 0
        case .envelope(_, nil): 1
        case .envelope(_, _?): 2
        case .backfill: 3
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .change(let change), .backfill(let change): ChangeCodec.bytes(change)
        case .envelope(let bytes, nil): bytes
        case .envelope(let bytes, let recipient?): Array(recipient.text.utf8) + [Self.separator] + bytes
        }
    }

    /// Whether it is how something is at the pod, and not what somebody sent once.
    var isSaidByPod: Bool {
        switch self {
        case .change, .backfill: true
        case .envelope: false
        }
    }

    /// Between a recipient and what came for that person.
    private static let separator = UInt8(ascii: "\n")

    init?(origin: Int, bytes: [UInt8]) {
        switch origin {
        case 0, 3:
            guard let change = try? ChangeCodec.change(bytes) else { return nil }
            self = origin == 0 ? .change(change) : .backfill(change)
        case 1: self = .envelope(bytes, recipient: nil)
        default:
            guard let end = bytes.firstIndex(of: Self.separator),
                let recipient = DiasporaID(String(decoding: bytes[..<end], as: UTF8.self))
            else { return nil }
            self = .envelope(Array(bytes[(end + 1)...]), recipient: recipient)
        }
    }
}

/// How much waits; all of it is counted once, when the ledger is opened.
struct ParkedTotals {
    private(set) var count = 0
    private(set) var bytes = 0

    init(_ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT count(*), ifnull(sum(length(input)), 0) FROM parked") else {
            return
        }
        (count, bytes) = (row[0], row[1])
    }

    mutating func add(_ size: Int) { (count, bytes) = (count + 1, bytes + size) }
    mutating func remove(_ size: Int) { (count, bytes) = (count - 1, bytes - size) }
}

extension Applier {
    /// Keeps something until what it needs arrives; the same thing waits once.
    ///
    /// What the pod says again counts as said last: it may have said the opposite meanwhile, which waits too.
    ///
    /// `host` is the pod that sent it, which gets its share of the room and no more; empty for what our own pod says.
    func park(_ input: ParkedInput, need: Need, host: String = "") throws {
        try park(input, needKey: need.key, host: host)
        needs.append(need)
    }

    func park(_ input: ParkedInput, needKey: String, host: String = "") throws {
        let bytes = Data(input.bytes)
        if let known = try number("SELECT number FROM parked WHERE need = ? AND input = ?", [needKey, bytes]) {
            guard input.isSaidByPod else { return }
            try run("DELETE FROM parked WHERE number = ?", [known])
            parked.remove(bytes.count)
        }
        guard parked.count < limits.parked else {
            throw LedgerError.full(what: "parked changes", limit: limits.parked)
        }
        guard parked.bytes + bytes.count <= limits.parkedBytes else {
            throw LedgerError.full(what: "bytes of parked changes", limit: limits.parkedBytes)
        }
        if !host.isEmpty {
            let theirs = try number("SELECT count(*) FROM parked WHERE host = ?", [host]) ?? 0
            guard theirs < limits.parkedPerHost else {
                throw LedgerError.full(what: "parked envelopes of \(host)", limit: limits.parkedPerHost)
            }
        }
        try run(
            "INSERT INTO parked (need, origin, input, received_at, host) VALUES (?, ?, ?, ?, ?)",
            [needKey, input.origin, bytes, receivedAt, host]
        )
        parked.add(bytes.count)
    }

    /// Applies what waited for what has arrived, and what waited for that, until nothing more follows.
    func settle() throws {
        let now = receivedAt
        defer { receivedAt = now }
        while !arrivals.isEmpty {
            let need = arrivals.removeFirst()
            if parked.count == 0 { continue }
            let waiting = try rows("SELECT * FROM parked WHERE need = ? ORDER BY number", [need])
            guard !waiting.isEmpty else { continue }
            try run("DELETE FROM parked WHERE need = ?", [need])
            for row in waiting {
                parked.remove((row["input"] as Data).count)
                guard let input = ParkedInput(origin: row["origin"], bytes: Array(row["input"] as Data)) else {
                    continue
                }
                receivedAt = row["received_at"]
                do {
                    _ = try inSavepoint { try resume(input) }
                } catch let unmet as Unmet {
                    try park(input, need: unmet.need, host: row["host"])
                } catch is Refusal {
                    // It was valid as far as could be told then, and turns out not to be: it is gone.
                }
            }
        }
    }

    private func resume(_ input: ParkedInput) throws -> Bool {
        switch input {
        case .change(let change): return try apply(change, from: .pod)
        case .backfill(let change): return try fill(change)
        case .envelope(let bytes, let recipient):
            let incoming = try IncomingEnvelope(bytes, recipient: recipient, receivedAt: receivedAt) { _ in .neverGiven
            }
            let changed = try receive(incoming)
            if changed { resumed.append(incoming.received.entity) }
            return changed
        }
    }
}
