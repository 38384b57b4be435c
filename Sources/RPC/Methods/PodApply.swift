import Engine
import JSON
import Ledger
import SocialModel
import Wire

/// `pod.apply`: what the pod says happened, in one transaction.
enum PodApply {
    private static let changesPerCall = LedgerLimits().changesPerCall

    static let method: Method = .init(
        "pod.apply",
        "Applies changes of the pod in order, in one transaction.",
        [
            .required("changes", .objects(limit: changesPerCall), "The changes, each with its `op`."),
            .optional("on_error", .word(OnError.allCases.map(\.rawValue)), "`abort` (default) or `skip`."),
            .optional("backfill", .text, "The token of a sync, which these changes belong to."),
            .optional(
                "telling",
                .whole(0...Int64.max),
                "A number of the pod's own that rises: what has a lower one than took effect already is refused."
            ),
        ],
        result: "{seq, parked?: [{index, needs}], refused?: [{index, reason, detail}]}",
        reasons: Reason.rejections + [.syncGone, .overtaken],
        .write(write)
    )

    private static func write(_ parameters: Parameters) throws(RPCFault) -> PreparedWrite {
        let token = try parameters.optionalString("backfill")
        let telling = try parameters.optionalInteger("telling", in: 0...Int64.max).map { UInt64($0) }
        let isSkipping = try parameters.optionalChoice("on_error", of: OnError.self) == .skip
        guard let values = try parameters.optionalArray("changes", limit: changesPerCall) else {
            throw .missing("changes")
        }
        let (changes, report) = try ApplyReport.read(values, skippingRefused: isSkipping)
        try SavedQueries.check(changes, at: report.places)
        return { engine, context in
            engine.apply(
                changes,
                skipRefused: isSkipping,
                backfill: token,
                telling: telling,
                lane: context.lane,
                receivedAt: context.receivedAt,
                cost: context.cost
            ) { result in
                switch result {
                case .success(let receipt): context.complete(report.result(receipt))
                case .failure(let error): context.completion(.failure(.engine(error)))
                }
            }
        }
    }

    private enum OnError: String, CaseIterable {
        case abort, skip
    }
}

/// What is told of a call beside its receipt: changes that break a rule never come to the ledger.
private struct ApplyReport: Sendable {
    /// Where each change that did come to the ledger stood in the call.
    private(set) var places: [Int] = []
    private var refused: [Refused] = []

    private struct Refused {
        var index: Int
        var reason: String
        var detail: String

        var json: JSONValue {
            ["index": .integer(Int64(index)), "reason": .string(reason), "detail": .string(detail)]
        }
    }

    /// Reads the changes; one of the wrong shape is the pod's fault, and fails the call in any case.
    static func read(
        _ values: [JSONValue],
        skippingRefused: Bool
    ) throws(RPCFault) -> ([Change], ApplyReport) {
        var changes: [Change] = []
        var report = ApplyReport()
        changes.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            do throws(RPCFault) {
                changes.append(try ChangeJSON.read(value, index: index))
                report.places.append(index)
            } catch {
                guard skippingRefused, error.code == .rejected else { throw error }
                report.refused.append(Refused(index: index, reason: error.reason, detail: error.detail))
            }
        }
        return (changes, report)
    }

    func result(_ receipt: WriteReceipt) -> JSONObject {
        var result: JSONObject = ["seq": .integer(Int64(clamping: receipt.seq))]
        if !receipt.parked.isEmpty {
            let parked = receipt.parked.map { parked in
                let index = JSONValue.integer(Int64(places[parked.index]))
                return ["index": index, "needs": [NeedJSON.write(parked.need)]] as JSONValue
            }
            result["parked"] = .array(parked)
        }
        let byLedger = receipt.refused.map { refusal in
            Refused(index: refusal.index.map { places[$0] } ?? 0, reason: refusal.reason, detail: refusal.detail)
        }
        let all = (refused + byLedger).sorted { $0.index < $1.index }
        if !all.isEmpty { result["refused"] = .array(all.map(\.json)) }
        return result
    }
}
