import JSON
import Testing
import Wire

@Suite struct RequestLineTests {
    @Test func readsARequest() {
        let line =
            #"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"stream":"home","deadline_ms":10}}"# + "\n"
        let parameters = Parameters(["stream": "home", "deadline_ms": 10])
        #expect(
            decode(line) == .single(.request(Request(id: .integer(1), method: "stream.read", parameters: parameters)))
        )
    }

    @Test(
        arguments: [
            ("7", RequestID.integer(7)), ("-1.5", .number(-1.5)), (#""é""#, .string("é")), ("null", .null),
        ] as [(String, RequestID)]
    )
    func readsTheID(text: String, id: RequestID) {
        #expect(
            decode(#"{"method":"m","id":\#(text),"jsonrpc":"2.0"}"#) == .single(.request(Request(id: id, method: "m")))
        )
    }

    @Test func readsANotification() {
        #expect(decode(#"{"jsonrpc":"2.0","method":"m"}"#) == .single(.request(Request(id: nil, method: "m"))))
    }

    @Test func passesOverMembersThatAreNotJSONRPCs() {
        #expect(decode(#"{"jsonrpc":"2.0","x":[1],"method":"m"}"#) == .single(.request(Request(id: nil, method: "m"))))
    }

    @Test func readsABatch() throws {
        let line = decode(#"[{"jsonrpc":"2.0","id":1,"method":"a"},2,{"jsonrpc":"2.0","method":"b"}]"#)
        guard case .batch(let all) = line else {
            Issue.record("\(line)")
            return
        }
        #expect(all.count == 3)
        #expect(all.first == .request(Request(id: .integer(1), method: "a")))
        #expect(all.last == .request(Request(id: nil, method: "b")))
        guard case .invalid(let fault, .null) = all[1] else {
            Issue.record("\(all[1])")
            return
        }
        #expect(fault.code == .invalidRequest)
    }

    @Test(
        arguments: [
            ("", RPCFault.Code.parseError, "not_json", RequestID.null), ("garbage", .parseError, "not_json", .null),
            (#"{"jsonrpc":"2.0","id":1,"method":"m"}}"#, .parseError, "not_json", .null),
            (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"m"}"#, .parseError, "not_json", .null),
            (#"{"jsonrpc":"2.0","x":1,"x":2,"method":"m"}"#, .parseError, "not_json", .null),
            (#"[{"jsonrpc":"2.0","id":1,"method":"m"}"#, .parseError, "not_json", .null),
            ("[]", .invalidRequest, "not_a_request", .null), ("1", .invalidRequest, "not_a_request", .null),
            ("{}", .invalidRequest, "not_a_request", .null),
            (#"{"id":3}"#, .invalidRequest, "not_a_request", .integer(3)),
            (#"{"jsonrpc":"1.0","id":3,"method":"m"}"#, .invalidRequest, "not_a_request", .integer(3)),
            (#"{"jsonrpc":"2.0","id":3}"#, .invalidRequest, "not_a_request", .integer(3)),
            (#"{"jsonrpc":"2.0","id":3,"method":4}"#, .invalidRequest, "not_a_request", .integer(3)),
            (#"{"jsonrpc":"2.0","id":[],"method":"m"}"#, .invalidRequest, "not_a_request", .null),
            (#"{"jsonrpc":"2.0","id":3,"method":"m","params":7}"#, .invalidRequest, "not_a_request", .integer(3)),
            (
                #"{"jsonrpc":"2.0","id":"x","method":"m","params":[1]}"#, .invalidRequest, "positional_parameters",
                .string("x")
            ),
        ] as [(String, RPCFault.Code, String, RequestID)]
    )
    func refuses(line: String, code: RPCFault.Code, reason: String, id: RequestID) {
        guard case .single(.invalid(let fault, let named)) = decode(line) else {
            Issue.record("accepted")
            return
        }
        #expect(fault.code == code)
        #expect(fault.reason == reason)
        #expect(!fault.retryable)
        #expect(named == id)
    }

    @Test func refusesAnIDThatIsTooLongToKeep() {
        let longest = String(repeating: "i", count: RequestID.longest)
        #expect(
            decode(#"{"jsonrpc":"2.0","id":"\#(longest)","method":"m"}"#)
                == .single(.request(Request(id: .string(longest), method: "m")))
        )
        guard case .single(.invalid(_, .null)) = decode(#"{"jsonrpc":"2.0","id":"\#(longest)i","method":"m"}"#) else {
            Issue.record("accepted")
            return
        }
    }

    @Test func readsWhatAClientWrites() {
        let requests = [
            Request(id: .string("a\"b"), method: "pod.apply", parameters: Parameters(["changes": [["op": "x"]]])),
            Request(id: nil, method: "m"), Request(id: .null, method: "m"), Request(id: .number(0.5), method: "m"),
        ]
        for request in requests {
            var bytes: [UInt8] = []
            request.append(to: &bytes)
            #expect(bytes.last == 0x0A)
            #expect(RequestLine.decode(bytes) == .single(.request(request)))
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func survivesMutations(seed: UInt64) throws {
        var random = Seeded(seed)
        var bytes = Array(
            #"[{"jsonrpc":"2.0","id":"é\u00e9","method":"m","params":{"a":[1,-2.5e3,true,null,{"b":"\ud83d\ude00"}]}}]"#
                .utf8
        )
        for _ in 0..<(1 + random.below(6)) {
            let at = random.below(bytes.count)
            switch random.below(4) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(bytes[random.below(bytes.count)], at: at)
            default: bytes.removeSubrange(at..<min(bytes.count, at + random.below(9)))
            }
            if bytes.isEmpty { bytes = [0] }
        }
        // Whatever came out, what was understood can be written and understood again.
        guard let value = try? JSONParser.parse(bytes) else {
            guard case .single(.invalid(let fault, .null)) = RequestLine.decode(bytes) else {
                Issue.record("read what is not JSON")
                return
            }
            #expect(fault.code == .parseError)
            return
        }
        #expect(try JSONParser.parse(JSONWriter.bytes(value)) == value)
        if case .single(.invalid(let fault, _)) = RequestLine.decode(bytes) { #expect(fault.code == .invalidRequest) }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func survivesRandomBytes(seed: UInt64) {
        var random = Seeded(seed)
        let alphabet = Array(#"{}[]",:\u01-.eE tfn"#.utf8) + [0x00, 0x80, 0xC3, 0xFF]
        let bytes = (0..<random.below(200)).map { _ in alphabet[random.below(alphabet.count)] }
        if case .single(.request) = RequestLine.decode(bytes) { Issue.record("these bytes cannot be a request") }
    }

    private func decode(_ line: String) -> RequestLine { RequestLine.decode(Array(line.utf8)) }
}
