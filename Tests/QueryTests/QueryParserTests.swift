import Query
import Search
import SocialModel
import Testing

@Suite struct QueryParserTests {
    let tokenizer: Tokenizer

    init() throws { tokenizer = try Tokenizer() }

    /// The tree in short: `and(cat, not(dog))`.
    func shape(_ text: String) throws -> String {
        Self.shape(try TypedQuery.parse(text, cuttingWordsWith: tokenizer).root)
    }

    static func shape(_ node: QueryNode<TypedNames>) -> String {
        switch node {
        case .and(let nodes): "and(\(nodes.map(shape).joined(separator: ", ")))"
        case .or(let nodes): "or(\(nodes.map(shape).joined(separator: ", ")))"
        case .not(let node): "not(\(shape(node)))"
        case .phrase(let words, let prefix): words.joined(separator: "+") + (prefix ? "*" : "")
        case .tag(let name): "#\(name)"
        case .mentions(let person): "@\(name(person))"
        case .from(let person): "from:\(name(person))"
        case .aspect(let name): "aspect:\(name)"
        case .has(let attachment): "has:\(attachment)"
        case .flag(let flag): "is:\(flag.rawValue)"
        case .written(let time): "\(time.relation):\(moment(time.moment))"
        case .language(let language): "lang:\(language)"
        case .count(let counter, let range):
            "\(counter):\(range.lowerBound)..\(range.upperBound == QueryLimits.greatestCount ? "" : "\(range.upperBound)")"
        }
    }

    static func name(_ person: PersonName) -> String {
        switch person {
        case .me: "me"
        case .id(let id): id.text
        case .name(let name): "'\(name)'"
        }
    }

    static func moment(_ moment: QueryTime.Moment) -> String {
        switch moment {
        case .stretch(let range): "\(Timestamp(seconds: range.lowerBound).iso8601Seconds)+\(range.count)"
        case .ago(let seconds): "-\(seconds)"
        case .dayAgo(let days): "-\(days)d"
        }
    }

    @Test(arguments: [
        ("cat", "cat"),
        ("Cat  DOG\u{3000}mouse", "and(cat, dog, mouse)"),
        ("cat AND dog", "and(cat, dog)"),
        ("a OR b c OR d", "or(a, and(b, c), d)"),
        ("a or b", "and(a, or, b)"),
        ("(a OR b) c", "and(or(a, b), c)"),
        ("a -b NOT c", "and(a, not(b), not(c))"),
        ("--a", "not(not(a))"),
        ("-(a OR b)", "not(or(a, b))"),
        ("-\"a b\"", "not(a+b)"),
        ("a - b", "and(a, b)"),
        ("e-mail l'eau", "and(e+mail, l+eau)"),
        ("\"the big cat\" cat", "and(the+big+cat, cat)"),
        ("\"OR\" \"#x -y\"", "and(or, x+y)"),
        ("foo(bar)baz\"q\"", "and(foo, bar, baz, q)"),
        ("libr* pod.org*", "and(libr*, pod+org*)"),
        ("a+b* c", "error"),
        ("likes:>5 comments:<=3 reshares:2..7 likes:0", "and(likes:6.., comments:0..3, reshares:2..7, likes:0..0)"),
        (
            "has:comments has:poll has:video has:link has:location",
            "and(comments:1.., has:poll, has:video, has:link, has:location)"
        ),
        ("is:nsfw is:own is:liked is:commented is:reshare", "and(is:nsfw, is:own, is:liked, is:commented, is:reshare)"),
        ("from:me @me @bob from:\"Alice Smith\"", "and(from:me, @me, @'bob', from:'Alice Smith')"),
        ("aspect:family aspect:\"close friends\"", "and(aspect:family, aspect:close friends)"),
        ("lang:DE -lang:en", "and(lang:de, not(lang:en))"),
        (
            "before:2026 after:2024-02 on:2024-02-29",
            "and(before:2026-01-01T00:00:00Z+31536000, after:2024-02-01T00:00:00Z+2505600, on:2024-02-29T00:00:00Z+86400)"
        ),
        ("on:2026-11-26T14:30 on:2026-11-26T14:30:05Z", "and(on:2026-11-26T14:30:00Z+60, on:2026-11-26T14:30:05Z+1)"),
        (
            "after:7d before:12h on:today on:yesterday after:2w after:1mo after:1y",
            "and(after:-604800, before:-43200, on:-0d, on:-1d, after:-1209600, after:-2592000, after:-31536000)"
        ),
        ("note:\"a b\" form:", "and(note, a+b, form)"),
        ("猫 黒猫 黒猫は*", "and(猫, 黒猫, 黒猫+猫は)"),
        ("猫*", "猫"),
        ("#Cats #re-publica #<3", "and(#cats, #re-publica, #<3)"),
        ("@bob@pod.org from:@Al@Pod.ORG mentions:c@d", "and(@bob@pod.org, from:al@pod.org, @c@d)"),
        ("has:photo is:limited -is:public", "and(has:photo, is:limited, not(is:public))"),
        ("FROM:a@b", "from:a@b"),
        ("12:30 note:this C: https://pod.org/x?y", "and(12+30, note+this, c, pod+org+x)"),
        ("a !!! b ()", "and(a, b)"),
        ("ORDER ANDY NOTE", "and(order, andy, note)"),
        ("😀 👍🏽", "and(😀, 👍)"),
    ])
    func queriesHaveOneTree(text: String, expected: String) throws {
        guard expected != "error" else {
            #expect(throws: QueryFault.self) { try shape(text) }
            return
        }
        #expect(try shape(text) == expected)
    }

