import SocialModel
import Testing
import Wire

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
        var random = Seeded(seed)
        let value = anyValue(&random, depth: 5)
        #expect(try JSONParser.parse(JSONWriter.bytes(value)) == value)
        #expect(try JSONParser.parse(JSONWriter.pretty(value)) == value)
    }

    @Test func writesMilliseconds() {
        for (text, written) in [
            ("2016-02-19T02:13:41.123999Z", "\"2016-02-19T02:13:41.123Z\""),
            ("0000-01-01T00:00:00Z", "\"0000-01-01T00:00:00.000Z\""),
            ("1969-12-31T23:59:59.999999Z", "\"1969-12-31T23:59:59.999Z\""),
        ] {
            var bytes: [UInt8] = []
            JSONWriter.append(milliseconds: known(Timestamp(iso8601: text)), to: &bytes)
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
        var random = Seeded(seed)
        let time = random.time()
        var bytes: [UInt8] = []
        JSONWriter.append(milliseconds: time, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "\"\(time.iso8601Milliseconds)\"")
    }

    private func anyValue(_ random: inout Seeded, depth: Int) -> JSONValue {
        switch random.below(depth == 0 ? 5 : 7) {
        case 0: .null
        case 1: .bool(random.chance(2))
        case 2: .integer(Int64(bitPattern: random.next()) >> Int64(random.below(64)))
        case 3: .number(finite(&random))
        case 4: .string(random.text())
        case 5: .array(random.list(upTo: 5) { anyValue(&$0, depth: depth - 1) })
        default: .object(JSONObject(random.list(upTo: 20) { ($0.text(), anyValue(&$0, depth: depth - 1)) }))
        }
    }

    private func finite(_ random: inout Seeded) -> Double {
        let number = Double(bitPattern: random.next())
        return number.isFinite ? number : 0.5
    }
}
