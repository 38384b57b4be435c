import Ledger
import Query
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

    /// Compares all streams of all viewers, in both orders and with all options, whole and in pages, by both plans, with
    /// the oracle.
    func compare(_ history: RandomHistory, _ comment: String) throws {
        var numbers: [GUID: PostNumber] = [:]
        for guid in history.guids { numbers[guid] = try reader.post(guid) }
        let viewers = RandomHistory.locals.filter { index.user($0) != nil }
        var random = RandomQueries(seed: UInt64(history.now), now: history.now)
        let queries = (0..<8).map { _ in
            let query = random.next()
            return NaiveReading(.saved(query), order: random.isHeads() ? .created : .interacted)
        }
        try comparePosts(numbers, viewers, comment)
        for viewer in [nil] + viewers.map(Optional.some) {
            for reading in Self.readings(history) + queries {
                for limit in [3, 10_000] {
                    let pages = oracle.pages(reading, viewer: viewer, limit: limit)
                    for plan in [StreamPlan.walk, .merge, .cheaper] {
                        let what = "\(reading) of \(viewer?.text ?? "nobody") by \(plan), \(comment)"
                        try compare(reading, viewer, pages, numbers, limit, plan, "\(what)")
                    }
                }
            }
        }
    }

    private func comparePosts(_ numbers: [GUID: PostNumber], _ viewers: [DiasporaID], _ comment: String) throws {
        for (guid, number) in numbers {
            try #require(oracle.counts(guid) == index.facts(of: number).counts, "\(guid), \(comment)")
            try #require(oracle.interacted(guid) == index.interacted(number), "\(guid), \(comment)")
            for viewer in [nil] + viewers.map(Optional.some) {
                let sees = index.isVisible(number, to: viewer.flatMap { index.user($0) })
                try #require(
                    sees == oracle.visible(guid, to: viewer),
                    "\(guid) to \(viewer?.text ?? "nobody"), \(comment)"
                )
            }
        }
    }

    /// All pages of a reading, one after the other.
    private func compare(
        _ reading: NaiveReading,
        _ viewer: DiasporaID?,
        _ pages: [NaivePage],
        _ numbers: [GUID: PostNumber],
        _ limit: Int,
        _ plan: StreamPlan,
        _ comment: Testing.Comment
    ) throws {
        let query = StreamQuery(
            try stream(reading.stream, viewer),
            viewer: viewer.flatMap { index.user($0) },
            order: reading.order == .created ? .created : .interacted,
            options: try options(reading.options, viewer, numbers)
        )
        if plan == .cheaper, limit > 3 { try compareSingly(query, Set(pages.flatMap(\.posts)), numbers, comment) }
        var before = OrderKey.top
        for page in pages {
            let keys = index.page(query, before: before, limit: limit, probing: true, plan: plan)
            // In stretches of any length the same is found.
            for steps in [1, 7] where limit == 3 && plan == .cheaper {
                var reader = PageReader(query, before: before, limit: limit, probing: true, plan: plan)
                while !reader.isComplete { reader.advance(index, steps: steps) }
                try #require(reader.keys == keys, "\(comment), by stretches of \(steps)")
            }
            try #require(keys.prefix(limit).map(\.post) == page.posts.compactMap { numbers[$0] }, comment)
            try #require((keys.count > limit) == (page.next != nil), comment)
            if page.next != nil { before = keys[limit - 1] }
        }
    }

    /// Each post alone is in the stream or not, for who asks and for who is told of it.
    private func compareSingly(
        _ query: StreamQuery,
        _ expected: Set<GUID>,
        _ numbers: [GUID: PostNumber],
        _ comment: Testing.Comment
    ) throws {
        // The share of a page is judged beside others only; to who is told, each post of a group is one.
        if query.options.perAuthor != nil { return }
        let matcher = index.matcher(query)
        for (guid, post) in numbers {
            let explanation = index.explain(post, query)
            try #require(explanation.isInStream == expected.contains(guid), "\(guid): \(explanation), \(comment)")
            try #require(
                query.options.groupsReshares || index.contains(post, matcher) == explanation.isInStream,
                "\(guid), \(comment)"
            )
        }
    }

    private func stream(_ kind: NaiveStream, _ viewer: DiasporaID?) throws -> Streams.Stream {
        switch kind {
        case .home: .home
        case .aspects(let names): .aspects(names)
        case .followedTags: .followedTags
        case .mentions: .mentions
        case .tag(let name): .tag(try reader.tag(name))
        case .public: .everyone
        case .localPublic: .local
        case .person(let id): .person(try #require(try reader.person(id)))
        case .liked: .liked
        case .commented: .commented
        case .activity: .activity
        case .saved(let query): .saved(try bind(TypedQuery(root: query), viewer))
        }
    }

    private func bind(_ query: TypedQuery, _ viewer: DiasporaID?) throws -> IndexQuery {
        var (people, aspects, tags) = (
            [PersonName: [PersonNumber]](), [String: [AspectNumber]](), [String: TagNumber]()
        )
        for name in query.people {
            switch name {
            case .me: people[name] = try viewer.map { try reader.numbers(of: $0) } ?? []
            case .id(let id): people[name] = try reader.numbers(of: id)
            case .name(let text): people[name] = try reader.people(named: text, limit: 100)
            }
        }
        for name in query.aspects {
            aspects[name] = try viewer.flatMap { index.user($0) }.map { try reader.aspects(named: name, of: $0) } ?? []
        }
        let bound = query.bind(now: Timestamp(seconds: 0), people: { people[$0] ?? [] }, aspects: { aspects[$0] ?? [] })
        for name in bound.tags { tags[name] = try reader.tag(name) }
        return IndexQuery(bound, tags: tags)
    }

    private func options(
        _ options: NaiveOptions,
        _ viewer: DiasporaID?,
        _ numbers: [GUID: PostNumber]
    ) throws -> StreamOptions {
        var result = StreamOptions()
        result.hidesReshares = options.hidesReshares
        result.groupsReshares = options.groupsReshares
        result.excludesOwn = options.excludesOwn
        result.hidesNSFW = options.hidesNSFW
        result.mutedTags = try options.mutedTags.compactMap { try reader.tag($0) }
        result.mutedPeople = try options.mutedPeople.compactMap { try reader.person($0) }
        result.muted = try options.muted.map { try bind(TypedQuery(root: $0), viewer) }
        result.languages = options.languages
        result.perAuthor = options.perAuthor
        result.from = options.from.map { Timestamp(seconds: Int64($0)) }
        result.arrivedAfter = options.arrivedAfter.flatMap { numbers[$0] }
        return result
    }

    /// Every stream as it is, and some of them in the other order and with each option.
    private static func readings(_ history: RandomHistory) -> [NaiveReading] {
        let middle = history.guids[history.guids.count / 2]
        let changes: [(inout NaiveOptions) -> Void] = [
            { $0.hidesReshares = true }, { $0.groupsReshares = true }, { $0.excludesOwn = true },
            { $0.hidesNSFW = true }, { $0.mutedTags = ["cats", "nsfw"] },
            { $0.mutedPeople = [RandomHistory.people[1], RandomHistory.people[5]] }, { $0.perAuthor = 1 },
            { $0.muted = .or([.tag("cats"), .and([.flag(.isLimited), .not(.has(.photo))]), .from(.me)]) },
            { $0.muted = .or([.flag(.reshare), .aspect("Work")]) },
            { $0.languages = [.de, .fr] }, { $0.from = UInt32(history.now - 600) }, { $0.arrivedAfter = middle },
            {
                $0.groupsReshares = true
                $0.perAuthor = 2
                $0.excludesOwn = true
                $0.mutedTags = ["tea"]
            },
        ]
        let options = changes.map { change in
            var options = NaiveOptions()
            change(&options)
            return options
        }
        let orders = kinds.flatMap { [NaiveReading($0), NaiveReading($0, order: .interacted)] }
        return orders
            + [.home, .activity, .public].flatMap { kind in
                options.flatMap { options in
                    [NaiveOrder.created, .interacted].map { NaiveReading(kind, order: $0, options: options) }
                }
            }
    }

    private static let kinds: [NaiveStream] =
        [
            .home, .followedTags, .mentions, .liked, .commented, .activity, .public, .localPublic, .aspects([]),
            .aspects(["Work"]),
            .aspects(["Friends", "Pals"]), .aspects(["Friends", "Work", "Pals"]), .aspects(["Nobody's"]),
            .aspects(["Work", "Nobody's"]), .tag("cats"), .tag("<3"), .tag("never-used"),
        ] + RandomHistory.people.map { .person($0) }
}
