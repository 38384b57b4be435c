import JSON
import SocialModel
import Testing
import Wire

@Suite struct CursorTests {
    private let query = QueryDigest(method: "stream.read", ["stream": "home", "viewer": "a@b"], excluding: [])

    @Test(arguments: Cursor.Kind.allCases, [0, 1, 0x1234_5678_9ABC_DEF0, UInt64.max])
    func comesBackAsItWas(kind: Cursor.Kind, value: UInt64) throws {
        let cursor = Cursor(kind, after: OrderKey(value), of: query)
        #expect(cursor.text.utf8.count == 24)
        #expect(try Cursor(cursor.text, kind: kind, of: query) == cursor)
    }

    @Test func belongsToItsQuery() {
        let text = Cursor(.created, after: .top, of: query).text
        let other = QueryDigest(method: "stream.read", ["stream": "home", "viewer": "c@b"], excluding: [])
        #expect(reason { try Cursor(text, kind: .created, of: other) } == "cursor_mismatch")
        #expect(reason { try Cursor(text, kind: .search, of: query) } == "cursor_mismatch")
    }

    @Test(arguments: ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAA", "%%%%", "éééééééééééé", String(repeating: "A", count: 400)])
    func isNotJustAnything(text: String) {
        #expect(reason { try Cursor(text, kind: .created, of: query) } == "invalid_cursor")
    }

    @Test func noticesEachChangedCharacter() {
        let text = Array(Cursor(.created, after: OrderKey(77), of: query).text.utf8)
        for index in text.indices {
            for other in [UInt8(ascii: "A"), UInt8(ascii: "_"), UInt8(ascii: "7"), UInt8(ascii: "=")]
            where other != text[index] {
                var changed = text
                changed[index] = other
                let mutated = String(decoding: changed, as: UTF8.self)
                #expect(reason { try Cursor(mutated, kind: .created, of: query) } == "invalid_cursor")
            }
        }
    }

    @Test func doesNotMindOrderNullsAndWhatMayChange() {
        let parameters = Parameters(["viewer": "a@b", "limit": 7, "order": nil, "stream": "home"])
        #expect(QueryDigest(method: "stream.read", parameters, excluding: ["limit"]) == query)
        #expect(QueryDigest(method: "stream.read", parameters, excluding: []) != query)
        #expect(QueryDigest(method: "search.posts", parameters, excluding: ["limit"]) != query)
    }

    @Test func tellsNamesFromValues() {
        var one = QueryDigest(method: "m")
        one.add("a", "bc")
        var other = QueryDigest(method: "m")
        other.add("ab", "c")
        #expect(one != other)
    }

    private func reason(_ read: () throws -> Cursor) -> String? {
        let fault = #expect(throws: RPCFault.self) { _ = try read() }
        #expect(fault?.code == .invalidParameters)
        #expect(fault?.field == "before")
        return fault?.reason
    }
}

extension QueryDigest {
    init(method: String, _ object: JSONObject, excluding names: [String]) {
        self.init(method: method, Parameters(object), excluding: names)
    }
}