    @Test(
        arguments: [
            ("", .empty, 0, nil),
            ("  \"\" ()", .empty, 0, nil),
            ("!!! -?", .empty, 0, nil),
            ("é \"cat", .unclosedQuote, 2, "\"cat\""),
            ("a (b (c)", .unclosedParenthesis, 2, "(b (c))"),
            ("a b) c", .unopenedParenthesis, 3, nil),
            ("cat OR", .missingOperand("OR"), 4, "\"OR\""),
            ("OR cat", .missingOperand("OR"), 0, "\"OR\""),
            ("a OR OR b", .missingOperand("OR"), 2, "\"OR\""),
            ("a AND", .missingOperand("AND"), 2, "\"AND\""),
            ("(AND a)", .missingOperand("AND"), 1, "\"AND\""),
            ("a NOT", .missingOperand("NOT"), 2, "\"NOT\""),
            ("a # b", .invalidTag, 2, nil),
            ("#cat*", .prefixNotAllowed, 0, "#cat"),
            ("a c*", .prefixTooShort(limit: 2), 2, nil),
            ("ab* ab* ab* ab* ab*", .tooManyPrefixes(limit: 4), 16, nil),
            ("x @b@c@d", .invalidPerson("b@c@d"), 2, nil),
            ("from:", .invalidPerson(""), 0, nil),
            ("é form:a@b", .unknownField("form"), 2, "from:a@b"),
            ("mention:a@b", .unknownField("mention"), 0, "mentions:a@b"),
            ("has:foto", .unknownValue(field: "has", value: "foto"), 4, "has:photo"),
            ("is:pubilc", .unknownValue(field: "is", value: "pubilc"), 3, "is:public"),
            ("is:x", .unknownValue(field: "is", value: "x"), 3, nil),
            ("é from:\"Al", .unclosedQuote, 7, "from:\"Al\""),
            ("aspect:", .unknownValue(field: "aspect", value: ""), 7, "aspect:\"name\""),
            ("lang:german", .unknownValue(field: "lang", value: "german"), 5, "lang:de"),
            ("lang:xx", .unknownValue(field: "lang", value: "xx"), 5, nil),
            ("on:26.11.2026", .unknownValue(field: "on", value: "26.11.2026"), 3, "on:2026-11-26"),
            ("after:2026/1/5", .unknownValue(field: "after", value: "2026/1/5"), 6, "after:2026-01-05"),
            ("before:2026-02-30", .unknownValue(field: "before", value: "2026-02-30"), 7, "before:7d"),
            ("after:999999999y", .unknownValue(field: "after", value: "999999999y"), 6, "after:7d"),
            ("likes:many", .unknownValue(field: "likes", value: "many"), 6, "likes:>5"),
            ("likes:<0", .unknownValue(field: "likes", value: "<0"), 6, "likes:>0"),
            ("likes:7..2", .unknownValue(field: "likes", value: "7..2"), 6, "likes:>72"),
            ("comments:9999999999", .unknownValue(field: "comments", value: "9999999999"), 9, "comments:>999999999"),
            ("lkies:>3", .unknownField("lkies"), 0, "likes:>3"),
        ] as [(String, QueryFault.Reason, Int, String?)]
    )
    func faultsSayWhereAndWhatWasMeant(
        text: String,
        reason: QueryFault.Reason,
        offset: Int,
        suggestion: String?
    ) throws {
        let fault = try #require(self.fault(of: text))
        #expect(fault.reason == reason)
        #expect(fault.offset == offset)
        #expect(fault.suggestion == suggestion)
    }

