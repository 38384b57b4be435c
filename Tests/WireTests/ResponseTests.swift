import JSON
import Testing
import Wire

@Suite struct ResponseTests {
    @Test func splicesAResult() {
        var bytes: [UInt8] = []
        Response.open(.integer(1), to: &bytes)
        bytes.append(contentsOf: Array(#"{"items":[]}"#.utf8))
        Response.close(to: &bytes)
        #expect(text(bytes) == #"{"jsonrpc":"2.0","id":1,"result":{"items":[]}}"# + "\n")
    }

    @Test func writesAFault() {
        var bytes: [UInt8] = []
        let fault = RPCFault.invalid("limit", .outOfRange, "Too much.").at(index: 3)
        Response.append(fault, id: .string("x"), to: &bytes)
        let data = #"{"reason":"out_of_range","retryable":false,"detail":"Too much.","field":"limit","index":3}"#
        #expect(
            text(bytes)
                == #"{"jsonrpc":"2.0","id":"x","error":{"code":-32602,"message":"Invalid params","data":\#(data)}}"#
                + "\n"
        )
    }

    @Test func writesANotification() throws {
        var bytes: [UInt8] = []
        Response.openNotification("stream.event", to: &bytes)
        JSONWriter.append(["seq": 1] as JSONObject, to: &bytes)
        Response.close(to: &bytes)
        #expect(try ServerLine.decode(bytes.span) == .notification(method: "stream.event", parameters: ["seq": 1]))
    }

    @Test func writesABatchAsOneLine() throws {
        var batch = Response.Batch()
        var output: [UInt8] = []
        batch.append(to: &output)
        #expect(output.isEmpty)
        for id in 1...2 {
            var line: [UInt8] = []
            Response.append(.bool(true), id: .integer(Int64(id)), to: &line)
            batch.add(line)
        }
        batch.append(to: &output)
        #expect(output.count(where: { $0 == 0x0A }) == 1)
        #expect(try JSONParser.parse(output).array?.map { $0["id"] } == [1, 2])
    }

    @Test(
        arguments: [
            (RPCFault.notJSON(.unexpectedEnd(at: 0)), -32700, "not_json", false),
            (.notARequest("."), -32600, "not_a_request", false),
            (.tooLarge(limit: 9), -32600, "too_large", false), (.unknownMethod("x"), -32601, "unknown_method", false),
            (.missing("a"), -32602, "missing", false),
            (.unknownParameter("a", known: ["b"]), -32602, "unknown_parameter", false),
            (.internalFault, -32603, "internal", false), (.busy("."), -32000, "busy", true),
            (.notYet("."), -32000, "not_yet", true),
            (.notFound("."), -32001, "not_found", false), (.rejected("guid_taken", "."), -32002, "guid_taken", false),
            (.stale("cursor_gone", "."), -32003, "cursor_gone", false),
            (.unsupportedMedia("too_many_pixels", "."), -32004, "too_many_pixels", false),
        ] as [(RPCFault, Int, String, Bool)]
    )
    func keepsTheContractsTable(fault: RPCFault, code: Int, reason: String, retryable: Bool) throws {
        #expect(fault.code.rawValue == code)
        #expect(fault.reason == reason)
        #expect(fault.retryable == retryable)
        var bytes: [UInt8] = []
        Response.append(fault, id: .null, to: &bytes)
        #expect(try ServerLine.decode(bytes.span) == .fault(fault, id: .null))
    }

    @Test func cutsWhatSendersChose() {
        let fault = RPCFault.unknownMethod(String(repeating: "m", count: 100_000))
        #expect(fault.detail.utf8.count < 200)
    }

    @Test(arguments: [
        "1", "{}", #"{"jsonrpc":"2.0","id":1}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":1}}"#,
        #"{"jsonrpc":"2.0","result":1}"#,
    ])
    func isNoAnswer(line: String) {
        #expect(throws: ServerLineError.notAnAnswer) { try ServerLine.decode(Array(line.utf8).span) }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
