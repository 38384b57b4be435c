import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// A ledger with its stream index, for worlds that are too large for the oracle: what streams have to show is known from
/// how the world was made.
final class LargeWorld {
    static let start: Int64 = 1_700_000_000

    let ana: DiasporaID
    let rex: DiasporaID
    private let folder: ScratchFolder
    private let ledger: Ledger
    let writer: LedgerWriter
    let reader: LedgerReader
    private(set) var index = StreamIndex()
    private var names: [PostNumber: String] = [:]

    /// Loads what is given, after these: ana has an account here and the aspect Friends, rex lives elsewhere.
    init(_ changes: (_ ana: DiasporaID, _ rex: DiasporaID) throws -> [Change] = { _, _ in [] }) async throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        rex = try #require(DiasporaID("rex@r.example"))
        folder = try ScratchFolder()
        ledger = Ledger(folder: folder.path)
        var all: [Change] = [ana, rex].map { .personPut(PersonPut(id: $0)) }
        all += [.userPut(UserPut(id: ana)), .aspectPut(user: ana, aspect: "Friends", name: "Friends")]
        all += try changes(ana, rex)
        let arrivals = all.map { Arrival($0, receivedAt: Timestamp(seconds: Self.start + 1_000_000)) }
        let loaded = try ledger.load(feed: { try $0.apply(arrivals) })
        try #require(loaded.refused == 0 && loaded.applied == all.count)
        writer = try ledger.openWriter()
        reader = try ledger.openReader(label: "test")
        try await rebuild()
    }

    /// Reads the index from the ledger, as at a start.
    func rebuild() async throws {
        let new = StreamIndex()
        _ = try await new.load(from: reader)
        index = new
    }

    /// Applies changes as the pod tells them; they all take effect.
    func apply(_ changes: [Change], at time: Timestamp = Timestamp(seconds: start + 1_000_000)) throws {
        for start in stride(from: 0, to: changes.count, by: 5_000) {
            let part = Array(changes[start..<min(start + 5_000, changes.count)])
            let commit = try writer.commit([(.apply(part, skipRefused: false), time)])
            let receipt = try #require(commit.results.first).get()
            try #require(receipt.parked.isEmpty)
            for delta in commit.deltas { index.apply(delta) }
        }
    }

    // MARK: - Making

    static func guid(_ name: String) throws -> GUID {
        try #require(GUID("failure-tests-\(name).0"))
    }

    /// A public post, so many seconds after the start.
    static func post(
        _ name: String,
        by author: DiasporaID,
        at second: Int64,
        _ text: String = "words"
    ) throws -> Change {
        let message = StatusMessage(
            author: author,
            guid: try guid(name),
            createdAt: Timestamp(seconds: start + second),
            isPublic: true,
            text: text
        )
        return .entity(EntityPut(.statusMessage(message)))
    }

    func follow(_ person: DiasporaID) -> Change { Self.follow(person, by: ana) }

    static func follow(_ person: DiasporaID, by user: DiasporaID) -> Change {
        .contactPut(
            ContactPut(user: user, person: person, isSharing: false, isReceiving: true, aspects: ["Friends"])
        )
    }

    // MARK: - Looking

    func number(_ name: String) throws -> PostNumber { try #require(try reader.post(Self.guid(name))) }

    /// A stream of ana's from its first to its last page, by the names of posts; both plans agree on every page.
    func walk(
        _ stream: Streams.Stream,
        limit: Int,
        order: StreamOrder = .created,
        _ options: StreamOptions = StreamOptions()
    ) throws -> [String] {
        let viewer = try #require(index.user(ana))
        let query = StreamQuery(stream, viewer: viewer, order: order, options: options)
        var shown: [OrderKey] = []
        var before = OrderKey.top
        while true {
            let page = index.page(query, before: before, limit: limit, probing: true, plan: .walk)
            let same = index.page(query, before: before, limit: limit, probing: true, plan: .merge)
            try #require(page == same)
            shown += page.prefix(limit)
            guard page.count > limit else { break }
            before = page[limit - 1]
        }
        return try shown.map { try name($0.post) }
    }

    private func name(_ post: PostNumber) throws -> String {
        if let known = names[post] { return known }
        let guid = try #require(try reader.contents(of: post, pod: .unset)).guid.text
        let name = String(guid.dropFirst("failure-tests-".count).dropLast(2))
        names[post] = name
        return name
    }
}
