import Search
import SocialModel
import Testing

@Suite struct SearchQueryTests {
    let tokenizer: Tokenizer

    init() throws { tokenizer = try Tokenizer() }

    /// The tree in short: `and(cat, not(dog))`.
    func shape(_ text: String) throws -> String { Self.shape(try SearchQuery.parse(text, with: tokenizer).root) }

    static func shape(_ node: QueryNode<DiasporaID>) -> String {
        switch node {
        case .and(let nodes): "and(\(nodes.map(shape).joined(separator: ", ")))"
        case .or(let nodes): "or(\(nodes.map(shape).joined(separator: ", ")))"
        case .not(let node): "not(\(shape(node)))"
        case .phrase(let words, let prefix): words.joined(separator: "+") + (prefix ? "*" : "")
        case .tag(let name): "#\(name)"
        case .mentions(let person): "@\(person)"
        case .from(let person): "from:\(person)"
        case .fact(let fact): "\(fact)"
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
        ("猫 黒猫 黒猫は*", "and(猫, 黒猫, 黒猫+猫は)"),
        ("猫*", "猫"),
        ("#Cats #re-publica #<3", "and(#cats, #re-publica, #<3)"),
        ("@bob@pod.org from:@Al@Pod.ORG mentions:c@d", "and(@bob@pod.org, from:al@pod.org, @c@d)"),
        ("has:photo is:limited -is:public", "and(photo, isLimited, not(isPublic))"),
        ("FROM:a@b", "from:a@b"),
        ("12:30 note:this C: https://pod.org/x?y", "and(12+30, note+this, c, pod+org+x)"),
        ("a !!! b ()", "and(a, b)"),
        ("ORDER ANDY NOTE", "and(order, andy, note)"),
        ("😀 👍🏽", "and(😀, 👍)"),
    ])
    func queriesHaveOneTree(text: String, expected: String) throws {
        guard expected != "error" else {
            #expect(throws: SearchError.self) { try shape(text) }
            return
        }
        #expect(try shape(text) == expected)
    }

    @Test(
        arguments: [
            ("", .empty, 0, nil),
            ("  \"\" ()", .empty, 0, nil),
            ("!!! -?", .empty, 0, nil),
            ("é \"cat", .unclosedQuote, 2, nil),
            ("a (b (c)", .unclosedParenthesis, 2, nil),
            ("a b) c", .unopenedParenthesis, 3, nil),
            ("cat OR", .missingOperand("OR"), 4, nil),
            ("OR cat", .missingOperand("OR"), 0, nil),
            ("a OR OR b", .missingOperand("OR"), 2, nil),
            ("a AND", .missingOperand("AND"), 2, nil),
            ("(AND a)", .missingOperand("AND"), 1, nil),
            ("a NOT", .missingOperand("NOT"), 2, nil),
            ("a # b", .invalidTag, 2, nil),
            ("#cat*", .prefixNotAllowed, 0, "#cat"),
            ("a c*", .prefixTooShort(limit: 2), 2, nil),
            ("ab* ab* ab* ab* ab*", .tooManyPrefixes(limit: 4), 16, nil),
            ("x @bob", .invalidPerson("bob"), 2, nil),
            ("from:", .invalidPerson(""), 0, nil),
            ("é form:a@b", .unknownField("form"), 2, "from:a@b"),
            ("mention:a@b", .unknownField("mention"), 0, "mentions:a@b"),
            ("has:foto", .unknownValue(field: "has", value: "foto"), 4, "has:photo"),
            ("is:pubilc", .unknownValue(field: "is", value: "pubilc"), 3, "is:public"),
            ("is:x", .unknownValue(field: "is", value: "x"), 3, nil),
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
            _ = try SearchQuery.parse(text, with: tokenizer)
        } catch {
            if case .query(let fault) = error { return fault }
        }
        return nil
    }

    @Test func aFaultIsASentence() {
        #expect(
            fault(of: "é form:a@b")?.description == "Unknown field \"form\" at 2; did you mean from:a@b?"
        )
        #expect(fault(of: "a (b")?.description == "A parenthesis that is not closed at 2")
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

    @Test func peopleAreNamedForTheirNumbers() throws {
        let query = try SearchQuery.parse("from:a@b -(@c@d OR from:a@b)", with: tokenizer)
        #expect(Set(query.people.map(\.text)) == ["a@b", "c@d"])
        let bound = query.bind { $0.text == "a@b" ? [PersonNumber(1), PersonNumber(9)] : [] }
        let one = [PersonNumber(1), PersonNumber(9)]
        #expect(bound.root == .and([.from(one), .not(.or([.mentions([]), .from(one)]))]))
    }
}
