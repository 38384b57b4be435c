import Engine
import JSON
import SocialModel
import Streams
import Wire

/// The parameters that say which stream is meant, in which order, and what is left out.
enum StreamParameters {
    /// As `rpc.discover` tells them.
    static let all: [MethodParameter] = [
        .viewer,
        .required("stream", .word(Word.allCases.map(\.rawValue)), "Which stream."),
        .optional("aspects", .texts(limit: ChangeLimits.aspects), "`aspects`: only these; absent or empty: all."),
        .optional("tag", .text, "`tag`: its name, with or without `#`."),
        .optional("person", .id, "`person`: whose."),
        .optional("name", .text, "`saved`: the viewer's own of that name."),
        .optional("query", .text, "`saved`: one that is kept nowhere, in the query language."),
        .optional(
            "order",
            .word(Order.allCases.map(\.rawValue)),
            "By which time; `created` unless given, `interacted` for `activity`; or the newest of the stream `ranked`."
        ),
        .optional(
            "window",
            .whole(windows),
            "`ranked`: how many of the newest; \(RankingConstants.window) unless given."
        ),
        .optional(
            "weights",
            .object,
            "`ranked`: what counts how much, each 0 to 10: \(weightNames.joined(separator: ", "))."
        ),
        .optional("hide_reshares", .flag, "Leaves out reshares."),
        .optional("group_reshares", .flag, "Of a post and its reshares shows the newest; adds `reshared_by`."),
        .optional("exclude_own", .flag, "Leaves out the viewer's own posts."),
        .optional("nsfw", .word(NSFW.allCases.map(\.rawValue)), "`shield` (default), `hide`, or `show` unshielded."),
        .optional("muted_tags", .texts(limit: mutes), "Leaves out posts with these tags, and reshares of such."),
        .optional("muted_people", .texts(limit: mutes), "Leaves out posts of these IDs, and reshares of such."),
        .optional("muted_query", .text, "Leaves out posts that match this query without words, and reshares of such."),
        .optional(
            "languages",
            .texts(limit: Language.allCases.count),
            "Leaves out posts in others, by ISO 639-1 codes; those whose language cannot be told stay."
        ),
        .optional("max_per_author", .whole(RPCLimits.page), "Posts of one author on a page; more are on none."),
        .optional("from_date", .text, "Begins in the past: an ISO 8601 time, or a date for the end of that day (UTC)."),
        .optional("arrived_since", .whole(0...Int64.max), "Only what came after that `seq`, however old its date."),
    ]

    /// The most tags or people that one request mutes.
    static let mutes = 500

    enum Word: String, CaseIterable {
        case home, aspects, mentions, tag, person, liked, commented, activity, saved
        case followedTags = "followed_tags"
        case everyone = "public"
        case localPublic = "local_public"
    }

    enum Order: String, CaseIterable {
        case created, interacted, ranked
    }

    enum NSFW: String, CaseIterable {
        case show, shield, hide
    }

    /// Reads them; where and how much is the page's.
    static func request(_ parameters: Parameters) throws(RPCFault) -> StreamRequest {
        StreamRequest(
            viewer: try parameters.optionalID("viewer"),
            stream: try stream(parameters),
            order: try order(parameters),
            leaving: try leaving(parameters),
            showsNSFW: try parameters.optionalChoice("nsfw", of: NSFW.self) == .show
        )
    }

    /// Parameters of one stream only.
    private static let own: KeyValuePairs<Word, String> = [
        .aspects: "aspects", .tag: "tag", .person: "person", .saved: "name", .saved: "query",
    ]

    private static func stream(_ parameters: Parameters) throws(RPCFault) -> StreamName {
        let word = try parameters.choice("stream", of: Word.self)
        for (other, name) in own where other != word && parameters.object[name] != nil {
            throw .invalid(name, .contradiction, "The stream \(word.rawValue) has no parameter \(name).")
        }
        switch word {
        case .home: return .home
        case .aspects:
            let names = try parameters.optionalStrings(
                "aspects",
                length: ChangeLimits.aspect,
                limit: ChangeLimits.aspects
            )
            return .aspects(names ?? [])
        case .followedTags: return .followedTags
        case .mentions: return .mentions
        case .liked: return .liked
        case .commented: return .commented
        case .activity: return .activity
        case .tag: return .tag(try parameters.string("tag", limit: ChangeLimits.tag))
        case .everyone: return .everyone
        case .localPublic: return .local
        case .person: return .person(try parameters.id("person"))
        case .saved: return .saved(try saved(parameters))
        }
    }

