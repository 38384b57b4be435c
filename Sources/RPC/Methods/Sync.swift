import Engine
import JSON
import Ledger
import SocialModel
import Wire

/// `sync.begin` and `sync.end`: the pod tells all that it has, while both go on working.
enum Sync {
    static let begin: Method = .init(
        "sync.begin",
        "Begins a sync: what `pod.apply` is sent with its token is what the pod has. One that was under way is over.",
        [
            .required(
                "scopes",
                .texts(limit: SyncScope.allCases.count),
                "What is compared, of: \(SyncScope.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        ],
        result: "{token, seq}",
        .write { parameters throws(RPCFault) in
            let scopes = try scopes(parameters)
            return { engine, context in
                engine.beginSync(
                    scopes,
                    lane: context.lane,
                    receivedAt: context.receivedAt,
                    cost: context.cost
                ) { result in
                    switch result {
                    case .success(let receipt):
                        context.complete([
                            "token": receipt.syncToken.map { .string($0) } ?? .null,
                            "seq": .integer(Int64(clamping: receipt.seq)),
                        ])
                    case .failure(let error): context.completion(.failure(.engine(error)))
                    }
                }
            }
        }
    )

    static let end: Method = .init(
        "sync.end",
        "Ends a sync: what it compares and was told of neither in it nor since is removed.",
        [.required("token", .text, "What `sync.begin` gave.")],
        result: "{seq, removed: {scope: count}}",
        reasons: [.syncGone],
        .write { parameters throws(RPCFault) in
            guard let token = try parameters.optionalString("token") else { throw .missing("token") }
            return { engine, context in
                engine.endSync(
                    token,
                    lane: context.lane,
                    receivedAt: context.receivedAt,
                    cost: context.cost
                ) { result in
                    switch result {
                    case .success(let receipt):
                        var removed: JSONObject = [:]
                        for scope in SyncScope.allCases {
                            if let count = receipt.syncProgress?.removed[scope] {
                                removed[scope.rawValue] = .integer(Int64(count))
                            }
                        }
                        context.complete([
                            "seq": .integer(Int64(clamping: receipt.seq)), "removed": .object(removed),
                        ])
                    case .failure(let error): context.completion(.failure(.engine(error)))
                    }
                }
            }
        }
    )

    private static func scopes(_ parameters: Parameters) throws(RPCFault) -> Set<SyncScope> {
        guard let names = try parameters.optionalStrings("scopes", limit: SyncScope.allCases.count) else {
            throw .missing("scopes")
        }
        var scopes: Set<SyncScope> = []
        for (index, name) in names.enumerated() {
            guard let scope = SyncScope(rawValue: name) else {
                throw .invalid("scopes[\(index)]", .unknownValue, "There is no scope \(name.quoted).")
            }
            scopes.insert(scope)
        }
        if scopes.isEmpty { throw .invalid("scopes", .tooFew, "A sync compares at least one kind of rows.") }
        return scopes
    }
}
