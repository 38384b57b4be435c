import Engine
import JSON
import Ledger
import Media
import NIOCore
import SocialModel
import Wire

/// `engine.status`: how the engine is.
enum StatusRead {
    static let method: Method = .init(
        "engine.status",
        "Tells version, counts, queues, lags and limits.",
        result:
            "{version, uptime, seq, counts, parked, queues, views, fetcher, services, links, photos, media, limits, memory}; seconds and bytes.",
        .slow(read)
    )

    private static func read(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let status = try await CallFailure.awaiting { () async throws(EngineError) in try await engine.status() }
        return JSONWriter.bytes(.object(describe(status)))
    }

    private static func describe(_ status: EngineStatus) -> JSONObject {
        let configuration = status.configuration
        return [
            "version": .string(RPC.version),
            "uptime": .number(status.uptime / .seconds(1)),
            "seq": number(status.seq),
            "counts": .object(JSONObject(status.counts.map { ($0.name, number($0.count)) })),
            "parked": .object(parked(status.parked)),
            "queues": [
                "calls": number(status.waitingCalls), "bytes": number(status.waitingBytes),
            ],
            "views": [
                "streams": ["seq": number(status.seq), "lag": 0, "posts": number(status.indexedPosts)],
                "search": [
                    "seq": number(status.searchSeq),
                    "lag": number(status.seq - min(status.seq, status.searchSeq)),
                    "posts": number(status.searchPosts),
                    "building": status.searchBuilding.map { ["done": number($0.done), "of": number($0.of)] } ?? .null,
                ],
            ],
            "subscriptions": [
                "count": number(status.subscriptions.count), "atoms": number(status.subscriptions.atoms),
            ],
            "fetcher": fetcher(status.fetcher),
            "services": services(status.copies),
            "links": status.links.map { links in
                .object(JSONObject(LinkState.allCases.map { ($0.name, number(links[$0] ?? 0)) }))
            } ?? .null,
            "photos": .object(
                JSONObject(PhotoFilesState.allCases.map { ($0.name, number(status.photos[$0] ?? 0)) })
            ),
            "media": [
                "workers": number(configuration.workers.workers), "waiting": number(status.media.waiting),
                "started": number(status.media.started), "processed": number(status.media.processed),
                "refused": number(status.media.refused), "crashed": number(status.media.crashed),
                "timed_out": number(status.media.timedOut),
                "confined_files": status.media.sandbox.map { .bool($0.files) } ?? .null,
                "confined_calls": status.media.sandbox.map { .bool($0.calls) } ?? .null,
            ],
            "limits": [
                "queued_bytes": number(configuration.queuedBytes),
                "calls_per_commit": number(configuration.callsPerCommit),
                "changes_per_call": number(configuration.ledger.changesPerCall),
                "parked": number(configuration.ledger.parked),
                "parked_per_host": number(configuration.ledger.parkedPerHost),
                "parked_bytes": number(configuration.ledger.parkedBytes),
                "photo_bytes": number(configuration.media.bytes),
                "photo_pixels": number(configuration.media.pixels),
                "card_bytes": number(configuration.cardBytes),
                "keys": number(configuration.keys),
            ],
            "memory": [
                "resident_bytes": ResidentMemory.bytes.map { number($0) } ?? .null,
                "cards": number(status.cards.count),
                "card_bytes": number(status.cards.bytes),
                "streams": .object(JSONObject(status.indexMemory.map { ($0.key + "_bytes", number($0.value)) })),
            ],
        ]
    }

    /// What is asked of other pods; null if nothing is.
    private static func fetcher(_ counters: FetchCounters?) -> JSONValue {
        guard let counters else { return .null }
        return [
            "queued": number(counters.queued), "running": number(counters.running), "failing": number(counters.failing),
            "started": number(counters.started), "fetched": number(counters.fetched),
            "needless": number(counters.needless), "failed": number(counters.failed),
            "joined": number(counters.joined), "held": number(counters.held), "dropped": number(counters.dropped),
        ]
    }

    /// Copies of posts on other networks; null if none are made.
    private static func services(_ copies: [OutboxState: Int]?) -> JSONValue {
        guard let copies else { return .null }
        return [
            "waiting": number((copies[.waiting] ?? 0) + (copies[.trying] ?? 0)), "posted": number(copies[.posted] ?? 0),
            "failed": number(copies[.failed] ?? 0), "deleting": number(copies[.deleting] ?? 0),
        ]
    }

    /// What waits, and for what most of it.
    private static func parked(_ parked: ParkedSummary) -> JSONObject {
        [
            "count": number(parked.count), "bytes": number(parked.bytes),
            "oldest": parked.oldest.map { .string($0.iso8601Seconds) } ?? .null,
            "needs": .array(
                parked.needs.map { need, waiting in
                    let words = need.split(separator: " ", maxSplits: 1).map(String.init)
                    let isEntity = words.first != "person" && words.first != "user"
                    var object: JSONObject = ["kind": .string(isEntity ? "entity" : words.first ?? "")]
                    if isEntity { object["type"] = .string(words.first ?? "") }
                    object[isEntity ? "guid" : "id"] = .string(words.last ?? "")
                    object["waiting"] = number(waiting)
                    return .object(object)
                }
            ),
        ]
    }

    private static func number(_ value: some BinaryInteger) -> JSONValue { .integer(Int64(clamping: value)) }
}