    private static func saved(_ parameters: Parameters) throws(RPCFault) -> StreamName.Saved {
        let name = try parameters.optionalString("name", limit: ChangeLimits.aspect)
        let query = try parameters.optionalString("query", limit: ChangeLimits.query)
        switch (name, query) {
        case (let name?, nil): return .name(name)
        case (nil, let query?): return .query(query)
        case (nil, nil): throw .missing("name")
        default: throw .invalid("query", .contradiction, "A saved stream is asked for by its name or by a query.")
        }
    }

    private static func order(_ parameters: Parameters) throws(RPCFault) -> StreamOrder? {
        switch try parameters.optionalChoice("order", of: Order.self) {
        case nil: nil
        // The window of a ranking is that of the newest.
        case .created, .ranked: .created
        case .interacted: .interacted
        }
    }

    // MARK: - Ranking

    private static let windows = Int64(RankingConstants.windows.lowerBound)...Int64(RankingConstants.windows.upperBound)
    private static let weightNames = ["affinity", "engagement", "conversation", "recency", "diversity"]

    /// How to rank at a time; nil if another order is asked for.
    static func ranking(_ parameters: Parameters, now: Timestamp) throws(RPCFault) -> Ranking? {
        guard try parameters.optionalChoice("order", of: Order.self) == .ranked else {
            for name in ["window", "weights"] where parameters.object[name] != nil {
                throw .invalid(name, .contradiction, "Only the order ranked has \(name).")
            }
            return nil
        }
        var ranking = Ranking(now: now)
        if let window = try parameters.optionalInteger("window", in: windows) { ranking.window = Int(window) }
        guard let object = try parameters.optionalObject("weights") else { return ranking }
        try object.refuseUnknown(known: weightNames)
        let paths: [WritableKeyPath<RankingWeights, Double>] = [
            \.affinity, \.engagement, \.conversation, \.recency, \.diversity,
        ]
        for (name, path) in zip(weightNames, paths) {
            guard let weight = try object.optionalNumber(name) else { continue }
            guard RankingWeights.range.contains(weight) else {
                throw .invalid("weights.\(name)", .outOfRange, "A weight is 0 to 10.")
            }
            ranking.weights[keyPath: path] = weight
        }
        return ranking
    }

    // MARK: - What is left out

    private static func leaving(_ parameters: Parameters) throws(RPCFault) -> StreamRequest.Leaving {
        var leaving = StreamRequest.Leaving()
        leaving.options.hidesReshares = try parameters.optionalBool("hide_reshares") ?? false
        leaving.options.groupsReshares = try parameters.optionalBool("group_reshares") ?? false
        leaving.options.excludesOwn = try parameters.optionalBool("exclude_own") ?? false
        leaving.options.hidesNSFW = try parameters.optionalChoice("nsfw", of: NSFW.self) == .hide
        leaving.options.perAuthor = try parameters.optionalInteger("max_per_author", in: RPCLimits.page).map { Int($0) }
        leaving.options.languages = try languages(parameters)
        leaving.options.from = try date(parameters)
        leaving.tags =
            try parameters.optionalStrings("muted_tags", length: ChangeLimits.tag, limit: mutes) ?? []
        leaving.people = try parameters.optionalIDs("muted_people", limit: mutes) ?? []
        leaving.query = try parameters.optionalString("muted_query", limit: ChangeLimits.query)
        leaving.arrivedBy =
            try parameters.optionalInteger("arrived_since", in: 0...Int64.max).map { UInt64($0) }
        return leaving
    }

    private static func languages(_ parameters: Parameters) throws(RPCFault) -> Set<Language> {
        let codes = try parameters.optionalStrings("languages", length: 8, limit: Language.allCases.count) ?? []
        var languages: Set<Language> = []
        for code in codes {
            guard let language = Language(rawValue: code.lowercased()) else {
                let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalid("languages", .unknownValue, "No language \(code.quoted); there are \(known).")
            }
            languages.insert(language)
        }
        return languages
    }

    /// A time, or the last second of a day.
    private static func date(_ parameters: Parameters) throws(RPCFault) -> Timestamp? {
        guard let text = try parameters.optionalString("from_date", limit: 64) else { return nil }
        if let endOfDay = Timestamp(iso8601: text + "T23:59:59Z") { return endOfDay }
        return try parameters.optionalTime("from_date")
    }
}
