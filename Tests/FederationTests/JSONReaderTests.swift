import Testing

@testable import Federation

/// The JSON of wrappers and JRDs.
@Suite struct JSONReaderTests {
    private func read(_ text: String, _ limits: FederationLimits = .standard) throws(FederationError) -> JSONNode {
        try JSONReader.read(Array(text.utf8), limits: limits)
    }

    @Test func readsWhatIsJSON() throws {
        let text =
            #" {"a":"\"\\\/\b\f\n\r\t\u00e4\uD83D\uDCA9ü","b":[1,-0.5e+3,0,true,false,{}],"c":null,"d":[],"a b":""} "#
        let node = try read(text)
        #expect(node["a"]?.text == "\"\\/\u{8}\u{C}\n\r\t\u{E4}\u{1F4A9}ü")
        guard case .array(let items)? = node["b"] else { throw FederationError.notJSON }
        #expect(items.count == 6)
        #expect(node["c"] == nil)
        #expect(node["a b"]?.text == "")
        #expect(try read(#"{"a":"1","a":"2"}"#)["a"]?.text == "2")
    }

    @Test(arguments: [
        "", " ", "x", "{", "}", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "'a'",
        "\"",
        "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\\uD800\"", "\"\\uDC00\"", "\"\\uD800\\u0041\"", "\"\n\"",
        "01", "-",
        "1.", ".5", "1e", "+1", "NaN", "tru", "nullx", "1 2", "{} {}", "\u{FEFF}{}", "// x\n{}", "\"a\u{0}b\"",
        "{}\u{0}",
    ])
    func refusesWhatIsNot(_ text: String) { #expect(throws: FederationError.notJSON) { try read(text) } }

    @Test func refusesWhatIsNoUTF8() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF, 0xFE, 0x22, 0],
        ] {
            #expect(throws: FederationError.notJSON) { try JSONReader.read(bytes, limits: .standard) }
        }
    }

    @Test func keepsItsLimits() throws {
        let limits = FederationLimits(depth: 3, elements: 4)
        _ = try read("[[[]]]", limits)
        #expect(throws: FederationError.tooDeep(limit: 3)) { try read("[[[[]]]]", limits) }
        _ = try read("[1,2,3]", limits)
        #expect(throws: FederationError.tooManyElements(limit: 4)) { try read("[1,2,3,4]", limits) }
        #expect(throws: FederationError.tooDeep(limit: 32)) { try read(String(repeating: "[", count: 1 << 18)) }
        #expect(throws: FederationError.tooDeep(limit: 32)) { try read(String(repeating: "{\"a\":", count: 1 << 16)) }
    }
}