    func fault(of text: String) -> QueryFault? {
        do {
            _ = try TypedQuery.parse(text, cuttingWordsWith: tokenizer)
            return nil
        } catch { return error }
    }

    @Test func aFaultIsASentence() {
        #expect(
            fault(of: "é form:a@b")?.description == "Unknown field \"form\" at 2; did you mean from:a@b?"
        )
        #expect(fault(of: "a (b")?.description == "A parenthesis that is not closed at 2; did you mean (b)?")
    }

    @Test func hostileQueriesMeetALimit() {
        func reason(_ text: String) -> QueryFault.Reason? { fault(of: text)?.reason }
        #expect(reason(String(repeating: "a", count: 1_025)) == .tooLong(limit: 1_024))
        #expect(reason(String(repeating: "a ", count: 65)) == .tooManyTerms(limit: 64))
        #expect(reason(String(repeating: "#a ", count: 65)) == .tooManyTerms(limit: 64))
        #expect(reason("\"" + String(repeating: "a ", count: 65) + "\"") == .tooManyTerms(limit: 64))
        #expect(reason(String(repeating: "猫", count: 100)) == .tooManyTerms(limit: 64))
        #expect(reason(String(repeating: "(", count: 1_000)) == .tooDeep(limit: 12))
        #expect(reason(String(repeating: "-", count: 1_000) + "a") == .tooDeep(limit: 12))
        #expect(reason(String(repeating: "NOT ", count: 100) + "a") == .tooDeep(limit: 12))
        #expect(reason(String(repeating: "(", count: 12) + "a" + String(repeating: ")", count: 12)) == nil)
    }

    @Test func namesAreBoundToNumbers() throws {
        let text = "from:a@b -(@c@d OR from:c@d) is:own aspect:x after:1d before:2026-01-01"
        let query = try TypedQuery.parse(text, cuttingWordsWith: tokenizer)
        #expect(Set(query.people.map(Self.name)) == ["a@b", "c@d", "me"])
        #expect(query.aspects == ["x"])
        #expect(query.needsViewer)
        let bound = query.bind(now: Timestamp(seconds: 1_000_000)) { person in
            switch person {
            case .id(let id): id.text == "a@b" ? [PersonNumber(1), PersonNumber(9)] : []
            case .me: [PersonNumber(3)]
            case .name: []
            }
        } aspects: { _ in
            [AspectNumber(4)]
        }
        let one = [PersonNumber(1), PersonNumber(9)]
        #expect(
            bound.root
                == .and([
                    .from(one), .not(.mentions([])), .not(.from([])), .from([PersonNumber(3)]),
                    .aspect([AspectNumber(4)]), .written(913_600..<Int64.max), .written(Int64.min..<1_767_225_600),
                ])
        )
    }
}
