import Foundation
import JSON
import RPC
import TestSupport
import Testing
import Wire

/// The contract's transport, from the outside.
@Suite struct ContractTests {
    private static let status = #"{"jsonrpc":"2.0","id":1,"method":"engine.status"}"#

    @Test func answersTheOneLinerOfTheContract() async throws {
        let engine = try await ServedEngine()
        let command = "printf '\(Self.status)\\n' | socat - UNIX-CONNECT:\(engine.socket)"
        let line = try Program.run("/bin/sh", ["-c", command]).output
        let answer = try JSONParser.parse(Array(line.dropLast()))
        #expect(answer["result"]?["seq"] == 0)
    }

    @Test func badLinesGetTheirErrorsAndHarmNobody() async throws {
        let engine = try await ServedEngine()
        let cases: [(line: String, code: Int64, field: String?)] = [
            ("garbage", -32_700, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"engine.destroy"}"#, -32_601, nil),
            (#"{"jsonrpc":"2.0","id":1}"#, -32_600, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"engine.status","params":[]}"#, -32_600, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{}}"#, -32_602, "stream"),
            (#"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"stream":"home"}}"#, -32_602, "viewer"),
            (
                #"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"stream":"public","limit":0}}"#, -32_602,
                "limit"
            ),
            (#"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"stream":"public","lim":1}}"#, -32_602, "lim"),
            (
                #"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"stream":"home","viewer":"a@b.example"}}"#,
                -32_001, nil
            ),
            (
                #"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"stream":"public","at_least":99}}"#,
                -32_003, nil
            ),
            (#"{"jsonrpc":"2.0","id":1,"method":"federation.receive","params":{"envelope":"<x/>"}}"#, -32_002, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"photo.process","params":{"data":"aGVsbG8="}}"#, -32_004, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"search.posts","params":{"query":"(a"}}"#, -32_602, "query"),
        ]
        for (line, code, field) in cases {
            let socket = try RawSocket(engine.socket)
            socket.send(line)
            let answer = try JSONParser.parse(try #require(socket.line()))
            #expect(answer["error"]?["code"]?.integer == code, "\(line): \(answer)")
            let data = try #require(answer["error"]?["data"])
            #expect(data["reason"]?.string?.isEmpty == false)
            #expect(data["detail"]?.string?.hasSuffix(".") == true)
            #expect(data["retryable"]?.bool == false)
            #expect(data["field"]?.string == field, "\(line): \(answer)")
            // The same connection goes on, and so does a new one.
            socket.send(Self.status)
            #expect(socket.line()?.contains(#""result""#) == true)
        }
        let next = try RawSocket(engine.socket)
        next.send(Self.status)
        #expect(next.line()?.contains(#""result""#) == true)
    }

    @Test func aLineOfTwentyMebibytesIsAnsweredAndEndsItsConnection() async throws {
        let engine = try await ServedEngine()
        let socket = try RawSocket(engine.socket)
        socket.sendAside([UInt8](repeating: UInt8(ascii: "x"), count: 20 << 20))
        let answer = try JSONParser.parse(try #require(socket.line()))
        #expect(answer["error"]?["code"]?.integer == -32_600)
        #expect(answer["error"]?["data"]?["reason"]?.string == "too_large")
        #expect(socket.line() == nil)
        let next = try RawSocket(engine.socket)
        next.send(Self.status)
        #expect(next.line()?.contains(#""result""#) == true)
    }

    @Test func answersAreMatchedByTheirIDs() async throws {
        let engine = try await ServedEngine()
        let socket = try RawSocket(engine.socket)
        for id in 1...50 { socket.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"engine.status"}"#) }
        socket.send(#"{"jsonrpc":"2.0","method":"engine.status"}"#)
        let ids = try (1...50).map { _ in try JSONParser.parse(try #require(socket.line()))["id"]?.integer }
        #expect(Set(ids) == Set((1...50).map(Int64.init)))
        socket.send("[\(Self.status),\(Self.status)]")
        #expect(try JSONParser.parse(try #require(socket.line())).array?.count == 2)
    }

    @Test func whoReadsLateGetsAllAnswersWholeAndInOrder() async throws {
        let engine = try await ServedEngine()
        let socket = try RawSocket(engine.socket)
        // Megabytes, of which the kernel takes a part at once.
        for id in 1...200 { socket.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"rpc.discover"}"#) }
        _ = try await engine.client().call("engine.status")
        var first: [UInt8]?
        for id in 1...200 {
            let line = try #require(socket.lineOfBytes())
            let opening = Array(#"{"jsonrpc":"2.0","id":\#(id),"result":"#.utf8)
            let isRight = line.starts(with: opening)
            try #require(isRight, "answer \(id)")
            let result = Array(line[opening.count...])
            let isWhole = result == (first ?? result)
            try #require(isWhole, "answer \(id)")
            first = result
        }
    }

    @Test func describesItself() async throws {
        let engine = try await ServedEngine()
        let document = try await engine.client().call("rpc.discover")
        let methods = try #require(document["methods"]?.array).compactMap { $0["name"]?.string }
        let promised = [
            "pod.apply", "federation.receive", "stream.read", "post.read", "search.posts", "search.tags",
            "photo.process",
            "engine.status", "rpc.discover", "person.discovered",
        ]
        #expect(Set(methods).isSuperset(of: promised))
    }
}
