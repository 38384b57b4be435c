import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// A real ledger with its stream index, and the oracle, living through the same history.
struct Twins {
    let folder = try? ScratchFolder()
    let ledger: Ledger
    let writer: LedgerWriter
    let reader: LedgerReader
    var index = StreamIndex()
    var oracle = NaiveWorld()

    init() throws {
        ledger = Ledger(folder: try #require(folder).path)
        writer = try ledger.openWriter()
        reader = try ledger.openReader(label: "test")
    }

    /// Applies a change to both; refusals are allowed to differ only in words.
    mutating func apply(_ change: Change, at time: Timestamp) throws {
        let commit = try writer.commit([(.apply([change], skipRefused: true), time)])
        for delta in commit.deltas { index.apply(delta) }
        oracle.apply(change, at: time)
        _ = try #require(commit.results.first).get()
    }

    /// Compares all streams of all viewers, whole and in pages, by both plans, with the oracle.
    func compare(_ history: RandomHistory, _ comment: Testing.Comment) throws {
        var numbers: [GUID: PostNumber] = [:]
        for guid in history.guids { numbers[guid] = try reader.post(guid) }
        let viewers = RandomHistory.locals.filter { index.user($0) != nil }
        for viewer in [nil] + viewers.map(Optional.some) {
            for kind in Self.kinds {
                let expected = oracle.stream(kind, viewer: viewer).compactMap { numbers[$0] }
                for plan in [StreamPlan.walk, .merge, .cheaper] {
                    let whole = try page(kind, viewer, limit: 10_000, plan: plan)
                    try #require(
                        whole.map(\.post) == expected,
                        "\(kind) of \(viewer?.text ?? "nobody") by \(plan), \(comment)"
                    )
                    try #require(
                        try walk(kind, viewer, limit: 3, plan: plan) == whole,
                        "\(kind) by \(plan), \(comment)"
                    )
                }
            }
        }
        for (guid, number) in numbers {
            try #require(oracle.counts(guid) == index.counts(of: number), "\(guid), \(comment)")
            for viewer in [nil] + viewers.map(Optional.some) {
                let sees = index.isVisible(number, to: viewer.flatMap { index.user($0) })
                try #require(
                    sees == oracle.visible(guid, to: viewer),
                    "\(guid) to \(viewer?.text ?? "nobody"), \(comment)"
                )
            }
        }
    }

    /// All pages of a stream, one after the other.
    private func walk(_ kind: NaiveStream, _ viewer: DiasporaID?, limit: Int, plan: StreamPlan) throws -> [OrderKey] {
        var keys: [OrderKey] = []
        while true {
            let next = try page(kind, viewer, before: keys.last ?? .top, limit: limit, plan: plan)
            keys += next
            if next.count < limit { return keys }
        }
    }

    private func page(
        _ kind: NaiveStream,
        _ viewer: DiasporaID?,
        before: OrderKey = .top,
        limit: Int,
        plan: StreamPlan
    ) throws -> [OrderKey] {
        let user = viewer.flatMap { index.user($0) }
        return index.page(try stream(kind), viewer: user, before: before, limit: limit, plan: plan)
    }

    private func stream(_ kind: NaiveStream) throws -> Streams.Stream {
        switch kind {
        case .home: .home
        case .aspects(let names): .aspects(names)
        case .followedTags: .followedTags
        case .mentions: .mentions
        case .tag(let name): .tag(try reader.tag(name))
        case .public: .everyone
        case .localPublic: .local
        case .person(let id): .person(try #require(try reader.person(id)))
        case .liked, .commented: preconditionFailure("not among the kinds compared")
        }
    }

    private static let kinds: [NaiveStream] =
        [
            .home, .followedTags, .mentions, .public, .localPublic, .aspects([]), .aspects(["Work"]),
            .aspects(["Friends", "Pals"]), .aspects(["Friends", "Work", "Pals"]), .aspects(["Nobody's"]),
            .aspects(["Work", "Nobody's"]), .tag("cats"), .tag("<3"), .tag("never-used"),
        ] + RandomHistory.people.map { .person($0) }
}
