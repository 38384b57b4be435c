import JSON
import SocialModel
import Testing
import Wire

@Suite struct ParametersTests {
    private let parameters = Parameters([
        "text": "é", "number": 7, "fraction": 0.5, "flag": true, "nothing": nil, "words": ["a", "b"],
        "id": "bob@pod.example", "ids": ["bob@pod.example", "x"], "guid": "0123456789abcdef",
        "time": "2016-02-19T02:13:41.5Z",
        "object": ["inner": ["list": [["guid": "short"]]]],
    ])

    @Test func readsWhatIsThere() throws {
        #expect(try parameters.string("text", limit: 1) == "é")
        #expect(try parameters.integer("number", in: 1...7) == 7)
        #expect(try parameters.optionalNumber("number") == 7)
        #expect(try parameters.optionalNumber("fraction") == 0.5)
        #expect(try parameters.bool("flag"))
        #expect(try parameters.optionalStrings("words") == ["a", "b"])
        #expect(try parameters.id("id").text == "bob@pod.example")
        #expect(try parameters.guid("guid").text == "0123456789abcdef")
        #expect(try parameters.optionalTime("time") == Timestamp(microseconds: 1_455_848_021_500_000))
    }

    @Test(arguments: ["absent", "nothing"])
    func takesNullForAbsent(name: String) throws {
        #expect(try parameters.optionalString(name) == nil)
        #expect(try parameters.optionalInteger(name) == nil)
        #expect(try parameters.optionalBool(name) == nil)
        #expect(try parameters.optionalIDs(name) == nil)
        #expect(throws: RPCFault.missing(name)) { try parameters.string(name) }
        #expect(throws: RPCFault.missing(name)) { try parameters.guid(name) }
        #expect(throws: RPCFault.missing(name)) { try parameters.object(name) }
    }

    @Test func tellsNullFromAbsentInFields() throws {
        #expect(try parameters.stringField("absent") == .unchanged)
        #expect(try parameters.stringField("nothing") == .cleared)
        #expect(try parameters.stringField("text") == .set("é"))
        #expect(try parameters.boolField("flag") == .set(true))
    }

    @Test func namesTheFieldAtFault() {
        expect("wrong_type", "number") { try parameters.string("number") }
        expect("wrong_type", "text") { try parameters.integer("text") }
        expect("wrong_type", "fraction") { try parameters.integer("fraction") }
        expect("wrong_type", "number") { try parameters.bool("number") }
        expect("wrong_type", "text") { try parameters.optionalArray("text") }
        expect("wrong_type", "words") { try parameters.object("words") }
        expect("out_of_range", "number") { try parameters.integer("number", in: 8...9) }
        expect("too_long", "text") { try parameters.string("text", limit: 0) }
        expect("too_long", "words[0]") { try parameters.optionalStrings("words", length: 0) }
        expect("too_many", "words") { try parameters.optionalStrings("words", limit: 1) }
        expect("invalid_id", "text") { try parameters.id("text") }
        expect("invalid_id", "ids[1]") { try parameters.optionalIDs("ids") }
        expect("invalid_guid", "text") { try parameters.guid("text") }
        expect("invalid_time", "text") { try parameters.optionalTime("text") }
        expect("unknown_value", "text") { try parameters.choice("text", of: EntityType.self) }
        expect("invalid_guid", "object.inner.list[0].guid") {
            try parameters.object("object").object("inner").optionalObjects("list")?.first?.guid("guid")
        }
    }

    @Test func refusesWhatItDoesNotKnow() throws {
        let parameters = Parameters(["stream": "home", "limt": 3])
        try parameters.refuseUnknown(known: ["stream", "limt"])
        let fault = #expect(throws: RPCFault.self) { try parameters.refuseUnknown(known: ["stream", "limit"]) }
        #expect(fault?.reason == "unknown_parameter")
        #expect(fault?.field == "limt")
        #expect(fault?.detail == #"There is no "limt"; known are stream, limit."#)
    }

    @Test func cutsNamesThatSendersChose() {
        let parameters = Parameters([String(repeating: "n", count: 100_000): 1])
        let fault = #expect(throws: RPCFault.self) { try parameters.refuseUnknown(known: ["stream"]) }
        #expect((fault?.field?.unicodeScalars.count ?? .max) <= 257)
        #expect((fault?.detail.unicodeScalars.count ?? .max) <= 200)
    }

    private func expect<Value>(_ reason: String, _ field: String, _ read: () throws -> Value) {
        let fault = #expect(throws: RPCFault.self) { _ = try read() }
        #expect(fault?.code == .invalidParameters)
        #expect(fault?.reason == reason)
        #expect(fault?.field == field)
    }
}
