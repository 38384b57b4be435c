import JSON
import SocialModel
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    @Test(
        arguments: [
            (JSONValue.null, "null"), (true, "true"), (0, "0"), (-7, "-7"), (1_234_567_890, "1234567890"),
            (.integer(.max), "9223372036854775807"), (.integer(.min), "-9223372036854775808"), (1.5, "1.5"),
            (100.0, "100.0"),
            (.number(.infinity), "null"), (.number(.nan), "null"), ("", #""""#),
            ("a/b\"c\\d", #""a/b\"c\\d""#), ("\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}", #""\u0000\b\t\n\u000b\f\r\u001f""#),
            ("\u{7F}é\u{2028}\u{2029}😀", "\"\u{7F}é\u{2028}\u{2029}😀\""), ([], "[]"), ([1, [2]], "[1,[2]]"),
            ([:], "{}"),
            (["a": 1, "b\n": nil], #"{"a":1,"b\n":null}"#),
        ] as [(JSONValue, String)]
    )
    func writes(value: JSONValue, text: String) {
        #expect(String(decoding: JSONWriter.bytes(value), as: UTF8.self) == text)
    }

    @Test func writesForPeople() {
        let value: JSONValue = ["a": [1, [:], []], "b": ["c": "d"]]
        #expect(
            JSONWriter.pretty(value) == """
                {
                  "a": [
                    1,
                    {},
                    []
                  ],
                  "b": {
                    "c": "d"
                  }
                }
                """
        )
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func readsBackWhatItWrote(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = anyValue(&random, depth: 5)
        #expect(try JSONParser.parse(JSONWriter.bytes(value)) == value)
        #expect(try JSONParser.parse(JSONWriter.pretty(value)) == value)
    }

    @Test func writesMilliseconds() throws {
        for (text, written) in [
            ("2016-02-19T02:13:41.123999Z", "\"2016-02-19T02:13:41.123Z\""),
            ("0000-01-01T00:00:00Z", "\"0000-01-01T00:00:00.000Z\""),
            ("1969-12-31T23:59:59.999999Z", "\"1969-12-31T23:59:59.999Z\""),
        ] {
            var bytes: [UInt8] = []
            JSONWriter.append(milliseconds: try #require(Timestamp(iso8601: text)), to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == written)
        }
        for extreme in [Int64.min, .max] {
            var bytes: [UInt8] = []
            JSONWriter.append(milliseconds: Timestamp(microseconds: extreme), to: &bytes)
            #expect(bytes.count == 26)
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func agreesWithTheModelAboutMilliseconds(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let years1To9999 = Int64(-62_135_596_800_000_000)..<253_402_300_800_000_000
        let time = Timestamp(microseconds: Int64.random(in: years1To9999, using: &random))
        var bytes: [UInt8] = []
        JSONWriter.append(milliseconds: time, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "\"\(time.iso8601Milliseconds)\"")
    }

    private func anyValue(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .integer(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
        case 3: .number(finite(&random))
        case 4: .string(text(&random))
        case 5: .array((0..<Int.random(in: 0...5, using: &random)).map { _ in anyValue(&random, depth: depth - 1) })
        default:
            .object(
                JSONObject(
                    (0..<Int.random(in: 0...20, using: &random)).map { _ in
                        (text(&random), anyValue(&random, depth: depth - 1))
                    }
                )
            )
        }
    }

    private func finite(_ random: inout SeededGenerator) -> Double {
        let number = Double(bitPattern: random.next())
        return number.isFinite ? number : 0.5
    }

    /// With whatever makes writers stumble.
    private func text(_ random: inout SeededGenerator) -> String {
        let pieces = [
            "a", "Word", " ", "\"", "\\", "/", "\n", "\r\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "e\u{301}", "漢字",
            "عربي", "😀", "👩‍👩‍👧", "\u{2028}", "\u{2029}", "\u{FFFF}",
        ]
        return (0..<Int.random(in: 1...12, using: &random)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }
        .joined()
    }
}
