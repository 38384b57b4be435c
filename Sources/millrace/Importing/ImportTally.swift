import JSON
import Wire

/// What became of what was imported.
struct ImportTally {
    private(set) var accepted = 0
    private(set) var duplicate = 0
    private(set) var parked = 0
    private(set) var refused = 0
    private(set) var reasons: [String: Int] = [:]
    private(set) var seq: Int64 = 0

    /// Refusals that are told line by line; the others are only counted.
    private static let told = 20

    mutating func accept(_ count: Int = 1) { accepted += count }

    mutating func park(_ count: Int = 1) { parked += count }

    mutating func repeated() { duplicate += 1 }

    mutating func reached(_ seq: Int64?) { self.seq = max(self.seq, seq ?? 0) }

    /// Counts a refusal, and tells the first ones.
    mutating func refuse(line: Int, _ reason: String, _ detail: String) {
        refused += 1
        reasons[reason, default: 0] += 1
        if refused <= Self.told {
            Output.complain("line \(line): \(detail.printable) (\(reason.printable))\n")
        } else if refused == Self.told + 1 {
            Output.complain("… further refusals are only counted\n")
        }
    }

    /// The most frequent first.
    private var sortedReasons: [(String, Int)] { reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) } }

    var json: JSONValue {
        [
            "accepted": .integer(Int64(accepted)), "duplicate": .integer(Int64(duplicate)),
            "parked": .integer(Int64(parked)), "refused": .integer(Int64(refused)),
            "reasons": .object(JSONObject(sortedReasons.map { ($0.0, .integer(Int64($0.1))) })),
            "seq": .integer(seq),
        ]
    }

    /// One line for a person.
    func summary(in time: Duration) -> String {
        var text = "\(accepted.grouped) accepted"
        for (count, word) in [(duplicate, "known already"), (parked, "parked"), (refused, "refused")] where count > 0 {
            text += ", \(count.grouped) \(word)"
        }
        if !reasons.isEmpty {
            text += " (" + sortedReasons.map { "\($0.0.printable) \($0.1.grouped)" }.joined(separator: ", ") + ")"
        }
        let seconds = time / .seconds(1)
        return text + " in \((seconds * 10).rounded() / 10) s, up to seq \(seq.grouped)"
    }
}
