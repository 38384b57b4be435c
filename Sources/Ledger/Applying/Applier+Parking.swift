import Foundation
import GRDB
import SocialModel
import Wire

/// What can wait.
enum ParkedInput {
    case change(Change)
    case envelope([UInt8])

    var origin: Int {
        switch self {
        case .change: 0
        case .envelope: 1
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .change(let change): ChangeCodec.bytes(change)
        case .envelope(let bytes): bytes
        }
    }

    init?(origin: Int, bytes: [UInt8]) {
        switch origin {
        case 0:
            guard let change = try? ChangeCodec.change(bytes) else { return nil }
            self = .change(change)
        default: self = .envelope(bytes)
        }
    }
}

extension Applier {
    /// Keeps something until what it needs arrives; the same thing waits once.
    func park(_ input: ParkedInput, need: Need) throws { try park(input, needKey: need.key) }

    func park(_ input: ParkedInput, needKey: String) throws {
        let bytes = Data(input.bytes)
        if try row("SELECT 1 FROM parked WHERE need = ? AND input = ?", [needKey, bytes]) != nil { return }
        let count = try number("SELECT count(*) FROM parked", []) ?? 0
        guard count < limits.parked else { throw LedgerError.full(what: "parked changes", limit: limits.parked) }
        try run(
            "INSERT INTO parked (need, origin, input, received_at) VALUES (?, ?, ?, ?)",
            [needKey, input.origin, bytes, receivedAt]
        )
    }

    /// Applies what waited for what has arrived, and what waited for that, until nothing more follows.
    func settle() throws {
        let now = receivedAt
        defer { receivedAt = now }
        while !arrivals.isEmpty {
            let need = arrivals.removeFirst()
            let waiting = try rows("SELECT * FROM parked WHERE need = ? ORDER BY number", [need])
            guard !waiting.isEmpty else { continue }
            try run("DELETE FROM parked WHERE need = ?", [need])
            for row in waiting {
                guard let input = ParkedInput(origin: row["origin"], bytes: Array(row["input"] as Data)) else {
                    continue
                }
                receivedAt = row["received_at"]
                do {
                    _ = try inSavepoint { try resume(input) }
                } catch let unmet as Unmet {
                    try park(input, need: unmet.need)
                } catch is Refusal {
                    // It was valid as far as could be told then, and turns out not to be: it is gone.
                }
            }
        }
    }

    private func resume(_ input: ParkedInput) throws -> Bool {
        switch input {
        case .change(let change): try apply(change, from: .pod)
        case .envelope(let bytes): try receive(IncomingEnvelope(bytes, receivedAt: receivedAt) { _ in .neverGiven })
        }
    }
}
