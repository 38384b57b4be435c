import JSON
import Testing

@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("\t\r\nfalse\n", false), ("0", 0), ("-1", -1),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", 9_223_372_036_854_775_808.0),
            ("-9223372036854775809", -9_223_372_036_854_775_809.0),
            ("-0", -0.0), ("1.5", 1.5), ("1e2", 100.0), ("1E+2", 100.0), ("1.25e-2", 0.0125), ("-0.0", -0.0),
            ("1e-400", 0.0), ("123456789012345678901234567890", 1.2345678901234568e29),
            (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u6F22""#, "Aé漢"),
            (#""\uD83D\uDE00""#, "😀"), (#""\u0000""#, "\u{0}"), ("\"\u{7F}é漢😀\u{2028}\"", "\u{7F}é漢😀\u{2028}"),
            (#""x\u005Cny""#, "x\\ny"), ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]),
            ("[1,[2,[]],{}]", [1, [2, []], [:]]),
            (#"{"a":1,"b":[true,null]}"#, ["a": 1, "b": [true, nil]]), (#"{"":0}"#, ["": 0]),
            (#" { "a" : [ 1 , 2 ] } "#, ["a": [1, 2]]), (#"{"K":1,"\u212A":2}"#, ["K": 1, "\u{212A}": 2]),
        ] as [(String, JSONValue)]
    )
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(text) == value)
    }

    @Test func keepsTheSignOfZero() throws {
        #expect(try JSONParser.parse("-0") == .number(-0.0))
        guard case .number(let zero) = try JSONParser.parse("-0") else {
            Issue.record("-0 is no double")
            return
        }
        #expect(zero.sign == .minus)
    }

    @Test(
        arguments: [
            ("", JSONError.unexpectedEnd(at: 0)), ("  ", .unexpectedEnd(at: 2)), ("nul", .unexpectedEnd(at: 3)),
            ("nulL", .unexpectedByte(0x4C, at: 3)), ("True", .unexpectedByte(0x54, at: 0)),
            ("nullx", .trailingBytes(at: 4)),
            ("1 2", .trailingBytes(at: 2)), ("[1]]", .trailingBytes(at: 3)), ("[", .unexpectedEnd(at: 1)),
            ("[1", .unexpectedEnd(at: 2)), ("[1,", .unexpectedEnd(at: 3)), ("[1,]", .unexpectedByte(0x5D, at: 3)),
            ("[,1]", .unexpectedByte(0x2C, at: 1)), ("[1 2]", .unexpectedByte(0x32, at: 3)),
            ("[1}", .unexpectedByte(0x7D, at: 2)),
            ("{", .unexpectedEnd(at: 1)), (#"{"a"}"#, .unexpectedByte(0x7D, at: 4)),
            (#"{"a":}"#, .unexpectedByte(0x7D, at: 5)),
            (#"{"a":1,}"#, .unexpectedByte(0x7D, at: 7)), (#"{a:1}"#, .unexpectedByte(0x61, at: 1)),
            (#"{1:1}"#, .unexpectedByte(0x31, at: 1)), ("{'a':1}", .unexpectedByte(0x27, at: 1)),
            (#"{"a":1,"a":2}"#, .duplicateName("a", at: 7)), (#"{"a":1,"\u0061":2}"#, .duplicateName("a", at: 7)),
            ("01", .invalidNumber(at: 0)), ("-", .invalidNumber(at: 0)), ("-a", .invalidNumber(at: 0)),
            ("1.", .invalidNumber(at: 0)),
            ("1.e1", .invalidNumber(at: 0)), ("1e", .invalidNumber(at: 0)), ("1e+", .invalidNumber(at: 0)),
            ("-01", .invalidNumber(at: 0)), ("+1", .unexpectedByte(0x2B, at: 0)), (".5", .unexpectedByte(0x2E, at: 0)),
            ("0x10", .trailingBytes(at: 1)), ("1e400", .numberOutOfRange(at: 0)), ("-1e400", .numberOutOfRange(at: 0)),
            ("NaN", .unexpectedByte(0x4E, at: 0)), ("Infinity", .unexpectedByte(0x49, at: 0)),
            (#"""#, .unexpectedEnd(at: 1)), (#""a"#, .unexpectedEnd(at: 2)), (#""\"#, .unexpectedEnd(at: 2)),
            (#""\x""#, .invalidEscape(at: 1)), (#""\u12""#, .invalidEscape(at: 1)),
            (#""\u12G4""#, .invalidEscape(at: 1)),
            (#""\u12"#, .unexpectedEnd(at: 5)), (#""\uD800""#, .loneSurrogate(at: 1)),
            (#""\uDC00""#, .loneSurrogate(at: 1)),
            (#""\uD800\uD800""#, .loneSurrogate(at: 1)), (#""\uD800x""#, .loneSurrogate(at: 1)),
            (#""\uD800\n""#, .loneSurrogate(at: 1)), (#""\uDC00\uD800""#, .loneSurrogate(at: 1)),
            ("\"a\nb\"", .unexpectedByte(0x0A, at: 2)), ("\"\u{0}\"", .unexpectedByte(0, at: 1)),
            ("\u{FEFF}1", .unexpectedByte(0xEF, at: 0)), ("/*x*/1", .unexpectedByte(0x2F, at: 0)),
            ("\u{A0}1", .unexpectedByte(0xC2, at: 0)),
        ] as [(String, JSONError)]
    )
    func refuses(text: String, error: JSONError) {
        #expect(throws: error) { try JSONParser.parse(text) }
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE],
        ] as [[UInt8]]
    )
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.invalidUTF8(at: 2)) {
            try JSONParser.parse(Array("\"a".utf8) + bytes + Array("\"".utf8))
        }
        #expect(throws: JSONError.invalidUTF8(at: 3)) {
            try JSONParser.parse(Array("\"\\n".utf8) + bytes + Array("\"".utf8))
        }
    }

    @Test func refusesMoreLevelsThanTheLimit() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSONParser.parse(deepest).array?.count == 1)
        #expect(throws: JSONError.tooDeep(at: 64)) { try JSONParser.parse("[" + deepest + "]") }
        let objects = String(repeating: #"{"a":"#, count: 100_000)
        #expect(throws: JSONError.tooDeep(at: 320)) { try JSONParser.parse(objects) }
    }

    @Test func refusesMoreValuesThanTheLimit() throws {
        let limits = JSONLimits(depth: 4, elements: 3)
        #expect(try JSONParser.parse("[1,2]".utf8.map { $0 }, limits: limits) == [1, 2])
        #expect(throws: JSONError.tooManyElements(at: 5)) { try JSONParser.parse("[1,2,3]", limits: limits) }
    }

    @Test func findsATwiceNamedMemberInALargeObject() throws {
        let members = (0..<1_000).map { "\"name\($0)\":\($0)" }
        #expect(try JSONParser.parse("{" + members.joined(separator: ",") + "}").object?.members.count == 1_000)
        for twice in [0, 15, 16, 999] {
            let text = "{" + members.joined(separator: ",") + ",\"name\(twice)\":0}"
            #expect(
                throws: JSONError.duplicateName("name\(twice)", at: text.utf8.count - "\"name\(twice)\":0}".utf8.count)
            ) {
                try JSONParser.parse(text)
            }
        }
    }

    @Test func takesTheLastOfRepeatedNamesIfToldTo() throws {
        func parse(_ text: String) throws -> JSONValue {
            try JSONParser.parse(Array(text.utf8), repeatedNames: .lastCounts)
        }
        #expect(try parse(#"{"a":1,"b":2,"\u0061":3}"#) == ["a": 3, "b": 2])
        #expect(try parse("{\"\u{E9}\":1,\"e\u{301}\":2}").object?.members.count == 2)
        let members = (0..<1_000).map { "\"name\($0 % 500)\":\($0)" }
        let large = try parse("{" + members.joined(separator: ",") + "}")
        #expect(large.object?.members.map(\.value) == (500..<1_000).map { .integer($0) })
    }

    @Test func saysWhereAndWhy() {
        #expect(JSONError.duplicateName("a", at: 7).description == #"Byte 7: a second member "a"."#)
        #expect(JSONError.unexpectedByte(0x2C, at: 1).description == "Byte 1: the byte 0x2c cannot stand here.")
    }
}
